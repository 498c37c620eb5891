import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as settle } from 'node:timers/promises';
import { answers, blocked, BUTTONS, fakeEntry, IDLE, openStage } from './stage.mjs';

const PHONE = blocked('phoneNumber', BUTTONS.phoneNumber);
const AVATAR = blocked('userInfo', BUTTONS.avatar);

for (const [name, leave] of [
  ['its page is closed', ({ page }) => page.close()],
  ['its page takes it away', ({ setData }) => setData({ gone: true })],
]) {
  test(`the step is abandoned when ${name}`, () => {
    const auth = fakeEntry(PHONE);
    const stage = openStage({ auths: { main: auth } });
    assert.deepEqual(auth.log, []);
    leave(stage);
    assert.deepEqual(auth.log, [['abandon']]);
    assert.equal(auth.watchers(), 0);
  });
}

test('nothing is abandoned when its page is hidden: the Auth finds out why', () => {
  const auth = fakeEntry(PHONE);
  const { page } = openStage({ auths: { main: auth } });
  page.hide();
  page.show();
  assert.deepEqual(auth.log, [['hidden', 7]]);
  assert.equal(auth.watchers(), 1);
});

test('a step is offered while the component stands there', () => {
  const auth = fakeEntry();
  const { page } = openStage({ auths: { main: auth }, attributes: 'step="phoneNumber"' });
  assert.deepEqual(auth.log, [['offer', 'phoneNumber']]);
  page.hide();
  assert.deepEqual(auth.log.slice(1), [['hidden', 7]]);
  page.close();
  assert.deepEqual(auth.log.slice(2), [['offer', null], ['abandon']]);
});

/** The component on two pages of one app, the second on top of the first or in another tab. */
function twoPages(first, second) {
  const auth = fakeEntry();
  const open = (attributes, data) => openStage({ auths: { main: auth }, attributes, data });
  const below = open('step="{{step}}"', { step: first });
  below.page.hide();
  const above = open('step="{{step}}"', { step: second });
  assert.equal(auth.offered(), second || first);
  return { auth, below, above };
}

test('of two tab pages the one that is shown again has its button', () => {
  const { auth, below, above } = twoPages('userInfo', 'phoneNumber');
  for (const [hidden, shown, step] of [
    [above, below, 'userInfo'],
    [below, above, 'phoneNumber'],
    [above, below, 'userInfo'],
  ]) {
    hidden.page.hide();
    shown.page.show();
    assert.equal(auth.offered(), step);
  }
});

test('the page below has its button again when the one on top is closed, whichever is told first', () => {
  for (const order of [
    ['close', 'show'],
    ['show', 'close'],
  ]) {
    const { auth, below, above } = twoPages('userInfo', 'phoneNumber');
    for (const name of order) (name === 'show' ? below : above).page[name]();
    assert.equal(auth.offered(), 'userInfo', order.join());
  }
});

test('a step that changes on a hidden page is offered when that page is shown, and not before', () => {
  const { auth, below, above } = twoPages('', 'phoneNumber');
  below.setData({ step: 'userInfo' });
  assert.equal(auth.offered(), 'phoneNumber');
  above.page.hide();
  below.page.show();
  assert.equal(auth.offered(), 'userInfo');
});

test('a step that a hidden page asks for no more is withdrawn at once', () => {
  const { auth, below, above } = twoPages('userInfo', 'phoneNumber');
  below.setData({ step: '' });
  above.page.close();
  assert.equal(auth.offered(), null);
  below.page.show();
  assert.equal(auth.offered(), null);
});

test('a page without a step of its own that is shown again takes nothing from others', () => {
  const { auth, below } = twoPages('', 'phoneNumber');
  const { length } = auth.log;
  below.page.show();
  assert.deepEqual([auth.offered(), auth.log.length], ['phoneNumber', length]);
});

/** What the framework still calls of a component that is gone. */
function gone(view, options) {
  const auth = fakeEntry(view);
  const stage = openStage({ auths: { main: auth }, attributes: 'step="phoneNumber"', ...options });
  const component = stage.page.find('#it').getMethodCaller();
  stage.setData({ gone: true });
  assert.deepEqual([auth.offered(), auth.watchers()], [null, 0]);
  auth.log.splice(0);
  return { auth, stage, component };
}

test('a component that is gone does not come back when a page is shown or hidden', () => {
  const { auth, stage, component } = gone(PHONE);
  for (const name of ['show', 'hide', 'show']) {
    component._$.triggerPageLifetime(name, []);
    assert.deepEqual([auth.offered(), auth.watchers(), auth.log], [null, 0, []], name);
  }
  assert.deepEqual(stage.events, []);
});

test('a component that is gone does not come back when its properties change', () => {
  const { auth, component } = gone(PHONE);
  component.setData({ step: 'userInfo', name: 'main' });
  assert.deepEqual([auth.offered(), auth.watchers(), auth.log], [null, 0, []]);
});

test('a press that is told when its button is gone goes to the Auth, and nothing is followed', async () => {
  const { auth, stage, component } = gone({ ...PHONE, error: { code: 'refused', message: '' } });
  component.onAnswer({ type: 'getphonenumber', detail: { code: 'secret' } });
  await settle();
  assert.deepEqual(
    answers(auth).map(([{ type }]) => type),
    ['getphonenumber'],
  );
  assert.deepEqual([auth.offered(), auth.watchers(), stage.events], [null, 0, []]);
});

test('an answer to a call that comes when the button is gone is a yes, or nothing', async () => {
  for (const [name, detail, handed] of [
    ['success', { errMsg: 'getUserProfile:ok', iv: 'secret' }, 1],
    ['fail', { errMsg: 'getUserProfile:fail auth deny' }, 0],
  ]) {
    const calls = [];
    const over = { getUserProfile: (options) => void calls.push(options) };
    const auth = fakeEntry(blocked('userInfo', BUTTONS.profile), over);
    const stage = openStage({ auths: { main: auth }, attributes: 'step="userInfo"' });
    stage.fire('.main', 'tap');
    stage.page.close();
    calls[0][name](detail);
    await settle();
    assert.deepEqual([auth.offered(), auth.watchers(), stage.events], [null, 0, []], name);
    assert.equal(answers(auth).length, handed, name);
  }
});

test('a view that is told in the round in which the component goes is none of its business', () => {
  const auth = fakeEntry(PHONE);
  let listener;
  const { watch } = auth.entry.auth;
  auth.entry.auth.watch = (given) => {
    listener = given;
    return watch(given);
  };
  const stage = openStage({ auths: { main: auth } });
  stage.setData({ gone: true });
  listener({ ...IDLE, hasPhoneNumber: true });
  assert.deepEqual(stage.events, []);
});

test('another step is offered instead when the page changes it', () => {
  const auth = fakeEntry();
  const options = { attributes: 'step="{{step}}"', data: { step: 'phoneNumber' } };
  const { setData } = openStage({ auths: { main: auth }, ...options });
  setData({ step: 'userInfo' });
  setData({ step: '' });
  assert.deepEqual(auth.log, [
    ['offer', 'phoneNumber'],
    ['offer', 'userInfo'],
    ['offer', null],
  ]);
});

/** What a component sends to the view from now on. */
function drawn({ page }) {
  const component = page.find('#it').getMethodCaller();
  const { setData } = component;
  const log = [];
  component.setData = (changes) => {
    log.push(changes);
    setData.call(component, changes);
  };
  return log;
}

test('a view that changes nothing here is not drawn again', () => {
  const auth = fakeEntry(PHONE);
  const log = drawn(openStage({ auths: { main: auth } }));
  auth.show({ ...PHONE, waiting: 5 });
  assert.equal(log.length, 0);
  auth.show({ ...PHONE, busy: true });
  assert.equal(log.length, 1);
});

test('nothing undefined is sent to the view, which WeChat would warn of', () => {
  const auth = fakeEntry(PHONE);
  const log = drawn(openStage({ auths: { main: auth } }));
  for (const view of [AVATAR, IDLE, { ...PHONE, button: null }, PHONE]) {
    auth.show(view);
  }
  assert.equal(log.length, 4);
  for (const changes of log) {
    assert.deepEqual(
      Object.keys(changes).filter((key) => changes[key] === undefined || changes[key] === null),
      [],
    );
  }
});

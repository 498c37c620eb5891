import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as settle } from 'node:timers/promises';
import { answers, blocked, button, BUTTONS, fakeEntry, IDLE, openStage } from './stage.mjs';

function openWith(view, { over, ...options } = {}) {
  const auth = fakeEntry(view, over);
  return { auth, stage: openStage({ auths: { main: auth }, ...options }) };
}

for (const [name, step] of [
  ['phoneNumber', 'phoneNumber'],
  ['coupled', 'phoneNumber'],
  ['agreePrivacy', 'phoneNumber'],
  ['openSetting', 'userInfo'],
  ['userInfo', 'userInfo'],
]) {
  test(`a button ${BUTTONS[name].openType} hands what it brings to the Auth`, () => {
    const { auth, stage } = openWith(blocked(step, BUTTONS[name]));
    assert.equal(stage.attribute('.main', 'open-type'), BUTTONS[name].openType);
    assert.equal(stage.attribute('.main', 'disabled'), false);
    assert.equal(stage.attribute('.main', 'loading'), false);
    const detail = { errMsg: 'ok', code: 'secret' };
    stage.fire('.main', BUTTONS[name].event, detail);
    assert.deepEqual(answers(auth), [[{ type: BUTTONS[name].event, detail }]]);
  });
}

const PROFILE = blocked('userInfo', BUTTONS.profile);

test('a button without an open-type makes its call in the tap, as the app has it', () => {
  const calls = [];
  const over = { getUserProfile: (options) => void calls.push(options) };
  const wx = { getUserProfile: () => assert.fail("WeChat's own was called") };
  const { auth, stage } = openWith(PROFILE, { over, wx });
  stage.fire('.main', 'tap');
  assert.equal(calls.length, 1);
  assert.equal(typeof calls[0].desc, 'string');
  assert.ok(calls[0].desc.length > 0 && calls[0].desc.length <= 30);
  assert.deepEqual(answers(auth), []);
});

const TAKEN = { errMsg: 'getUserProfile:ok', encryptedData: 'secret', iv: 'secret' };
const DENIED = { errMsg: 'getUserProfile:fail auth deny' };

for (const [name, getUserProfile, detail] of [
  ['succeeds', ({ success, complete }) => [success, complete].map((f) => f(TAKEN)), TAKEN],
  ['fails', ({ fail, complete }) => [fail, complete].map((f) => f(DENIED)), DENIED],
  ['only completes', ({ complete }) => complete(DENIED), DENIED],
  [
    'fails and rejects',
    ({ fail }) => {
      fail(DENIED);
      return Promise.reject(new Error('once more'));
    },
    DENIED,
  ],
]) {
  test(`a call that ${name} has one answer`, async () => {
    const { auth, stage } = openWith(PROFILE, { over: { getUserProfile } });
    stage.fire('.main', 'tap');
    await settle();
    assert.deepEqual(answers(auth), [[{ type: 'getuserprofile', detail }]]);
  });
}

for (const [name, over] of [
  ['is missing', {}],
  ['throws', { getUserProfile: () => assert.fail('thrown') }],
]) {
  test(`a call that ${name} is answered by its error, once`, async () => {
    const { auth, stage } = openWith(PROFILE, { over });
    stage.fire('.main', 'tap');
    await settle();
    assert.equal(answers(auth).length, 1);
    const [[{ type, detail }]] = answers(auth);
    assert.deepEqual([type, detail instanceof Error], ['getuserprofile', true]);
  });
}

test('a tap on a button with an open-type calls nothing', () => {
  const { auth, stage } = openWith(blocked('phoneNumber', BUTTONS.phoneNumber));
  stage.fire('.main', 'tap');
  assert.deepEqual(answers(auth), []);
  assert.deepEqual(stage.events, []);
});

test('a button coupled with the privacy agreement has one answer', () => {
  const { auth, stage } = openWith(blocked('phoneNumber', BUTTONS.coupled));
  stage.fire('.main', 'agreeprivacyauthorization');
  stage.fire('.main', 'getphonenumber', { code: 'secret' });
  assert.deepEqual(
    answers(auth).map(([{ type }]) => type),
    ['getphonenumber'],
  );
});

for (const name of ['coupled', 'agreePrivacy']) {
  test(`the privacy agreement can be read beside ${BUTTONS[name].openType}`, () => {
    const opened = [];
    const over = { openPrivacyContract: (options) => void opened.push(options) };
    const wx = { openPrivacyContract: () => assert.fail("WeChat's own was called") };
    const { stage } = openWith(blocked('phoneNumber', BUTTONS[name]), { over, wx });
    stage.fire('.link', 'tap');
    assert.equal(opened.length, 1);
  });
}

test('an agreement that does not open is no answer', async () => {
  const over = { openPrivacyContract: ({ fail }) => fail({ errMsg: 'openPrivacyContract:fail' }) };
  const { auth, stage } = openWith(blocked('phoneNumber', BUTTONS.coupled), { over });
  stage.fire('.link', 'tap');
  await settle();
  assert.deepEqual([answers(auth), stage.events], [[], []]);
});

test('the privacy agreement is offered neither beside other buttons nor where nothing opens it', () => {
  const view = blocked('phoneNumber', BUTTONS.coupled);
  assert.equal(openWith(blocked('phoneNumber', BUTTONS.phoneNumber)).stage.find('.link'), null);
  assert.equal(
    openWith(view, { wx: { openPrivacyContract: undefined } }).stage.find('.link'),
    null,
  );
});

for (const [name, view] of [
  ['the button is not known yet', blocked('phoneNumber', null)],
  ['a press would be ignored', blocked('phoneNumber', BUTTONS.phoneNumber, { busy: true })],
]) {
  test(`nothing can be pressed while ${name}`, () => {
    const { stage } = openWith(view);
    assert.equal(stage.attribute('.main', 'disabled'), true);
    assert.equal(stage.attribute('.main', 'loading'), true);
    stage.fire('.main', 'tap');
    assert.deepEqual(stage.events, []);
  });
}

test('a call is not made while a press would be ignored', async () => {
  const over = { getUserProfile: () => assert.fail('called') };
  const { auth, stage } = openWith({ ...PROFILE, busy: true }, { over });
  stage.fire('.main', 'tap');
  await settle();
  assert.deepEqual(answers(auth), []);
});

test('a button stays what it is while a look-up runs again', () => {
  const { auth, stage } = openWith(blocked('phoneNumber', BUTTONS.phoneNumber));
  const node = stage.find('.main');
  auth.show(blocked('phoneNumber', null));
  assert.equal(stage.find('.main'), node);
  assert.equal(stage.attribute('.main', 'open-type'), 'getPhoneNumber');
  assert.equal(stage.attribute('.main', 'disabled'), true);
  auth.show(blocked('phoneNumber', BUTTONS.coupled));
  assert.equal(stage.attribute('.main', 'open-type'), BUTTONS.coupled.openType);
  assert.equal(stage.attribute('.main', 'disabled'), false);
});

test("one step's button is not shown for the next step", () => {
  const { auth, stage } = openWith(blocked('phoneNumber', BUTTONS.phoneNumber));
  auth.show(blocked('userInfo', null));
  assert.equal(stage.attribute('.main', 'open-type'), '');
});

test('there is no button where nothing is asked for', () => {
  const { auth, stage } = openWith(IDLE);
  assert.equal(stage.find('.main'), null);
  assert.equal(stage.text(), '');
  auth.show({ ...IDLE, busy: true });
  assert.equal(stage.find('.main'), null);
  auth.show(blocked('phoneNumber', BUTTONS.phoneNumber));
  assert.notEqual(stage.find('.main'), null);
});

test('an offered button is waited for where its place is', () => {
  const attributes = 'step="phoneNumber"';
  const { auth, stage } = openWith({ ...IDLE, busy: true }, { attributes });
  assert.equal(stage.attribute('.main', 'disabled'), true);
  auth.show(IDLE);
  assert.equal(stage.find('.main'), null);
});

for (const [name, attributes, view] of [
  ['is done', 'step="phoneNumber"', { hasPhoneNumber: true }],
  ['nobody knows', 'step="constructor"', {}],
]) {
  test(`no button is waited for when its step ${name}`, () => {
    const { auth, stage } = openWith({ ...IDLE, ...view }, { attributes });
    auth.show({ ...IDLE, ...view, status: 'loggingIn', busy: true });
    assert.equal(stage.find('.main'), null);
  });
}

test('a tap on what is disabled is reported, and nothing opens', async () => {
  const over = { getUserProfile: () => assert.fail('called') };
  for (const view of [
    blocked('phoneNumber', BUTTONS.phoneNumber),
    blocked('phoneNumber', BUTTONS.agreePrivacy),
    PROFILE,
  ]) {
    const { auth, stage } = openWith(view, { over, attributes: 'disabled' });
    assert.equal(stage.attribute('.main', 'open-type'), '');
    assert.equal(stage.attribute('.main', 'disabled'), false);
    assert.equal(stage.attribute('.main', 'aria-disabled'), true);
    stage.fire('.main', 'tap');
    await settle();
    assert.deepEqual(stage.events, [['disabledtap', { step: view.step }]]);
    assert.deepEqual(answers(auth), []);
  }
});

test('what is disabled can be pressed once it no longer is', () => {
  const { stage } = openWith(blocked('phoneNumber', BUTTONS.phoneNumber), {
    attributes: 'disabled="{{off}}"',
    data: { off: true },
  });
  stage.setData({ off: false });
  assert.equal(stage.attribute('.main', 'open-type'), 'getPhoneNumber');
  stage.fire('.main', 'tap');
  assert.deepEqual(stage.events, []);
});

test('an event without a detail is handed over as it came', () => {
  for (const [name, type] of [
    ['phoneNumber', 'getphonenumber'],
    ['agreePrivacy', 'agreeprivacyauthorization'],
  ]) {
    const { auth, stage } = openWith(blocked('phoneNumber', BUTTONS[name]));
    stage.page.find('#it').getMethodCaller().onAnswer({ type });
    assert.deepEqual(answers(auth), [[{ type, detail: undefined }]]);
  }
});

test('a press of a button that has changed meanwhile is handed over all the same', () => {
  const { auth, stage } = openWith(blocked('phoneNumber', BUTTONS.coupled));
  auth.show(blocked('phoneNumber', button('getPhoneNumber')));
  stage.fire('.main', 'getphonenumber', { code: 'secret' });
  assert.equal(answers(auth).length, 1);
});

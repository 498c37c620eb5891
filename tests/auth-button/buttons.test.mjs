import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answers, blocked, button, BUTTONS, fakeEntry, IDLE, openStage } from './stage.mjs';

function openWith(view, options) {
  const auth = fakeEntry(view);
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

test('a button without an open-type makes its call in the tap and hands its result over', () => {
  const calls = [];
  const wx = { getUserProfile: (options) => calls.push(options) };
  const { auth, stage } = openWith(blocked('userInfo', BUTTONS.profile), { wx });
  stage.fire('.main', 'tap');
  assert.equal(calls.length, 1);
  assert.equal(typeof calls[0].desc, 'string');
  assert.ok(calls[0].desc.length > 0 && calls[0].desc.length <= 30);
  const detail = { errMsg: 'getUserProfile:ok', encryptedData: 'secret', iv: 'secret' };
  calls[0].complete(detail);
  assert.deepEqual(answers(auth), [[{ type: 'getuserprofile', detail }]]);
});

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
    const wx = { openPrivacyContract: (options) => opened.push(options) };
    const { stage } = openWith(blocked('phoneNumber', BUTTONS[name]), { wx });
    stage.fire('.link', 'tap');
    assert.equal(opened.length, 1);
  });
}

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

test('a call is not made while a press would be ignored', () => {
  const wx = { getUserProfile: () => assert.fail('called') };
  const { stage } = openWith(blocked('userInfo', BUTTONS.profile, { busy: true }), { wx });
  stage.fire('.main', 'tap');
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

test('a tap on what is disabled is reported, and nothing opens', () => {
  const wx = { getUserProfile: () => assert.fail('called') };
  for (const view of [
    blocked('phoneNumber', BUTTONS.phoneNumber),
    blocked('phoneNumber', BUTTONS.agreePrivacy),
    blocked('userInfo', BUTTONS.profile),
  ]) {
    const { auth, stage } = openWith(view, { wx, attributes: 'disabled' });
    assert.equal(stage.attribute('.main', 'open-type'), '');
    assert.equal(stage.attribute('.main', 'disabled'), false);
    assert.equal(stage.attribute('.main', 'aria-disabled'), true);
    stage.fire('.main', 'tap');
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

test('a press of a button that has changed meanwhile is handed over all the same', () => {
  const { auth, stage } = openWith(blocked('phoneNumber', BUTTONS.coupled));
  auth.show(blocked('phoneNumber', button('getPhoneNumber')));
  stage.fire('.main', 'getphonenumber', { code: 'secret' });
  assert.equal(answers(auth).length, 1);
});

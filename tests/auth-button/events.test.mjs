import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as settle } from 'node:timers/promises';
import { blocked, BUTTONS, fakeEntry, IDLE, openStage } from './stage.mjs';

const ASKED = blocked('phoneNumber', BUTTONS.phoneNumber);
const SENT = { ...ASKED, status: 'authorizing', busy: true };
const REJECTED = { code: 'submissionRejected', message: 'the server rejected it (status 422)' };
const REFUSED = { code: 'refused', message: 'the user refused' };

function openWith(view, options) {
  const auth = fakeEntry(view);
  return { auth, ...openStage({ auths: { main: auth }, ...options }) };
}

const press = async ({ fire }) => {
  fire('.main', 'getphonenumber', { code: 'secret' });
  await settle();
};

test('done is told when the server has taken what a press brought', async () => {
  const stage = openWith(ASKED);
  stage.auth.onAnswer(() => {
    stage.auth.show(SENT);
    stage.auth.show({ ...IDLE, hasPhoneNumber: true });
  });
  await press(stage);
  assert.deepEqual(stage.events, [['done', { step: 'phoneNumber' }]]);
});

test('done is told when the step was done in another way', () => {
  const stage = openWith(ASKED);
  stage.auth.show({ ...IDLE, hasPhoneNumber: true });
  assert.deepEqual(stage.events, [['done', { step: 'phoneNumber' }]]);
});

test('done is told of the first of two steps', () => {
  const stage = openWith(ASKED);
  stage.auth.show(SENT);
  stage.auth.show(blocked('userInfo', BUTTONS.avatar, { hasPhoneNumber: true }));
  assert.deepEqual(stage.events, [['done', { step: 'phoneNumber' }]]);
});

test('done is told when a step that had been done before is done anew', () => {
  const stage = openWith({ ...ASKED, hasPhoneNumber: true }, { attributes: 'step="phoneNumber"' });
  stage.auth.show({ ...SENT, hasPhoneNumber: true });
  assert.deepEqual(stage.events, []);
  stage.auth.show({ ...ASKED, hasPhoneNumber: true });
  assert.deepEqual(stage.events, [['done', { step: 'phoneNumber' }]]);
});

test('a step that was done before the component came is no news', () => {
  const stage = openWith({ ...IDLE, hasPhoneNumber: true });
  stage.auth.show({ ...IDLE, hasPhoneNumber: true, waiting: 3 });
  assert.deepEqual(stage.events, []);
});

test('a step that is no longer asked for is not done', () => {
  const stage = openWith(ASKED);
  stage.auth.show(IDLE);
  assert.deepEqual(stage.events, []);
});

test('an error is told once, with its step, and no done', async () => {
  const stage = openWith({ ...ASKED, hasPhoneNumber: true });
  stage.auth.onAnswer(() => {
    stage.auth.show({ ...SENT, hasPhoneNumber: true });
    stage.auth.show({ ...ASKED, hasPhoneNumber: true, error: REJECTED });
  });
  await press(stage);
  assert.deepEqual(stage.events, [['error', { ...REJECTED, step: 'phoneNumber' }]]);
  stage.auth.show({ ...ASKED, hasPhoneNumber: true, error: { ...REJECTED }, waiting: 2 });
  assert.equal(stage.events.length, 1);
});

test('an error that no press has caused is told', () => {
  const error = { code: 'loginFailed', message: 'the login failed' };
  const stage = openWith(ASKED);
  stage.auth.show({ ...ASKED, error });
  assert.deepEqual(stage.events, [['error', { ...error, step: 'phoneNumber' }]]);
});

const LOGIN_FAILED = { code: 'loginFailed', message: 'the login failed' };

for (const [name, attributes, view] of [
  ['nothing is asked for', '', IDLE],
  ['its step is done', 'step="phoneNumber"', { ...IDLE, hasPhoneNumber: true }],
]) {
  test(`an error of a login in the background is neither shown nor told where ${name}`, () => {
    const stage = openWith(view, { attributes });
    stage.auth.show({ ...view, status: 'loggingIn', busy: true });
    stage.auth.show({ ...view, error: LOGIN_FAILED });
    stage.auth.show({ ...view, error: LOGIN_FAILED, waiting: 1 });
    assert.deepEqual(stage.events, []);
    assert.equal(stage.text(), '');
  });
}

test('an error that ends the question is told with its step, and shown until another one comes', () => {
  const stage = openWith(ASKED);
  stage.auth.show({ ...IDLE, error: LOGIN_FAILED });
  const told = [['error', { ...LOGIN_FAILED, step: 'phoneNumber' }]];
  assert.deepEqual(stage.events, told);
  stage.auth.show({ ...IDLE, error: { ...LOGIN_FAILED }, waiting: 1 });
  assert.equal(stage.text(), '网络异常，请重试');
  stage.auth.show({ ...IDLE, error: REJECTED });
  assert.equal(stage.text(), '');
  assert.deepEqual(stage.events, told);
});

test('an error that ended the question is shown no more when it comes back by itself', () => {
  const stage = openWith(ASKED);
  stage.auth.show({ ...IDLE, error: LOGIN_FAILED });
  stage.auth.show(IDLE);
  stage.auth.show({ ...IDLE, error: LOGIN_FAILED });
  assert.equal(stage.text(), '');
});

test('an error from before the component came is shown, and no news', () => {
  const stage = openWith({ ...ASKED, error: REJECTED });
  assert.deepEqual(stage.events, []);
  assert.equal(stage.text('.red'), '未通过验证，请重试');
});

test('a no is told each time, also when the view stays as it is', async () => {
  const stage = openWith(ASKED);
  stage.auth.onAnswer(() => stage.auth.show({ ...ASKED, error: REFUSED }));
  await press(stage);
  const told = ['refused', { ...REFUSED, step: 'phoneNumber' }];
  assert.deepEqual(stage.events, [told]);
  stage.auth.onAnswer(() => undefined);
  await press(stage);
  assert.deepEqual(stage.events, [told, told]);
});

for (const name of ['agreePrivacy', 'openSetting']) {
  test(`what went wrong before is not told again when ${name} was followed`, async () => {
    const error = { code: 'privacyNotAgreed', message: 'not agreed' };
    const stage = openWith(blocked('phoneNumber', BUTTONS[name], { error }));
    stage.fire('.main', BUTTONS[name].event);
    await settle();
    assert.deepEqual(stage.events, []);
  });
}

test('a chooser of avatars that was closed is a no each time', async () => {
  const form = blocked('userInfo', BUTTONS.avatar);
  const stage = openWith(form);
  stage.auth.onAnswer(() => stage.auth.show({ ...form, error: REFUSED }));
  for (let time = 1; time <= 2; time += 1) {
    stage.fire('.round', 'chooseavatar', { errMsg: 'chooseAvatar:fail cancel' });
    await settle();
    assert.equal(stage.events.length, time);
    stage.auth.onAnswer(() => undefined);
  }
  assert.deepEqual(stage.events[1], ['refused', { ...REFUSED, step: 'userInfo' }]);
});

test('what went wrong before is not told again when an avatar is chosen', async () => {
  const stage = openWith(blocked('userInfo', BUTTONS.avatar, { error: REJECTED }));
  stage.fire('.round', 'chooseavatar', { avatarUrl: 'http://tmp/avatar.jpeg' });
  await settle();
  assert.deepEqual(stage.events, []);
});

test('an answer that rejects is told as an error', async () => {
  const stage = openWith(ASKED);
  stage.auth.onAnswer(() => Promise.reject(Object.assign(new Error('gone'), { code: 'disposed' })));
  await press(stage);
  assert.deepEqual(stage.events, [
    ['error', { code: 'disposed', message: 'gone', step: 'phoneNumber' }],
  ]);
});

test('a press that was taken without an error tells nothing by itself', async () => {
  const stage = openWith(ASKED);
  await press(stage);
  assert.deepEqual(stage.events, []);
});

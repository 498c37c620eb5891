import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';
import { logIn } from './support/fake.mjs';

const errMsg = (promise) =>
  promise.then(
    (result) => assert.fail(result.errMsg),
    (error) => error.errMsg,
  );

test('getSetting shows what was ever asked for, and a person answers once', async () => {
  const answers = ['refused', 'granted'];
  const fake = createFakeWx({ hooks: { onAsk: () => answers.shift() } });
  const { wx } = fake;
  assert.deepEqual((await wx.getSetting()).authSetting, {});
  const record = { scope: 'scope.record' };
  assert.equal(await errMsg(wx.authorize(record)), 'authorize:fail auth deny');
  assert.equal(await errMsg(wx.authorize(record)), 'authorize:fail auth deny');
  await wx.authorize({ scope: 'scope.camera' });
  await wx.authorize({ scope: 'scope.camera' });
  assert.deepEqual((await wx.getSetting()).authSetting, {
    'scope.record': false,
    'scope.camera': true,
  });
  assert.deepEqual(answers, []);
  fake.changeUser();
  assert.deepEqual((await wx.getSetting()).authSetting, {});
});

// Announcement of 2021-04: anonymous data, no window; encrypted data needs a login before.
test('getUserInfo gives nobody’s profile, and encrypted data after a login', async () => {
  const fake = createFakeWx();
  const before = await fake.wx.getUserInfo();
  assert.equal(before.userInfo.nickName, '微信用户');
  assert.equal(before.encryptedData, undefined);
  await logIn(fake);
  const { encryptedData, iv } = await fake.wx.getUserInfo();
  const sessionKey = fake.server.users()[0] && 'session_key-1';
  assert.equal(fake.wechat.decrypt(sessionKey, encryptedData).openId, 'openid-1');
  assert(iv);
  assert.equal((await fake.wx.getUserInfo({ withCredentials: false })).encryptedData, undefined);
  fake.person.setting['scope.userInfo'] = false;
  assert.equal(await errMsg(fake.wx.getUserInfo()), 'getUserInfo:fail auth deny');
});

// "getUserProfile:fail can only be invoked by user TAP gesture."; retired 2022-11-08, with real data
// below base library 2.27.1 only.
test('getUserProfile works in a tap only, and tells less from 2.27.1 on', async () => {
  const fake = createFakeWx({ person: { nickName: '甲' } });
  const ask = (options = { desc: 'a' }) => fake.tap(() => fake.wx.getUserProfile(options));
  const noTap = 'getUserProfile:fail can only be invoked by user TAP gesture.';
  assert.equal(await errMsg(fake.wx.getUserProfile({ desc: 'a' })), noTap);
  const later = fake.tap(() => Promise.resolve().then(() => fake.wx.getUserProfile({ desc: 'a' })));
  assert.equal(await errMsg(later), noTap);
  assert.equal((await ask()).userInfo.nickName, '微信用户');
  assert.match(await errMsg(ask({})), /parameter\.desc/);
  fake.device.baseLibrary = '2.27.0';
  const { userInfo, encryptedData } = await ask();
  assert.equal(userInfo.nickName, '甲');
  await logIn(fake);
  assert.equal(fake.wechat.decrypt('session_key-0', encryptedData), null);
  fake.hooks.onAsk = () => 'refused';
  assert.equal(await errMsg(ask()), 'getUserProfile:fail auth deny');
});

test('the profile holds no ids', async () => {
  const fake = createFakeWx();
  await logIn(fake);
  const { encryptedData } = await fake.tap(() => fake.wx.getUserProfile({ desc: 'a' }));
  assert.equal(fake.wechat.decrypt('session_key-1', encryptedData).openId, undefined);
});

test('a tap is over when its script is, also when that throws', () => {
  const fake = createFakeWx();
  assert.throws(() =>
    fake.tap(() => {
      throw new Error('a');
    }),
  );
  return assert.rejects(fake.wx.openSetting());
});

// API reference of wx.openSetting: a tap is needed since 2.3.0.
test('the settings open in a tap, and a person changes them there', async () => {
  const fake = createFakeWx();
  fake.person.setting['scope.userInfo'] = false;
  fake.hooks.onAsk = (question) => {
    assert.equal(question, 'openSetting');
    fake.person.setting['scope.userInfo'] = true;
  };
  const noTap = 'openSetting:fail can only be invoked by user TAP gesture.';
  assert.equal(await errMsg(fake.wx.openSetting()), noTap);
  const { authSetting } = await fake.tap(() => fake.wx.openSetting());
  assert.deepEqual(authSetting, { 'scope.userInfo': true });
  fake.device.baseLibrary = '2.2.5';
  assert.equal(
    await new Promise((resolve) => fake.wx.openSetting({ success: () => resolve(1) })),
    1,
  );
});

// https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html
test('the privacy agreement is needed where it was declared and not yet agreed to', async () => {
  const needed = async (person) =>
    (await createFakeWx({ person }).wx.getPrivacySetting()).needAuthorization;
  assert.equal(await needed({}), false);
  assert.equal(await needed({ privacyDeclared: true }), true);
  assert.equal(await needed({ privacyDeclared: true, privacyAgreed: true }), false);
});

test('the agreement is asked for by WeChat’s own window where the app has no listener', async () => {
  const answers = ['refused', 'granted'];
  const fake = createFakeWx({
    person: { privacyDeclared: true },
    hooks: { onAsk: () => answers.shift() },
  });
  await assert.rejects(fake.wx.requirePrivacyAuthorize(), (error) => {
    assert.equal(error.errno, 104);
    assert.match(error.errMsg, /privacy permission is not authorized/);
    return true;
  });
  await fake.wx.requirePrivacyAuthorize();
  await fake.wx.requirePrivacyAuthorize();
  await fake.wx.openPrivacyContract();
  assert.equal(fake.person.privacyAgreed, true);
});

test('of the listeners for the agreement the last one counts', async () => {
  const fake = createFakeWx({ person: { privacyDeclared: true } });
  fake.wx.onNeedPrivacyAuthorization(() => assert.fail('the first one'));
  let answer;
  fake.wx.onNeedPrivacyAuthorization((resolve, { referrer }) => {
    assert.equal(referrer, 'requirePrivacyAuthorize');
    resolve({ event: 'exposureAuthorization' });
    resolve({ event: answer });
  });
  answer = 'disagree';
  await assert.rejects(fake.wx.requirePrivacyAuthorize());
  answer = 'agree';
  await fake.wx.requirePrivacyAuthorize();
  assert.equal(fake.calls('onNeedPrivacyAuthorization').length, 2);
});

test('checkSession tells whether there was a login', async () => {
  const fake = createFakeWx();
  assert.match(await errMsg(fake.wx.checkSession()), /^checkSession:fail/);
  await fake.wx.login();
  assert.equal((await fake.wx.checkSession()).errMsg, 'checkSession:ok');
});

test('codes can be made by whoever runs the server', async () => {
  const issueCode = (...about) => JSON.stringify(about);
  const fake = createFakeWx({ issueCode, person: { bound: false } });
  const about = {
    session_key: 'session_key-1',
    openid: 'openid-1',
    unionid: null,
    nickName: fake.person.nickName,
    phoneNumber: fake.person.phoneNumber,
  };
  assert.deepEqual(JSON.parse((await fake.wx.login()).code), ['login', 1, about]);
  const { code, encryptedData } = fake.press('getPhoneNumber').detail;
  assert.deepEqual(JSON.parse(code), ['phoneNumber', 2, about]);
  const sealed = JSON.parse(decodeURIComponent(encryptedData));
  assert.equal(sealed.session_key, about.session_key);
  assert.equal(sealed.payload.phoneNumber, about.phoneNumber);
});

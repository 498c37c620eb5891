import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';
import { OPEN_TYPE_SINCE } from '../src/testing/since.js';
import { logIn } from './support/fake.mjs';

const COUPLED = 'getPhoneNumber|agreePrivacyAuthorization';

// https://developers.weixin.qq.com/miniprogram/dev/component/button.html, column 最低版本.
test('a button gives no event below the base library that brought its open type', () => {
  const before = {
    agreePrivacyAuthorization: '2.32.2',
    chooseAvatar: '2.21.1',
    getPhoneNumber: '1.1.9',
    [COUPLED]: '2.33.0',
    getRealtimePhoneNumber: '2.24.3',
    getUserInfo: '1.2.9',
    openSetting: '2.0.6',
  };
  assert.deepEqual(Object.keys(before).sort(), Object.keys(OPEN_TYPE_SINCE).sort());
  for (const [openType, since] of Object.entries(OPEN_TYPE_SINCE)) {
    const type = openType.split('|')[0].toLowerCase();
    assert.equal(createFakeWx({ baseLibrary: since }).press(openType).type, type);
    assert.equal(createFakeWx({ baseLibrary: before[openType] }).press(openType), null, openType);
  }
});

// open-type getPhoneNumber: "code" since 2.21.2, encrypted data before and beside it.
test('the phone button brings a code from 2.21.2 on, and encrypted data after a login', async () => {
  const fake = createFakeWx({ baseLibrary: '2.21.1' });
  const fields = () => Object.keys(fake.press('getPhoneNumber').detail).sort();
  assert.deepEqual(fields(), ['errMsg']);
  await logIn(fake);
  assert.deepEqual(fields(), ['encryptedData', 'errMsg', 'iv']);
  fake.device.baseLibrary = '2.21.2';
  assert.deepEqual(fields(), ['code', 'encryptedData', 'errMsg', 'iv']);
  fake.device.baseLibrary = '2.24.4';
  assert.equal(fake.press('getRealtimePhoneNumber').detail.errMsg, 'getPhoneNumber:ok');
});

test('two presses bring two codes', () => {
  const { press } = createFakeWx();
  assert.notEqual(press('getPhoneNumber').detail.code, press('getPhoneNumber').detail.code);
});

test('the phone button says no in every way that is reported', () => {
  const { press, refusals } = createFakeWx();
  assert.deepEqual(press('getPhoneNumber', 'refused'), {
    type: 'getphonenumber',
    detail: { errMsg: 'getPhoneNumber:fail user deny' },
  });
  assert.deepEqual(
    Object.entries(refusals).map(([meaning, details]) => [meaning, details.length]),
    [
      ['refused', 8],
      ['noQuota', 1],
      ['unavailable', 5],
      ['privacyNotAgreed', 1],
      ['malformed', 2],
    ],
  );
  for (const details of Object.values(refusals)) {
    for (const detail of details) {
      const told = press('getPhoneNumber', detail).detail;
      assert.deepEqual(told, detail);
      assert.equal(told.code, undefined);
    }
  }
  assert.equal(press('getPhoneNumber', 'noQuota').detail.errno, 1400001);
});

test('errno is told from base library 2.24.0 on', () => {
  const { press } = createFakeWx({ baseLibrary: '2.23.4' });
  assert.equal('errno' in press('getPhoneNumber', 'noQuota').detail, false);
});

test('an avatar is a local path, and its file is there', () => {
  const { press, files } = createFakeWx();
  const { type, detail } = press('chooseAvatar');
  assert.equal(type, 'chooseavatar');
  assert.deepEqual(Object.keys(detail), ['avatarUrl']);
  assert(files.has(detail.avatarUrl));
  assert.notEqual(press('chooseAvatar').detail.avatarUrl, detail.avatarUrl);
  assert.equal(press('chooseAvatar', 'refused').detail.errMsg, 'chooseAvatar:fail cancel');
});

test('the user-info button brings nobody’s profile and encrypted ids', async () => {
  const fake = createFakeWx();
  await logIn(fake);
  const { type, detail } = fake.press('getUserInfo');
  assert.equal(type, 'getuserinfo');
  assert.equal(detail.userInfo.nickName, '微信用户');
  assert.equal(fake.wechat.decrypt('session_key-1', detail.encryptedData).unionId, 'unionid-1');
  assert.equal(fake.press('getUserInfo', 'refused').detail.errMsg, 'getUserInfo:fail auth deny');
});

test('the settings button tells the settings', () => {
  const { press } = createFakeWx({ person: { setting: { 'scope.userInfo': true } } });
  assert.deepEqual(press('openSetting').detail, {
    errMsg: 'openSetting:ok',
    authSetting: { 'scope.userInfo': true },
  });
});

test('the agreement is accepted by its own button, by the coupled one, and by WeChat’s window', () => {
  for (const openType of ['agreePrivacyAuthorization', COUPLED, 'getPhoneNumber', 'chooseAvatar']) {
    const { press, person } = createFakeWx({ person: { privacyDeclared: true } });
    assert.equal(press(openType).detail.errno, undefined);
    assert.equal(person.privacyAgreed, true, openType);
  }
});

test('the button of the agreement tells that it was agreed to', () => {
  assert.deepEqual(createFakeWx().press('agreePrivacyAuthorization'), {
    type: 'agreeprivacyauthorization',
    detail: { errMsg: 'agreePrivacyAuthorization:ok' },
  });
});

test('the coupled button brings the number', () => {
  const { press } = createFakeWx({ person: { privacyDeclared: true } });
  const { type, detail } = press(COUPLED);
  assert.deepEqual([type, detail.errMsg], ['getphonenumber', 'getPhoneNumber:ok']);
  assert(detail.code);
});

test('a person who does not agree gives nothing', () => {
  const { press, person } = createFakeWx({ person: { privacyDeclared: true } });
  for (const openType of [COUPLED, 'getPhoneNumber']) {
    const { detail } = press(openType, 'privacyNotAgreed');
    assert.deepEqual([detail.errno, detail.code], [104, undefined]);
  }
  assert.equal(person.privacyAgreed, false);
});

test('where the app has its own listener for the agreement, a press comes to nothing before it', async () => {
  const fake = createFakeWx({ person: { privacyDeclared: true } });
  fake.wx.onNeedPrivacyAuthorization((resolve) => resolve({ event: 'agree' }));
  assert.equal(fake.press('getPhoneNumber').detail.errno, 104);
  await fake.settle();
  assert.equal(fake.press('getPhoneNumber').detail.errMsg, 'getPhoneNumber:ok');
});

test('below 2.32.3 no agreement stands in the way', () => {
  const { press } = createFakeWx({ baseLibrary: '2.32.2', person: { privacyDeclared: true } });
  assert.equal(press('getPhoneNumber').detail.errMsg, 'getPhoneNumber:ok');
});

// WeChat 8.0.48 with base library 3.4.0; community.
test('what a button brings can be nested once more', () => {
  const { press } = createFakeWx({ skyline: true });
  const { detail } = press('getPhoneNumber');
  assert.deepEqual(Object.keys(detail), ['detail']);
  assert(detail.detail.code);
});

test('an answer or an open type that is none is an error of the test', () => {
  const { press } = createFakeWx();
  assert.throws(() => press('getPhonenumber'), TypeError);
  assert.throws(() => press('getPhoneNumber', 'maybe'), TypeError);
  assert.throws(() => press('openSetting', 'noQuota'), TypeError);
});

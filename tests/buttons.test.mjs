import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE_REFUSALS } from '../src/testing/refusals.js';
import { assertData } from './support/assert.mjs';
import { openLoaded } from './support/sandbox.mjs';

const { auth } = await openLoaded();
const { chooseButton, readAnswer } = auth;

const PLAIN = {
  openType: null,
  event: null,
  api: null,
  inputs: [],
  popup: 'always',
  guide: 'none',
};
const AVATAR = {
  ...PLAIN,
  openType: 'chooseAvatar',
  event: 'chooseavatar',
  inputs: ['nickname'],
};
const PROFILE = { ...PLAIN, api: 'getUserProfile' };
const USER_INFO = {
  ...PLAIN,
  openType: 'getUserInfo',
  event: 'getuserinfo',
  popup: 'unlessAllowed',
};
const PHONE = { ...PLAIN, openType: 'getPhoneNumber', event: 'getphonenumber' };
const COUPLED = { ...PHONE, openType: 'getPhoneNumber|agreePrivacyAuthorization' };
const AGREE = {
  ...PLAIN,
  openType: 'agreePrivacyAuthorization',
  event: 'agreeprivacyauthorization',
  popup: 'never',
  guide: 'agreePrivacy',
};
const SETTINGS = {
  ...PLAIN,
  openType: 'openSetting',
  event: 'opensetting',
  popup: 'never',
  guide: 'openSetting',
};
const LOCATION = { ...PLAIN, api: 'getLocation', popup: 'unlessAllowed' };

for (const [step, sdkVersion, more, expected] of [
  ['userInfo', '2.10.3', {}, USER_INFO],
  ['userInfo', '2.10.3', { setting: true }, { ...USER_INFO, popup: 'never' }],
  ['userInfo', '2.10.3', { setting: false }, { ...USER_INFO, popup: 'always' }],
  ['userInfo', '2.10.3', { setting: null }, { ...USER_INFO, popup: 'always' }],
  ['userInfo', '2.9.0', {}, USER_INFO],
  ['userInfo', '2.10.4', {}, PROFILE],
  ['userInfo', '2.21.1', {}, PROFILE],
  ['userInfo', '2.21.2', {}, AVATAR],
  ['userInfo', '2.27.0', { platform: 'windows' }, PROFILE],
  ['userInfo', '2.27.1', { platform: 'windows' }, AVATAR],
  ['userInfo', '2.27.0', { platform: 'ohos' }, AVATAR],
  ['userInfo', '3.8.12', { privacy: 'agreed' }, AVATAR],
  ['userInfo', '3.8.12', { privacy: 'needed' }, AGREE],
  ['userInfo', '2.32.2', { privacy: 'needed' }, AVATAR],
  ['phoneNumber', '2.9.0', {}, PHONE],
  ['phoneNumber', '2.32.3', { privacy: 'needed' }, AGREE],
  ['phoneNumber', '2.32.3', { privacy: 'unknown' }, PHONE],
  ['phoneNumber', '2.33.1', { privacy: 'needed' }, COUPLED],
  ['phoneNumber', '2.33.1', { privacy: 'unknown' }, COUPLED],
  ['phoneNumber', '2.33.1', {}, COUPLED],
  ['phoneNumber', '3.8.12', { privacy: 'agreed' }, PHONE],
  ['location', '3.8.12', {}, LOCATION],
  ['location', '3.8.12', { setting: true }, { ...LOCATION, popup: 'never' }],
  ['location', '3.8.12', { setting: null }, { ...LOCATION, popup: 'always' }],
  ['location', '3.8.12', { setting: false }, SETTINGS],
  ['location', '3.8.12', { privacy: 'needed' }, AGREE],
]) {
  test(`the button for ${step} on ${sdkVersion} with ${JSON.stringify(more)} is ${expected.openType ?? expected.api}`, () => {
    assertData(chooseButton({ step, sdkVersion, ...more }), expected);
  });
}

test('a base library that is not known gets a button that works on most', () => {
  for (const sdkVersion of [undefined, null, '', 'latest', 3, {}]) {
    assertData(chooseButton({ step: 'userInfo', sdkVersion }), AVATAR);
  }
});

test('there is no button for what is no step of a person’s', () => {
  for (const step of ['login', 'UserInfo', '', undefined, null, 3, {}, ['userInfo']]) {
    assert.equal(chooseButton({ step, sdkVersion: '3.8.12' }), null);
  }
});

for (const [expected, details] of Object.entries(PHONE_REFUSALS)) {
  test(`every reported way to say ${expected} is read as such`, () => {
    for (const detail of details) {
      assertData(readAnswer('phoneNumber', detail), { result: expected });
      assertData(
        readAnswer('phoneNumber', { detail }),
        { result: expected },
        'as Skyline nests it',
      );
      const withCode = { code: 'c', ...detail };
      if (expected !== 'malformed') {
        assertData(
          readAnswer('phoneNumber', withCode),
          { result: expected },
          'a no brings nothing',
        );
      }
    }
  });
}

test('other buttons’ refusals are read as such', () => {
  for (const [errMsg, expected] of [
    ['chooseAvatar:fail cancel', 'refused'],
    ['getUserInfo:fail auth deny', 'refused'],
    ['getUserProfile:fail auth deny', 'refused'],
    ['getUserProfile:fail can only be invoked by user TAP gesture.', 'malformed'],
    ['authorize:fail 系统错误,错误码:-12006,auth deny', 'refused'],
    ['authorize:fail 系统错误,错误码:-12007,scope unauthorized', 'refused'],
    ['chooseAvatar:fail privacy permission is not authorized', 'privacyNotAgreed'],
  ]) {
    assertData(readAnswer('userInfo', { errMsg }), { result: expected }, errMsg);
  }
});

test('a yes is granted with what it brought, and with nothing else', () => {
  const encrypted = { encryptedData: 'd', iv: 'i' };
  for (const [step, detail, expected] of [
    ['phoneNumber', { errMsg: 'getPhoneNumber:ok', code: 'c' }, { code: 'c' }],
    ['phoneNumber', { errMsg: 'getPhoneNumber:ok', ...encrypted }, encrypted],
    ['phoneNumber', { errMsg: 'getPhoneNumber:ok', errno: 0, code: 'c', x: 'y' }, { code: 'c' }],
    ['phoneNumber', { detail: { errMsg: 'getPhoneNumber:ok', code: 'c' } }, { code: 'c' }],
    ['userInfo', { avatarUrl: 'wxfile://a' }, { avatarUrl: 'wxfile://a' }],
    [
      'userInfo',
      { errMsg: 'getUserInfo:ok', ...encrypted, rawData: '{}', signature: 's', userInfo: {} },
      { ...encrypted, rawData: '{}', signature: 's' },
    ],
  ]) {
    assertData(readAnswer(step, detail), { result: 'granted', ...expected });
  }
});

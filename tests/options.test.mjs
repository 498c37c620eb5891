import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';
import { thrown } from './support/assert.mjs';
import { openLoaded } from './support/sandbox.mjs';
import { everyKind, hostileProxy, revokedProxy } from './support/values.mjs';

const { auth: weappAuth } = await openLoaded();

const good = (more) => ({
  baseUrl: 'https://api.example.com',
  loginUrl: '/login',
  loginPage: 'pages/login/login',
  wx: createFakeWx().wx,
  ...more,
});

/** A value that would be a secret if it were one, and must not be in any message. */
const SECRET = 'Bearer-of-a-secret-9f8e7d';

/** Which kinds of value an option takes; all others are wrong. */
const TEXT = (value) => typeof value === 'string' && value !== '';
const FUNCTION = (value) => typeof value === 'function';
const TIME = (value) => typeof value === 'number' && value > 0 && value < Infinity;
const OBJECT = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const NONE = () => false;

const OPTIONS = {
  baseUrl: NONE,
  loginUrl: TEXT,
  loginPage: TEXT,
  userInfoUrl: TEXT,
  phoneNumberUrl: TEXT,
  tabBarPages: (value) => Array.isArray(value) && value.every(TEXT),
  access: NONE,
  identity: NONE,
  userInfo: NONE,
  bundle: OBJECT,
  isUnauthorized: FUNCTION,
  endsSession: FUNCTION,
  loginData: FUNCTION,
  authorization: FUNCTION,
  storageKey: TEXT,
  loginTimeout: TIME,
  answerTimeout: (value) => value === null || TIME(value),
  heldFor: TIME,
  leeway: (value) => value === 0 || TIME(value),
  wasmPath: NONE,
  wx: OBJECT,
  now: FUNCTION,
  random: FUNCTION,
  onWarning: FUNCTION,
  onEvent: FUNCTION,
};
const REQUIRED = ['baseUrl', 'loginUrl', 'loginPage'];

/** Whether an option takes a value. One that throws when it is looked at is not taken. */
function isTaken(takes, value) {
  try {
    return takes(value);
  } catch {
    return false;
  }
}

/** Makes an auth, and takes it away again: what is thrown, or `undefined`. */
function refusal(options) {
  try {
    weappAuth.createAuth(options).dispose();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Checks that a message names the option, what is expected and what was given, and no value of it. */
function assertTells(error, name, what) {
  assert.equal(error?.name, 'AuthError', `${what}: ${error && error.stack}`);
  assert.equal(error.code, 'badOptions', what);
  const told = new RegExp(`^${name.replaceAll('.', '\\.')}: (expected .+, got .+|can't be read)`);
  assert.match(error.message, told, what);
  assert(!error.message.includes(SECRET), what);
}

test('the options of the contract are taken', () => {
  assert.equal(refusal(good()), undefined);
  assert.equal(
    refusal(good({ baseUrl: ['https://a.example', 'http://b.example:8080/api'] })),
    undefined,
  );
});

for (const [name, takes] of Object.entries(OPTIONS)) {
  test(`a bad ${name} throws badOptions, which says what is wrong with it`, () => {
    for (const [kind, value] of Object.entries(everyKind())) {
      if (isTaken(takes, value) || (value === undefined && !REQUIRED.includes(name))) {
        continue;
      }
      assertTells(refusal(good({ [name]: value })), name, kind);
    }
    const error = refusal(good({ [name]: takes('text') ? { SECRET } : SECRET }));
    assertTells(error, name, 'a secret');
  });

  test(`a ${name} that can't be read throws badOptions`, () => {
    const options = Object.defineProperty(good(), name, {
      get() {
        throw new Error(SECRET);
      },
    });
    assertTells(refusal(options), name, 'a getter that throws');
  });
}

test('what is no options object throws badOptions', () => {
  for (const [kind, value] of Object.entries(everyKind())) {
    const error = thrown(() => weappAuth.createAuth(value));
    assert.equal(error.code, 'badOptions', kind);
  }
  for (const value of [hostileProxy(), revokedProxy(), hostileProxy([])]) {
    assert.equal(thrown(() => weappAuth.createAuth(value)).code, 'badOptions');
  }
});

test('a base that is no origin with a path is refused', () => {
  for (const baseUrl of [
    ...[
      '',
      'api.example.com',
      '//api.example.com',
      '/api',
      'ftp://a.example',
      'https://',
      'https:///a',
    ],
    ...['https://user@a.example', 'https://user:pass@a.example', 'https://a.example?b=c'],
    ...[
      'https://a.example/#b',
      'https://a.example\\b',
      'https://a.exa mple',
      'https://a.example/\n',
    ],
    ...['https://a.example\0', 'wss://a.example', 'javascript:alert(1)', 'https://a.example/ b'],
    ...['https://a.example:99999', 'https://a.example:port'],
    ...[[], [''], ['https://a.example', ''], [null], [['https://a.example']]],
  ]) {
    assertTells(refusal(good({ baseUrl })), 'baseUrl', JSON.stringify(baseUrl));
  }
});

test('members of lists and objects are looked at too', () => {
  for (const [name, options] of [
    ['tabBarPages', { tabBarPages: ['pages/a', 3] }],
    ['tabBarPages', { tabBarPages: [''] }],
    ['bundle.in', { bundle: { in: 'cookie' } }],
    ['bundle.name', { bundle: { name: 3 } }],
    ['bundle.name', { bundle: { name: '' } }],
    ['bundle.fields', { bundle: { fields: [] } }],
    ['bundle.fields', { bundle: { fields: 'token' } }],
    ['bundle.fields.token', { bundle: { fields: { token: 3 } } }],
    ['bundle.fields.uid', { bundle: { fields: { uid: '' } } }],
    ['wasmPath', { wasmPath: '/a.js' }],
    ['access', { access: 'everypage' }],
    ['identity', { identity: 'openid' }],
    ['userInfo', { userInfo: 'avatar' }],
  ]) {
    assertTells(refusal(good(options)), name, JSON.stringify(options));
  }
});

test('no field of the bundle may be one that must not reach the client, in any spelling', () => {
  for (const secret of [
    ...['session_key', 'sessionKey', 'SESSION-KEY', 'openid', 'openId', 'open_id', 'unionid'],
    ...['union_id', 'phoneNumber', 'phone_number', 'purePhoneNumber', 'encryptedData', 'iv', 'IV'],
  ]) {
    for (const field of ['token', 'expiresIn', 'hasUserInfo', 'hasPhoneNumber', 'uid']) {
      const error = refusal(good({ bundle: { fields: { [field]: secret } } }));
      assertTells(error, `bundle.fields.${field}`, secret);
    }
  }
});

test('hostile members throw badOptions, and what is not read harms nobody', () => {
  for (const value of [hostileProxy(), revokedProxy()]) {
    for (const options of [
      { bundle: value },
      { bundle: { fields: value } },
      { tabBarPages: value },
    ]) {
      assert.equal(refusal(good(options))?.code, 'badOptions');
    }
  }
  for (const value of [hostileProxy([]), revokedProxy([])]) {
    assert.equal(refusal(good({ tabBarPages: value }))?.code, 'badOptions');
    assert.equal(refusal(good({ baseUrl: value }))?.code, 'badOptions');
  }
  assert.equal(refusal(good({ unknown: hostileProxy() })), undefined);
});

test('options are read once and never changed', () => {
  const options = Object.freeze(good({ bundle: Object.freeze({ in: 'body' }) }));
  const reads = {};
  const counted = new Proxy(options, {
    get: (target, name) => {
      reads[name] = (reads[name] ?? 0) + 1;
      return target[name];
    },
  });
  assert.equal(refusal(counted), undefined);
  assert(
    Object.values(reads).every((count) => count === 1),
    JSON.stringify(reads),
  );
});

test('a refused auth leaves its storage key free, and a living one does not', () => {
  assert.equal(refusal(good({ heldFor: -1 })).code, 'badOptions');
  const auth = weappAuth.createAuth(good());
  const error = refusal(good());
  assert.equal(error.code, 'badOptions');
  assert.match(error.message, /^storageKey: /);
  const other = weappAuth.createAuth(good({ storageKey: 'other' }));
  auth.dispose();
  other.dispose();
  assert.equal(refusal(good()), undefined);
});

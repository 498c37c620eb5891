import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decrypt, isSigned, StaleSessionKey } from './decrypt.mjs';
import { openDemo } from './support.mjs';
import { encrypt, makeSessionKey, sign } from './wechat/encrypt.mjs';

const now = Date.parse('2026-11-21T08:00:00Z');
const appid = 'wx0000000000000000';
const sessionKey = makeSessionKey();

test('what WeChat encrypts is read', () => {
  const sealed = encrypt({ nickName: '昵称' }, { sessionKey, appid, now });
  assert.equal(decrypt(sealed, { sessionKey, appid, now }).nickName, '昵称');
});

test('another key is told from other faults, whatever the padding happens to be', () => {
  const sealed = encrypt({ nickName: 'a' }, { sessionKey, appid, now });
  for (let count = 0; count < 1000; count += 1) {
    const other = { sessionKey: makeSessionKey(), appid, now };
    assert.throws(() => decrypt(sealed, other), StaleSessionKey);
  }
});

for (const [fault, context, message] of [
  ['for another mini-program', { appid: 'wx1111111111111111', now }, /another mini-program/],
  ['ten minutes old', { appid, now: now - 601_000 }, /not fresh/],
  ['from the future', { appid, now: now + 601_000 }, /not fresh/],
]) {
  test(`data ${fault} is refused`, () => {
    const sealed = encrypt({ nickName: 'a' }, { sessionKey, ...context });
    assert.throws(() => decrypt(sealed, { sessionKey, appid, now }), { status: 400, message });
  });
}

test('an iv of another length is refused', () => {
  const { encryptedData } = encrypt({}, { sessionKey, appid, now });
  const sealed = { encryptedData, iv: 'AAAA' };
  assert.throws(() => decrypt(sealed, { sessionKey, appid, now }), { status: 400 });
});

test('a signature is of this text, in this session', () => {
  const signature = sign('{}', sessionKey);
  assert.ok(isSigned({ rawData: '{}', signature }, sessionKey));
  assert.ok(!isSigned({ rawData: '{ }', signature }, sessionKey));
  assert.ok(!isSigned({ rawData: '{}', signature }, makeSessionKey()));
  assert.ok(!isSigned({ rawData: '{}', signature: '' }, sessionKey));
  assert.ok(!isSigned({ rawData: '{}', signature: '雪'.repeat(40) }, sessionKey));
});

test('a phone number comes encrypted from old base libraries', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  const { encryptedData, iv } = await phone.fake('phone-number');
  const { status, body } = await phone.request('/phone-number', {
    token,
    json: { encryptedData, iv },
  });
  assert.equal(status, 200);
  assert.equal(body.tokenStatus.hasPhoneNumber, true);
});

test('rawData that is not signed is refused', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  const { encryptedData, iv, rawData } = await phone.fake('user-info');
  for (const signature of [undefined, sign(rawData, makeSessionKey())]) {
    const json = { encryptedData, iv, rawData, signature };
    assert.equal((await phone.request('/user-info', { token, json })).status, 400);
  }
});

test("another user's data is refused", async (t) => {
  const { phone, people } = await openDemo(t);
  const [token] = [await phone.login('first'), await phone.login('second')];
  const [first, second] = people;
  const data = { openId: second.openid, unionId: second.unionid };
  const sealed = encrypt(data, { sessionKey: first.sessionKey, appid, now });
  const { status, body } = await phone.request('/user-info', { token, json: sealed });
  assert.equal(status, 400);
  assert.match(body.error.message, /another user/);
});

test("another user's phone code is refused", async (t) => {
  const { phone } = await openDemo(t);
  const { status, body } = await phone.givePhoneNumber(await phone.login('first'), 'second');
  assert.equal(status, 400);
  assert.equal(body.error.code, 'invalidCode');
});

test('a phone code is good once, and a refused one leaves the session as it was', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login('first');
  const { code } = await phone.fake('phone-number', { person: 'first' });
  assert.equal((await phone.request('/phone-number', { token, json: { code } })).status, 200);
  const { status, body } = await phone.request('/phone-number', { token, json: { code } });
  assert.equal(status, 400);
  assert.equal(body.tokenStatus.token, token);
});

test('data made before the last login asks for a login, by a bare 401, and then for a press', async (t) => {
  const { phone } = await openDemo(t, { settings: { scenario: 2 } });
  const token = await phone.login();
  const { encryptedData, iv } = await phone.fake('user-info');
  await phone.login();
  const { status, headers, body } = await phone.request('/user-info', {
    token,
    json: { encryptedData, iv },
  });
  assert.equal(status, 401);
  assert.equal(headers['www-authenticate'], undefined);
  assert.equal(body.tokenStatus, undefined);
  assert.equal((await phone.giveUserInfo(await phone.login())).status, 200);
});

test('data from one device is read after another has logged in', async (t) => {
  const { phone } = await openDemo(t, { settings: { scenario: 2 } });
  const token = await phone.login();
  await phone.login();
  assert.equal((await phone.giveUserInfo(token)).status, 200);
});

test('a session_key that WeChat has voided asks for a login', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  await phone.fake('void-session-keys');
  assert.equal((await phone.giveUserInfo(token)).status, 401);
  assert.equal((await phone.giveUserInfo(await phone.login())).status, 200);
});

test('an access token that somebody else has voided is fetched again', async (t) => {
  const { phone, wechatOrigin } = await openDemo(t);
  const token = await phone.login();
  assert.equal((await phone.givePhoneNumber(token)).status, 200);
  const query = 'grant_type=client_credential&secret=the-app-secret-of-the-demo';
  await fetch(`${wechatOrigin}/cgi-bin/token?${query}&appid=${appid}`);
  assert.equal((await phone.givePhoneNumber(token)).status, 200);
});

test('an access token is renewed before it ends', async (t) => {
  const { phone, pass } = await openDemo(t);
  assert.equal((await phone.givePhoneNumber(await phone.login())).status, 200);
  pass(7201);
  assert.equal((await phone.givePhoneNumber(await phone.login())).status, 200);
});

test("what WeChat refuses twice for the access token is the backend's own failure", async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  await phone.fake('fail', { api: 'phone', error: 'invalidCredential', times: 2 });
  assert.equal((await phone.givePhoneNumber(token)).status, 500);
  assert.equal((await phone.givePhoneNumber(token)).status, 200);
});

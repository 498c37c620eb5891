import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDemo } from './support.mjs';

const needsUserInfo = 'getUserInfo';
const needsPhoneNumber = 'getPhoneNumber';

async function challenge(phone, route, token) {
  const { status, headers } = await phone.request(route, { token });
  return { status, asks: headers['www-authenticate'] };
}

test('without a token the 401 is bare and has no bundle', async (t) => {
  const { phone } = await openDemo(t);
  const { status, headers, body } = await phone.request('/orders');
  assert.equal(status, 401);
  assert.equal(headers['www-authenticate'], undefined);
  assert.equal(body.error.code, 'loginNeeded');
  assert.equal(body.tokenStatus, undefined);
});

for (const [kind, alter] of [
  ['of another shape', () => 'a-token'],
  ['with another secret', (token) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
  ['of no session', (token) => `${'A'.repeat(22)}${token.slice(22)}`],
]) {
  test(`a token ${kind} is as none`, async (t) => {
    const { phone } = await openDemo(t);
    const token = alter(await phone.login());
    assert.deepEqual(await challenge(phone, '/me', token), { status: 401, asks: undefined });
  });
}

test('a 401 that asks for a step carries the bundle', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  const { status, headers, body } = await phone.request('/orders', { token });
  assert.equal(status, 401);
  assert.equal(headers['www-authenticate'], needsPhoneNumber);
  assert.equal(body.tokenStatus.token, token);
  assert.equal(body.tokenStatus.hasPhoneNumber, false);
});

test('the phone number is asked for once a user', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  const { status, body } = await phone.givePhoneNumber(token);
  assert.equal(status, 200);
  assert.equal(body.tokenStatus.hasPhoneNumber, true);
  assert.equal((await phone.request('/orders', { token })).status, 200);
  assert.equal((await phone.request('/orders', { token: await phone.login() })).status, 200);
});

test('a route that needs two steps names both, in its order', async (t) => {
  const { phone } = await openDemo(t, { settings: { scenario: 2 } });
  const token = await phone.login();
  const asks = async () => (await challenge(phone, '/membership', token)).asks;
  assert.equal(await asks(), 'getUserInfo, getPhoneNumber');
  await phone.giveAvatar(token, { nickName: '昵称' });
  assert.equal(await asks(), needsPhoneNumber);
  await phone.givePhoneNumber(token);
  const { status, body } = await phone.request('/membership', { token });
  assert.equal(status, 200);
  assert.equal(body.membership.nickname, '昵称');
});

test('scenario 1 asks nobody whose unionid code2Session gives', async (t) => {
  const { phone } = await openDemo(t);
  assert.equal((await challenge(phone, '/profile', await phone.login())).status, 200);
});

test('scenario 1 asks for user info when no unionid is known, and never again', async (t) => {
  const { phone } = await openDemo(t);
  await phone.fake('person', { unionidAtLogin: false });
  const token = await phone.login();
  assert.equal((await challenge(phone, '/profile', token)).asks, needsUserInfo);
  const { status, body } = await phone.giveUserInfo(token);
  assert.equal(status, 200);
  assert.equal(body.tokenStatus.hasUserInfo, true);
  assert.equal((await challenge(phone, '/profile', token)).status, 200);
  assert.equal((await challenge(phone, '/profile', await phone.login())).status, 200);
});

test('scenario 1 takes a unionid that comes with a later login', async (t) => {
  const { phone } = await openDemo(t);
  await phone.fake('person', { unionidAtLogin: false });
  assert.equal((await challenge(phone, '/profile', await phone.login())).asks, needsUserInfo);
  await phone.fake('person', { unionidAtLogin: true });
  assert.equal((await challenge(phone, '/profile', await phone.login())).status, 200);
});

test('an avatar does not stand for a unionid', async (t) => {
  const { phone } = await openDemo(t);
  await phone.fake('person', { unionidAtLogin: false });
  const token = await phone.login();
  assert.equal((await phone.giveAvatar(token)).status, 200);
  assert.equal((await challenge(phone, '/profile', token)).asks, needsUserInfo);
});

test('scenario 2 asks every user once, whatever code2Session gives', async (t) => {
  const { phone } = await openDemo(t, { settings: { scenario: 2 } });
  const token = await phone.login();
  assert.equal((await challenge(phone, '/profile', token)).asks, needsUserInfo);
  await phone.giveAvatar(token, { nickName: '昵称' });
  assert.equal((await challenge(phone, '/profile', token)).status, 200);
  assert.equal((await challenge(phone, '/profile', await phone.login())).status, 200);
});

test('the catalogue is for anybody, and tells who has a session what it says to all', async (t) => {
  const { phone } = await openDemo(t);
  const anonymous = await phone.request('/catalogue');
  assert.equal(anonymous.status, 200);
  assert.equal(anonymous.body.tokenStatus, undefined);
  assert.equal((await phone.request('/catalogue', { token: 'dead' })).status, 200);
  const token = await phone.login();
  const { body } = await phone.request('/catalogue', { token });
  assert.equal(body.tokenStatus.token, token);
  assert.deepEqual(body.catalogue, anonymous.body.catalogue);
});

test('the bundle goes into a header field, percent-encoded, where that is chosen', async (t) => {
  const { phone } = await openDemo(t, { settings: { bundleIn: 'header' } });
  const { code } = await phone.fake('login');
  const { headers, body } = await phone.request('/login', { json: { code } });
  assert.deepEqual(body, {});
  assert.match(headers['token-status'], /^[\w%.-]+$/);
  const bundle = JSON.parse(decodeURIComponent(headers['token-status']));
  assert.equal(bundle.expiresIn, 7200);
  assert.equal((await phone.request('/me', { token: bundle.token })).status, 200);
});

test('where uid is the identity, the bundle does not tell of the phone number', async (t) => {
  const { phone } = await openDemo(t, { settings: { identity: 'uid' } });
  const token = await phone.login();
  const { body } = await phone.request('/me', { token });
  assert.deepEqual(Object.keys(body.tokenStatus), ['token', 'expiresIn', 'hasUserInfo']);
  const { tokenStatus } = (await phone.givePhoneNumber(token)).body;
  assert.equal(tokenStatus.hasPhoneNumber, undefined);
  assert.match(tokenStatus.uid, /^\d+$/);
});

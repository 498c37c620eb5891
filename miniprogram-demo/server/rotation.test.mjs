import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDemo } from './support.mjs';

const bundleOf = async (phone, token) => (await phone.request('/me', { token })).body.tokenStatus;

test('the bundle says how many seconds are left', async (t) => {
  const { phone, pass } = await openDemo(t);
  const token = await phone.login();
  pass(1000);
  assert.equal((await bundleOf(phone, token)).expiresIn, 6200);
});

test('a token is dead when its time is over', async (t) => {
  const { phone, pass } = await openDemo(t);
  const token = await phone.login();
  pass(7200);
  assert.equal((await phone.request('/me', { token })).status, 401);
});

test('past half of its time a token is rotated', async (t) => {
  const { phone, pass } = await openDemo(t);
  const old = await phone.login();
  pass(3599);
  assert.equal((await bundleOf(phone, old)).token, old);
  pass(1);
  const { token, expiresIn } = await bundleOf(phone, old);
  assert.notEqual(token, old);
  assert.equal(expiresIn, 7200);
  assert.equal((await bundleOf(phone, token)).token, token);
});

test('in the grace after a rotation the old token is good, and no other is handed out', async (t) => {
  const { phone, pass } = await openDemo(t);
  const old = await phone.login();
  pass(3600);
  const { token } = await bundleOf(phone, old);
  pass(59);
  assert.deepEqual(await bundleOf(phone, old), { hasUserInfo: true, hasPhoneNumber: false });
  assert.equal((await bundleOf(phone, token)).token, token);
  pass(1);
  assert.equal((await phone.request('/me', { token: old })).status, 401);
  assert.equal((await phone.request('/me', { token })).status, 200);
});

test('of five requests with a token that is due, one gets a new one and all are answered', async (t) => {
  const { phone, pass } = await openDemo(t);
  const old = await phone.login();
  pass(3600);
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map(() => phone.request('/me', { token: old })),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200, 200],
  );
  const tokens = answers.flatMap(({ body }) => body.tokenStatus.token ?? []);
  assert.equal(tokens.length, 1);
  assert.notEqual(tokens[0], old);
});

test('a challenge rotates too', async (t) => {
  const { phone, pass } = await openDemo(t);
  const old = await phone.login();
  pass(3600);
  const { headers, body } = await phone.request('/orders', { token: old });
  assert.equal(headers['www-authenticate'], 'getPhoneNumber');
  assert.notEqual(body.tokenStatus.token, old);
});

test('two devices of a user have a session each', async (t) => {
  const { phone } = await openDemo(t);
  const [one, other] = [await phone.login(), await phone.login()];
  await phone.request('/logout', { token: one, json: {} });
  assert.equal((await phone.request('/me', { token: other })).status, 200);
});

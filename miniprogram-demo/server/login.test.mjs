import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDemo } from './demo.mjs';
import { makeFolder, openDemo, send } from './support.mjs';

test('a code buys a token, and the bundle that comes with it', async (t) => {
  const { phone } = await openDemo(t);
  const { code } = await phone.fake('login');
  const { status, body } = await phone.request('/login', { json: { code, scene: 1001 } });
  assert.equal(status, 200);
  const { token, ...rest } = body.tokenStatus;
  assert.match(token, /^[\w-]{22}\.[\w-]{43}$/);
  assert.deepEqual(rest, { expiresIn: 7200, hasUserInfo: true, hasPhoneNumber: false });
});

test('a code is good once', async (t) => {
  const { phone } = await openDemo(t);
  const { code } = await phone.fake('login');
  await phone.request('/login', { json: { code } });
  const { status, body } = await phone.request('/login', { json: { code } });
  assert.equal(status, 400);
  assert.equal(body.error.code, 'invalidCode');
  assert.equal(body.tokenStatus, undefined);
});

test('of two logins with one code at the same time one succeeds', async (t) => {
  const { phone } = await openDemo(t);
  const { code } = await phone.fake('login');
  const both = [1, 2].map(() => phone.request('/login', { json: { code } }));
  const statuses = (await Promise.all(both)).map(({ status }) => status);
  assert.deepEqual(statuses.sort(), [200, 400]);
});

test('a code is good for five minutes', async (t) => {
  const { phone, pass } = await openDemo(t);
  const [early, late] = [await phone.fake('login'), await phone.fake('login')];
  pass(299);
  assert.equal((await phone.request('/login', { json: { code: early.code } })).status, 200);
  pass(1);
  assert.equal((await phone.request('/login', { json: { code: late.code } })).status, 400);
});

test("the phone button's code does not log in", async (t) => {
  const { phone } = await openDemo(t);
  const { code } = await phone.fake('phone-number');
  assert.equal((await phone.request('/login', { json: { code } })).status, 400);
});

for (const { error, status, code, retryAfter } of [
  { error: 'busy', status: 503, code: 'wechatBusy', retryAfter: '1' },
  { error: 'tooOften', status: 429, code: 'tooOften', retryAfter: '60' },
  { error: 'blockedUser', status: 403, code: 'blockedUser' },
  { error: 'invalidSecret', status: 500, code: 'wechatRefused' },
]) {
  test(`says ${status} ${code} where WeChat says ${error}`, async (t) => {
    const { phone } = await openDemo(t);
    await phone.fake('fail', { api: 'login', error });
    const answer = await phone.request('/login', { json: { code: 'a-code' } });
    assert.equal(answer.status, status);
    assert.equal(answer.body.error.code, code);
    assert.equal(answer.headers['retry-after'], retryAfter);
  });
}

test('the 101st login of a user within a minute is too often', async (t) => {
  const { phone, pass } = await openDemo(t);
  for (let count = 0; count < 100; count += 1) assert.ok(await phone.login());
  const { code } = await phone.fake('login');
  assert.equal((await phone.request('/login', { json: { code } })).status, 429);
  pass(61);
  assert.ok(await phone.login());
});

test('says 503 when WeChat does not answer', async (t) => {
  const nobody = 'http://127.0.0.1:1';
  const { origin, close } = await startDemo({ folder: makeFolder(t), wechatOrigin: nobody });
  t.after(() => close(0));
  const { status, body } = await send(`${origin}/login`, { json: { code: 'a-code' } });
  assert.equal(status, 503);
  assert.equal(body.error.code, 'wechatUnreachable');
});

test('one user stays one user over logins, two are two', async (t) => {
  const { phone } = await openDemo(t);
  const uids = [];
  for (const person of ['first', 'first', 'second']) {
    const { body } = await phone.givePhoneNumber(await phone.login(person), person);
    uids.push(body.tokenStatus.uid);
  }
  assert.equal(uids[0], uids[1]);
  assert.notEqual(uids[0], uids[2]);
  assert.equal((await phone.state()).database.dt_weapp_user.length, 2);
});

test('logging out ends the session, and the answer says so', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  const { status, body } = await phone.request('/logout', { token, json: {} });
  assert.equal(status, 200);
  assert.deepEqual(body, { tokenStatus: { token: null } });
  assert.equal((await phone.request('/me', { token })).status, 401);
  assert.deepEqual((await phone.state()).database.dt_weapp_code2session, []);
});

test('logging out twice is no failure', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  await phone.request('/logout', { token, json: {} });
  assert.equal((await phone.request('/logout', { token, json: {} })).status, 200);
});

test('a login clears away what has expired', async (t) => {
  const { phone, pass } = await openDemo(t);
  await phone.login('first');
  pass(7200);
  await phone.login('second');
  assert.equal((await phone.state()).database.dt_weapp_code2session.length, 1);
});

test("of a user's sessions only the last has a session_key, as with WeChat", async (t) => {
  const { phone } = await openDemo(t);
  await phone.login();
  await phone.login();
  const { database } = await phone.state();
  const keys = database.dt_weapp_code2session.map(({ session_key: key }) => key);
  assert.deepEqual(keys, [null, 'saved']);
});

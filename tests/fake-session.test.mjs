import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';
import { logIn, ORIGIN, send } from './support/fake.mjs';

const post = (fake, path, data, header) =>
  send(fake, { url: ORIGIN + path, method: 'POST', data, header });
const get = (fake, path, header) => send(fake, { url: ORIGIN + path, header });
const created = (server, more) => createFakeWx({ platform: 'android', server, ...more });

test('the exchange turns a code into a token and a bundle', async () => {
  const fake = created({ expiresIn: 60 });
  const { login, token, header } = await logIn(fake);
  assert.deepEqual(login.data.tokenStatus, {
    token,
    expiresIn: 60,
    hasUserInfo: true,
    hasPhoneNumber: false,
  });
  assert.equal((await get(fake, '/orders', header)).statusCode, 200);
  assert.equal(fake.server.logins, 1);
  assert.equal(fake.server.token, token);
});

// code2Session: 40029 invalid code, 40163 code been used; a code lives five minutes.
test('a code works once, for five minutes, and only if it is the last one', async () => {
  const fake = created();
  const { code } = await fake.wx.login();
  assert.equal((await post(fake, '/login', { code })).statusCode, 200);
  assert.equal((await post(fake, '/login', { code })).data.error, 'code been used');
  const { code: first } = await fake.wx.login();
  await fake.wx.login();
  assert.equal((await post(fake, '/login', { code: first })).data.error, 'invalid code');
  const { code: late } = await fake.wx.login();
  await fake.advance(300000);
  assert.equal((await post(fake, '/login', { code: late })).data.error, 'invalid code');
  assert.equal((await post(fake, '/login', { code: 'made up' })).statusCode, 400);
  assert.equal((await post(fake, '/login')).statusCode, 400);
  assert.equal(fake.server.requests.at(-1).error, 'invalid code');
});

test('who has a union id need not be asked for user info, in the flow that wants that only', async () => {
  for (const [flow, bound, status] of [
    ['unionid', true, 200],
    ['unionid', false, 401],
    ['profile', true, 401],
  ]) {
    const fake = created({ flow }, { person: { bound } });
    fake.server.route('/orders', { wants: ['userInfo'] });
    const { header } = await logIn(fake);
    assert.equal((await get(fake, '/orders', header)).statusCode, status, `${flow} ${bound}`);
  }
});

test('a phone code is taken once', async () => {
  const fake = created();
  const { header } = await logIn(fake);
  const { code } = fake.press('getPhoneNumber').detail;
  const taken = await post(fake, '/phone-number', { code }, header);
  assert.deepEqual([taken.statusCode, taken.data.tokenStatus.hasPhoneNumber], [200, true]);
  assert.equal(taken.data.tokenStatus.uid, '1');
  const again = await post(fake, '/phone-number', { code }, header);
  assert.deepEqual([again.statusCode, again.data.error], [400, 'code been used']);
  const { code: login } = await fake.wx.login();
  assert.equal((await post(fake, '/phone-number', { code: login }, header)).statusCode, 400);
  assert.equal((await post(fake, '/phone-number', { code: 'a' })).statusCode, 401);
  assert.equal((await post(fake, '/phone-number', {}, header)).data.error, 'nothingSubmitted');
});

// API reference of wx.login: a later login may void the session_key; here it does.
test('encrypted data of a session_key that a later login has voided is turned down', async () => {
  const fake = created({}, { baseLibrary: '2.20.0' });
  const { header } = await logIn(fake);
  const { encryptedData, iv, code } = fake.press('getPhoneNumber').detail;
  assert.equal(code, undefined);
  const submit = (data) => post(fake, '/phone-number', data, header);
  await fake.wx.login();
  const stale = await submit({ encryptedData, iv });
  assert.deepEqual([stale.statusCode, stale.data.error], [401, 'staleSessionKey']);
  assert.equal(fake.server.requests.at(-1).error, 'staleSessionKey');
  await logIn(fake);
  assert.equal((await submit({ encryptedData, iv })).statusCode, 401);
  assert.equal((await submit({ encryptedData: 'garbage', iv })).statusCode, 401);
  assert.equal((await submit(fake.press('getPhoneNumber').detail)).statusCode, 200);
});

test('user info is taken encrypted, as an avatar and as a nickname', async () => {
  for (const submission of [
    (fake) => fake.press('getUserInfo').detail,
    () => ({ nickName: '昵称' }),
    () => ({ avatar: 'wxfile://a' }),
  ]) {
    const fake = created({ flow: 'profile' });
    const { header, login } = await logIn(fake);
    assert.equal(login.data.tokenStatus.hasUserInfo, false);
    const { statusCode, data } = await post(fake, '/user-info', submission(fake), header);
    assert.deepEqual([statusCode, data.tokenStatus.hasUserInfo], [200, true]);
    assert.equal(fake.server.users()[0].uid, '1');
  }
});

test('encrypted user info brings the union id where code2Session did not', async () => {
  const fake = created({}, { person: { bound: false } });
  const { header } = await logIn(fake);
  fake.person.bound = true;
  await post(fake, '/user-info', fake.press('getUserInfo').detail, header);
  assert.equal(fake.server.users()[0].unionid, 'unionid-1');
});

test('a token dies of age, when it is revoked, and by rotation after the grace', async () => {
  const fake = created({ expiresIn: 60, grace: 1000 });
  const status = async (header) => (await get(fake, '/a', header)).statusCode;
  const { header, token } = await logIn(fake);
  await fake.advance(59999);
  assert.equal(await status(header), 200);
  await fake.advance(1);
  assert.equal(await status(header), 401);

  const second = await logIn(fake);
  const third = await logIn(fake);
  fake.server.revoke();
  assert.deepEqual([await status(second.header), await status(third.header)], [200, 401]);
  fake.server.revokeAll();
  assert.equal(await status(second.header), 401);
  fake.server.revoke(token);

  const fourth = await logIn(fake);
  fake.server.rotate();
  const { data } = await get(fake, '/a', fourth.header);
  assert.notEqual(data.tokenStatus.token, fourth.token);
  assert.equal(await status(fourth.header), 200);
  await fake.advance(1000);
  assert.equal(await status(fourth.header), 401);
  assert.equal(await status({ authorization: `bearer ${data.tokenStatus.token}` }), 200);
});

test('a session that another device has ended says so until the next login', async () => {
  const fake = created();
  const { header } = await logIn(fake);
  fake.server.endSession();
  const { statusCode, data } = await get(fake, '/a', header);
  assert.deepEqual([statusCode, data.error], [401, 'endedByAnotherDevice']);
  assert.equal((await get(fake, '/a', (await logIn(fake)).header)).statusCode, 200);
});

test('another account at the device is another user of the server', async () => {
  const fake = created({ knows: ['phoneNumber'] });
  const first = await logIn(fake);
  fake.changeUser({ phoneNumber: '12000000002' });
  const second = await logIn(fake);
  assert.deepEqual(
    [first, second].map(({ login }) => login.data.tokenStatus.uid),
    ['1', '2'],
  );
});

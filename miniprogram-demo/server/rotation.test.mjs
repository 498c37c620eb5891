import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { openDatabase } from './database.mjs';
import { createSessions } from './sessions.mjs';
import { settingsFrom } from './settings.mjs';
import { makeFolder, openDemo } from './support.mjs';
import { createUsers } from './users.mjs';

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

/** Sessions alone, with one begun at 0, for what happens between a request and its answer. */
function openSessions(t) {
  const database = openDatabase(path.join(makeFolder(t), 'a.db'));
  t.after(() => database.close());
  const clock = { ms: 0 };
  const now = () => clock.ms;
  const user = createUsers({ database, appid: 'wx0', now }).recognise({ openid: 'o' });
  const sessions = createSessions({ database, settings: settingsFrom(), now });
  return { sessions, clock, token: sessions.start(user.id, 'a-session-key').token };
}

test('seconds that are left are whole, and never more than there are', (t) => {
  const { sessions, clock, token } = openSessions(t);
  const session = sessions.find(token);
  clock.ms = 500;
  assert.equal(sessions.renew(session).expiresIn, 7199);
  clock.ms = 3_600_000;
  const rotated = sessions.find(sessions.renew(session).token);
  assert.equal(sessions.renew(rotated).expiresIn, 7200);
});

test('a request under way while another rotates its token does not rotate it again', (t) => {
  const { sessions, clock, token } = openSessions(t);
  clock.ms = 3_600_000;
  const [slow, fast] = [sessions.find(token), sessions.find(token)];
  const renewed = sessions.renew(fast);
  assert.deepEqual(sessions.renew(slow), {});
  assert.equal(sessions.find(renewed.token).token, renewed.token);
});

for (const end of ['kickOutAll', 'endAll', 'expireAll']) {
  test(`a request under way while its session ends by ${end} brings no bundle`, (t) => {
    const { sessions, clock, token } = openSessions(t);
    clock.ms = 3_600_000;
    const session = sessions.find(token);
    sessions[end]();
    assert.equal(sessions.renew(session), undefined);
  });
}

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

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { FAIR } from './conditions.mjs';
import { createHandler } from './handler.mjs';
import { listen } from './listen.mjs';
import { settingsFrom } from './settings.mjs';
import { openDemo, send } from './support.mjs';
import { masked } from './users.mjs';
import { ACCOUNT } from './wechat/server.mjs';

/** Everything that a story makes the server say, to the client and to its log. */
async function tell(t) {
  const said = [];
  const demo = await openDemo(t, { settings: { scenario: 2 } });
  const { phone, entries, people } = demo;
  const sessionKeys = new Set();
  const tokens = new Set();

  async function ask(route, options) {
    const { status, headers, bytes, body } = await phone.request(route, options);
    for (const { sessionKey } of people) if (sessionKey) sessionKeys.add(sessionKey);
    if (body?.tokenStatus?.token) tokens.add(body.tokenStatus.token);
    said.push(JSON.stringify({ status, headers }), bytes.toString('latin1'));
    return body;
  }

  for (const person of ['first', 'second', 'first']) {
    await phone.fake('person', { person });
    const { code } = await phone.fake('login');
    const token = (await ask('/login', { json: { code } })).tokenStatus.token;
    await ask('/login', { json: { code } });
    await ask('/membership', { token });
    const info = await phone.fake('user-info');
    await ask('/user-info', { token, json: { ...info, signature: 'another' } });
    await ask('/user-info', { token, json: info });
    const { code: phoneCode, encryptedData, iv } = await phone.fake('phone-number');
    await ask('/phone-number', { token, json: { code: phoneCode } });
    await ask('/phone-number', { token, json: { code: phoneCode } });
    await ask('/phone-number', { token, json: { encryptedData, iv } });
    for (const route of ['/me', '/profile', '/membership', '/orders', '/badge', '/catalogue']) {
      await ask(route, { token });
    }
    const { order } = await ask('/orders', { token, json: { sku: 'cup-1' } });
    const { payment } = await ask('/payments', { token, json: { orderId: order.id } });
    await ask(`/payments/${payment.id}`, { token });
    await ask(`/orders?token=${token}`, { token });
    await ask('/control/state');
    await phone.fake('fail', { api: 'login', error: 'busy' });
    await ask('/login', { json: { code: (await phone.fake('login')).code } });
    await ask('/phone-number', { token, json: { encryptedData: 'AAAA', iv } });
  }
  return {
    ...demo,
    said,
    logged: entries.map((entry) => JSON.stringify(entry)),
    sessionKeys,
    tokens,
  };
}

test('no session_key, openid, unionid, phone number or app secret is ever said', async (t) => {
  const { said, logged, people, sessionKeys } = await tell(t);
  const secrets = [
    ACCOUNT.secret,
    ...sessionKeys,
    ...people.slice(0, 2).flatMap((one) => [one.openid, one.unionid, one.phoneNumber]),
  ];
  assert.ok(sessionKeys.size >= 3);
  for (const secret of secrets) {
    const escaped = JSON.stringify(secret).slice(1, -1);
    for (const text of [...said, ...logged]) {
      assert.ok(!text.includes(secret) && !text.includes(escaped), `${secret} is in ${text}`);
      assert.ok(!text.includes(encodeURIComponent(secret)), `${secret} is in ${text}`);
    }
  }
});

test('of a phone number the ends are shown, and nothing of one that is short', () => {
  assert.equal(masked('10000000001'), '100****0001');
  assert.equal(masked('1234567'), '****');
});

test('no token is in the log, and none in the database', async (t) => {
  const { logged, tokens, folder, close } = await tell(t);
  await close(0);
  const database = fs.readFileSync(path.join(folder, 'demo.db'), 'latin1');
  assert.ok(database.includes('dt_weapp_code2session'));
  assert.ok(tokens.size >= 3);
  for (const token of tokens) {
    const secret = token.split('.')[1];
    assert.ok(!logged.some((text) => text.includes(secret)));
    assert.ok(!database.includes(secret));
  }
});

test('the log has a line for each answer: what was asked, by whom it can be found, how it went', async (t) => {
  const { entries, phone } = await openDemo(t);
  await phone.request('/orders/an-order?page=2');
  const [{ id, ms, ...entry }] = entries;
  assert.deepEqual(entry, { event: 'answered', method: 'GET', route: '/orders/:id', status: 401 });
  assert.match(id, /^[\da-f-]{36}$/);
  assert.ok(Number.isInteger(ms));
});

test('an unexpected failure is 500 with a number, which the log has with the place', async (t) => {
  const { entries, phone, folder } = await openDemo(t);
  const token = await phone.login();
  // Where the avatars should be there is a file.
  fs.writeFileSync(path.join(folder, 'avatars'), '');
  const { status, body } = await phone.giveAvatar(token, { nickName: 'a-nickname' });
  assert.equal(status, 500);
  assert.equal(body.error.code, 'unexpected');
  const entry = entries.find(({ event }) => event === 'failed');
  assert.ok(body.error.message.includes(entry.id));
  assert.ok(entry.stack.some((line) => line.includes('avatars.mjs')));
  assert.ok(!JSON.stringify([body, entry]).includes('a-nickname'));
});

test('a database that fails ends no process: the answer is 500, without a bundle', async (t) => {
  const entries = [];
  const broken = () => {
    throw new Error('a-value');
  };
  const handle = createHandler({
    findRoute: () => ({ route: { path: '/me', access: 'session', handle: () => ({}) } }),
    sessions: { find: () => ({ userId: 1, ended: null }), renew: broken },
    users: { byId: () => ({ uid: null }) },
    settings: settingsFrom(),
    conditions: FAIR,
    now: Date.now,
    log: (entry) => entries.push(entry),
  });
  const { origin, close } = await listen(handle);
  t.after(() => close(0));
  const { status, body } = await send(`${origin}/me`);
  assert.equal(status, 500);
  assert.equal(body.tokenStatus, undefined);
  assert.doesNotMatch(JSON.stringify([body, entries]), /a-value/);
});

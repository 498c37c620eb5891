import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listen } from './listen.mjs';
import { createWeChatClient } from './wechat-client.mjs';

const APPID = 'wx0000000000000000';

/** The client before a WeChat that says what it is told to, and counts what it is asked. */
async function open(t, { phone = phoneOf(APPID), token = tokenOf('t') } = {}) {
  const clock = { ms: 0 };
  const asked = { token: 0, phone: 0 };
  const answers = { token, phone };
  const { origin, close } = await listen((request, response) => {
    const api = request.url.startsWith('/cgi-bin/token') ? 'token' : 'phone';
    asked[api] += 1;
    response.end(answers[api]);
  });
  t.after(() => close(0));
  const entries = [];
  const client = createWeChatClient(
    { origin, appid: APPID, secret: 'a-secret' },
    { now: () => clock.ms, log: (entry) => entries.push(entry) },
  );
  return { client, clock, asked, answers, entries };
}

function tokenOf(token) {
  return JSON.stringify({ access_token: token, expires_in: 7200 });
}

function phoneOf(appid) {
  const info = { phoneNumber: '10000000001', watermark: { appid, timestamp: 0 } };
  return JSON.stringify({ errcode: 0, errmsg: 'ok', phone_info: info });
}

test('one access token is fetched for calls at the same time, and kept', async (t) => {
  const { client, asked } = await open(t);
  await Promise.all([1, 2, 3].map(() => client.phoneNumber('a', 'o')));
  await client.phoneNumber('a', 'o');
  assert.deepEqual(asked, { token: 1, phone: 4 });
});

test('an access token is fetched anew five minutes before it ends', async (t) => {
  const { client, clock, asked } = await open(t);
  await client.phoneNumber('a', 'o');
  clock.ms = 6_899_000;
  await client.phoneNumber('a', 'o');
  assert.equal(asked.token, 1);
  clock.ms = 6_900_000;
  await client.phoneNumber('a', 'o');
  assert.equal(asked.token, 2);
});

test('an access token that could not be fetched is fetched by the next call', async (t) => {
  const busy = JSON.stringify({ errcode: -1, errmsg: 'system error' });
  const { client, answers, entries } = await open(t, { token: busy });
  await assert.rejects(client.phoneNumber('a', 'o'), { status: 503, code: 'wechatBusy' });
  assert.deepEqual(entries, [{ event: 'wechatRefused', api: '/cgi-bin/token', errcode: -1 }]);
  answers.token = tokenOf('t');
  assert.equal(await client.phoneNumber('a', 'o'), '10000000001');
});

test("a phone number with another mini-program's watermark is refused", async (t) => {
  const { client } = await open(t, { phone: phoneOf('wx1111111111111111') });
  await assert.rejects(client.phoneNumber('a', 'o'), { status: 400 });
});

for (const [what, phone, code] of [
  ['no JSON', '<html>', 'wechatUnreachable'],
  ['JSON of another shape', '{"errcode":0}', 'wechatRefused'],
  ['null', 'null', 'wechatRefused'],
]) {
  test(`${what} from WeChat is a failure with a name`, async (t) => {
    const { client } = await open(t, { phone });
    await assert.rejects(client.phoneNumber('a', 'o'), { name: 'Failure', code });
  });
}

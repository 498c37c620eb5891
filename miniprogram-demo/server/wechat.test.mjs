import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { openDemo, send } from './support.mjs';
import { ACCOUNT, startWeChat } from './wechat/server.mjs';

/** The stand-in alone, asked as a backend asks WeChat. */
async function open(t) {
  const { origin, close, people } = await startWeChat();
  t.after(() => close(0));
  const get = async (path, query) =>
    (await send(`${origin}${path}?${new URLSearchParams(query)}`)).body;
  const post = async (path, json) => (await send(`${origin}${path}`, { json })).body;
  const code2Session = (query) =>
    get('/sns/jscode2session', {
      appid: ACCOUNT.appid,
      secret: ACCOUNT.secret,
      grant_type: 'authorization_code',
      ...query,
    });
  const accessToken = async () =>
    (await get('/cgi-bin/token', { grant_type: 'client_credential', ...ACCOUNT })).access_token;
  return { origin, people, get, post, code2Session, accessToken };
}

test('code2Session gives a session_key of 16 bytes and the identifiers, and nothing else', async (t) => {
  const { post, code2Session, people } = await open(t);
  const { code } = await post('/fake/login', {});
  const { session_key: key, ...rest } = await code2Session({ js_code: code });
  assert.equal(Buffer.from(key, 'base64').length, 16);
  assert.deepEqual(rest, { openid: people[0].openid, unionid: people[0].unionid });
});

test('with an account of its own, the backend asks the WeChat that knows it', async (t) => {
  const account = { appid: 'wx1111111111111111', secret: 'another' };
  const wechat = await startWeChat({ account });
  t.after(() => wechat.close(0));
  const demo = await openDemo(t, { account: { ...account, origin: wechat.origin } });
  const logIn = async (origin) => {
    const { code } = (await send(`${origin}/fake/login`, { json: {} })).body;
    return (await send(`${demo.origin}/login`, { json: { code } })).status;
  };
  assert.equal(await logIn(wechat.origin), 200);
  assert.equal(await logIn(demo.wechatOrigin), 400);
});

test('a second code2Session voids the session_key of the first', async (t) => {
  const { post, code2Session } = await open(t);
  const keys = [];
  for (let count = 0; count < 2; count += 1) {
    const { code } = await post('/fake/login', {});
    keys.push((await code2Session({ js_code: code })).session_key);
  }
  assert.notEqual(keys[0], keys[1]);
});

for (const [fault, query, errcode] of [
  ['another appid', { appid: 'wx1' }, 40013],
  ['another secret', { secret: 'no' }, 40125],
  ['another grant_type', { grant_type: 'no' }, 40002],
  ['a code that it has not given', { js_code: 'no' }, 40029],
]) {
  test(`code2Session answers ${fault} with ${errcode}`, async (t) => {
    const { code2Session } = await open(t);
    assert.equal((await code2Session({ js_code: 'a', ...query })).errcode, errcode);
  });
}

test('code2Session answers a used code with 40163', async (t) => {
  const { post, code2Session } = await open(t);
  const { code } = await post('/fake/login', {});
  await code2Session({ js_code: code });
  assert.equal((await code2Session({ js_code: code })).errcode, 40163);
});

test('getuserphonenumber wants an access token: 41001 without, 40001 with a voided one', async (t) => {
  const { post, accessToken, people } = await open(t);
  const { code } = await post('/fake/phone-number', {});
  const ask = (token) => post(`/wxa/business/getuserphonenumber?access_token=${token}`, { code });
  const voided = await accessToken();
  const token = await accessToken();
  assert.equal((await ask('')).errcode, 41001);
  assert.equal((await ask(voided)).errcode, 40001);
  const { errcode, phone_info: info } = await ask(token);
  assert.equal(errcode, 0);
  assert.equal(info.phoneNumber, people[0].phoneNumber);
  assert.equal(info.watermark.appid, ACCOUNT.appid);
  assert.equal((await ask(token)).errcode, 40163);
});

test('a request line that is no url is answered', async (t) => {
  const { origin } = await open(t);
  const { hostname, port } = new URL(origin);
  const socket = net.connect(Number(port), hostname);
  socket.end(`GET // HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
  const text = (await socket.setEncoding('latin1').toArray()).join('');
  assert.match(text, /^HTTP\/1\.1 500 /);
});

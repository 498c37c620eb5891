import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';
import { logIn, ORIGIN, send } from './support/fake.mjs';

const post = (fake, path, data, header) =>
  send(fake, { url: ORIGIN + path, method: 'POST', data, header });
const get = (fake, path, header) => send(fake, { url: ORIGIN + path, header });
const created = (server, more) => createFakeWx({ platform: 'android', server, ...more });

test('without a live token every path answers 401 and names nothing', async () => {
  const fake = created();
  for (const header of [undefined, { Authorization: 'Bearer made-up' }, { Authorization: 'a' }]) {
    const { statusCode, header: told } = await get(fake, '/orders', header);
    assert.equal(statusCode, 401);
    assert.equal(told['WWW-Authenticate'], undefined);
  }
});

test('a path that wants steps names those that are missing, in its order', async () => {
  const fake = created({ flow: 'profile' });
  fake.server.route('/orders', { wants: ['phoneNumber', 'userInfo'] });
  const { header } = await logIn(fake);
  const challenge = async () => (await get(fake, '/orders', header)).header['WWW-Authenticate'];
  assert.equal(await challenge(), 'getPhoneNumber, getUserInfo');
  fake.server.know('phoneNumber');
  assert.equal(await challenge(), 'getUserInfo');
  fake.server.know('userInfo');
  assert.equal(await challenge(), undefined);
  fake.server.forget('phoneNumber');
  assert.equal(await challenge(), 'getPhoneNumber');
});

test('the bundle can be in a header, deep in the body, and under other names', async () => {
  const fields = { token: 'access_token', hasPhoneNumber: 'mobile' };
  const inBody = created({ bundle: { name: 'data.status', fields }, extra: { level: 3 } });
  const { code } = await inBody.wx.login();
  const { data } = await post(inBody, '/login', { code });
  assert.deepEqual(data.data.status, {
    access_token: 'token-1',
    expiresIn: 7200,
    hasUserInfo: true,
    mobile: false,
    level: 3,
  });
  const inHeader = created({ bundle: { in: 'header', name: 'X-Token' }, identity: 'uid' });
  const { code: second } = await inHeader.wx.login();
  const { header, data: body } = await post(inHeader, '/login', { code: second });
  assert.deepEqual(JSON.parse(decodeURIComponent(header['X-Token'])), {
    token: 'token-1',
    expiresIn: 7200,
    hasUserInfo: true,
  });
  assert.equal(body.tokenStatus, undefined);
});

test('a request is judged when it arrives and answered after the delay', async () => {
  const fake = created({ delay: 10, routes: { '/slow': { delay: 200 } } });
  const { header } = await logIn(fake);
  const slow = get(fake, '/slow', header);
  fake.server.revokeAll();
  assert.equal((await slow).statusCode, 200);
  const { time, answeredAt, status } = fake.server.requests.at(-1);
  assert.deepEqual([answeredAt - time, status], [200, 200]);
  assert.equal((await get(fake, '/slow', header)).statusCode, 401);
});

test('what the next requests for a path come to can be said, whole or in part', async () => {
  const fake = created({ grace: Infinity });
  const { header, token } = await logIn(fake);
  const timedOut = { errMsg: 'request:fail timeout', errno: 5 };
  fake.server.answer(
    '/a',
    { status: 503, header: { 'Retry-After': '7' }, data: 'busy' },
    { fail: timedOut, delay: 5 },
    ({ method }) => ({ status: 200, data: { method } }),
    { rotate: true, delay: 100, extra: { level: 2 } },
    'never',
  );
  const busy = await get(fake, '/a', header);
  assert.deepEqual([busy.statusCode, busy.header['Retry-After'], busy.data], [503, '7', 'busy']);
  await assert.rejects(get(fake, '/a', header), (error) => {
    assert.deepEqual(error, timedOut);
    return true;
  });
  assert.deepEqual((await get(fake, '/a', header)).data, { method: 'GET' });
  const { data } = await get(fake, '/a', header);
  assert.notEqual(data.tokenStatus.token, token);
  assert.deepEqual([data.tokenStatus.level, data.path], [2, '/a']);
  const none = await get(fake, '/a', header).catch((error) => error.errMsg);
  assert.equal(none, 'request:fail timeout');
  assert.equal((await get(fake, '/a', header)).data.ok, true);
  assert.equal(fake.server.sends('/a'), 6);
});

test('what every request for a path comes to can be said, and unsaid', async () => {
  const fake = created();
  const { header } = await logIn(fake);
  fake.server.always('/a', { status: 401 });
  assert.equal((await get(fake, '/a', header)).statusCode, 401);
  assert.equal((await get(fake, '/a', header)).data, undefined);
  fake.server.answer('/a', { status: 403 });
  assert.equal((await get(fake, '/a', header)).statusCode, 403);
  assert.equal((await get(fake, '/a', header)).statusCode, 401);
  fake.server.always('/a', null);
  assert.equal((await get(fake, '/a', header)).statusCode, 200);
});

test('a challenge can carry a rotated token', async () => {
  const fake = created({ routes: { '/a': { wants: ['phoneNumber'], rotates: true } } });
  const { header, token } = await logIn(fake);
  const result = await get(fake, '/a', header);
  assert.equal(result.header['WWW-Authenticate'], 'getPhoneNumber');
  assert.notEqual(result.data.tokenStatus.token, token);
});

test('an open path asks nobody, and a path can make its own answer', async () => {
  const fake = created({
    routes: {
      '/open': { open: true, data: { items: [] } },
      '/mine': { reply: ({ query }, { uid }) => ({ status: 201, data: { query, uid } }) },
      '/with': { bundle: true },
    },
  });
  assert.deepEqual((await get(fake, '/open')).data, { items: [] });
  const { header, token } = await logIn(fake);
  const mine = await get(fake, '/mine?a=b%20c&d', header);
  assert.deepEqual([mine.statusCode, mine.data], [201, { query: { a: 'b c', d: '' }, uid: '1' }]);
  assert.equal((await get(fake, '/with', header)).data.tokenStatus.token, token);
});

test('objects go as JSON, texts and bytes as they are', async () => {
  const fake = created();
  const bytes = new ArrayBuffer(3);
  fake.server.answer('/a', { status: 200, data: [1] }, { status: 200, data: '[1]' });
  fake.server.answer('/a', { status: 204 }, { status: 200, data: bytes });
  const json = await get(fake, '/a');
  assert.deepEqual([json.header['Content-Type'], json.data], ['application/json', [1]]);
  assert.equal((await get(fake, '/a')).header['Content-Type'], 'text/plain');
  assert.equal((await get(fake, '/a')).header['Content-Type'], 'text/plain');
  assert.equal((await get(fake, '/a')).data, bytes);
});

test('the server reads JSON, forms and texts', async () => {
  const fake = created();
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  await post(fake, '/a', { b: [1] });
  await post(fake, '/a', { b: 'c d' }, form);
  await post(fake, '/a', 'b=+%');
  await post(fake, '/a', 'b=+%', form);
  assert.deepEqual(
    fake.server.requests.map(({ data }) => data),
    [{ b: [1] }, { b: 'c d' }, 'b=+%', { b: '+%' }],
  );
});

test('requests to anywhere else are answered, and kept with what they carried', async () => {
  const fake = created();
  fake.server.answer('https://cdn.example/a', { status: 401, header: { A: 'b' } });
  const cdn = await send(fake, { url: 'https://cdn.example/a?b=c' });
  assert.equal(cdn.statusCode, 401);
  const elsewhere = [
    'https://api.example.com.evil.example/a',
    'https://api.example.com@evil.example/a',
    'https://api.example.com:8443/a',
    'http://api.example.com/a',
  ];
  for (const url of elsewhere) {
    await send(fake, { url, header: { Authorization: 'Bearer leaked' } });
    const { ours, path, token } = fake.server.requests.at(-1);
    assert.deepEqual([ours, path, token], [false, url, 'leaked']);
  }
});

// https://url.spec.whatwg.org/: what a client makes of a url before it asks anybody.
test('the server knows its own urls however they are written', async () => {
  const fake = created({ baseUrl: ['https://api.example.com/v1/', 'https://b.example.com'] });
  for (const [url, path] of [
    ['https://API.example.com:443/v1/a', '/a'],
    ['https://api.example.com/x/../v1/./a', '/a'],
    ['https://api.example.com/%2E%2e/v1/a?b#c', '/a'],
    ['https://user@b.example.com', '/'],
    ['https:\\\\b.example.com\\a', '/a'],
  ]) {
    await send(fake, { url });
    const entry = fake.server.requests.at(-1);
    assert.deepEqual([entry.ours, entry.path], [true, path], url);
  }
  await send(fake, { url: 'https://api.example.com/v10/a' });
  assert.equal(fake.server.requests.at(-1).ours, false);
});

test('two devices can meet one server', async () => {
  const first = created();
  const second = createFakeWx({ transport: first.server.handle });
  await get(second, '/a');
  assert.equal(first.server.sends('/a'), 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';
import { send } from './support/fake.mjs';

const URL_A = 'https://third.example/a';
const answering = (response) => ({
  transport: (request) =>
    Promise.resolve({ status: 200, header: {}, body: '', ...response, request }),
});

/** A transport that keeps what it was asked, and answers when told to. */
function held() {
  const asked = [];
  const transport = (request) => new Promise((resolve) => asked.push({ request, resolve }));
  const answer = (index) => asked[index].resolve({ status: 200, header: {}, body: '{}' });
  return { asked, transport, answer };
}

// "任何 HTTP 状态码都会进入 success": network guide; RequestTask's API reference.
test('any status goes to success', async () => {
  for (const status of [200, 204, 302, 401, 404, 500, 503]) {
    const fake = createFakeWx(answering({ status }));
    assert.equal((await send(fake, { url: URL_A })).statusCode, status);
  }
});

test('a request returns a task, never a promise', () => {
  const { wx } = createFakeWx();
  for (const api of ['request', 'uploadFile', 'downloadFile']) {
    const task = wx[api]({ url: URL_A, filePath: 'a', name: 'a' });
    assert.equal(typeof task.abort, 'function');
    assert.equal(task.then, undefined);
  }
});

test('data goes into the query of a GET, into the body of others', async () => {
  const { asked, transport } = held();
  const fake = createFakeWx({ transport });
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const bytes = new ArrayBuffer(2);
  fake.wx.request({ url: `${URL_A}?x=1#f`, data: { b: 'c d', e: 1 } });
  fake.wx.request({ url: URL_A, method: 'post', data: { b: [1] } });
  fake.wx.request({ url: URL_A, method: 'PUT', header: form, data: { b: '钥', c: 2 } });
  fake.wx.request({ url: URL_A, method: 'POST', data: 'text' });
  fake.wx.request({ url: URL_A, method: 'POST', data: bytes });
  fake.wx.request({ url: URL_A, method: 'DELETE', data: null });
  assert.deepEqual(
    asked.map(({ request: { method, url, body } }) => [method, url, body]),
    [
      ['GET', `${URL_A}?x=1&b=c%20d&e=1#f`, undefined],
      ['POST', URL_A, '{"b":[1]}'],
      ['PUT', URL_A, 'b=%E9%92%A5&c=2'],
      ['POST', URL_A, 'text'],
      ['POST', URL_A, bytes],
      ['DELETE', URL_A, undefined],
    ],
  );
});

test('header values are texts when they are sent, and the caller keeps its objects', async () => {
  const { asked, transport } = held();
  const options = { url: URL_A, header: { 'X-Count': 1 }, data: { a: 1 } };
  const before = structuredClone(options);
  createFakeWx({ transport }).wx.request(options);
  assert.deepEqual(asked[0].request.header, { 'content-type': 'application/json', 'X-Count': '1' });
  assert.deepEqual(options, before);
});

test('a body is read as JSON where it can be, unless the caller wants otherwise', async () => {
  const read = async (body, options) =>
    (await send(createFakeWx(answering({ body })), { url: URL_A, ...options })).data;
  assert.deepEqual(await read('{"a":1}'), { a: 1 });
  assert.equal(await read('not json'), 'not json');
  assert.equal(await read(''), '');
  assert.equal(await read('null'), null);
  assert.equal(await read(undefined), undefined);
  assert.equal(await read('{"a":1}', { dataType: 'text' }), '{"a":1}');
  const bytes = await read('é😀', { responseType: 'arraybuffer' });
  assert.deepEqual([...new Uint8Array(bytes)], [...new TextEncoder().encode('é😀')]);
});

// Apple capitalises after each hyphen, HarmonyOS writes lower case, the others leave it as it came.
test('header names are handed over in the casing of the platform', async () => {
  const header = { 'WWW-Authenticate': 'getPhoneNumber', 'x-a': ['1', '2'] };
  for (const [platform, name, other] of [
    ['ios', 'Www-Authenticate', 'X-A'],
    ['android', 'WWW-Authenticate', 'x-a'],
    ['devtools', 'WWW-Authenticate', 'x-a'],
    ['ohos', 'www-authenticate', 'x-a'],
  ]) {
    const fake = createFakeWx({ platform, ...answering({ header }) });
    const { header: told } = await send(fake, { url: URL_A });
    assert.deepEqual(told, { [name]: 'getPhoneNumber', [other]: '1, 2' }, platform);
  }
});

test('header names can be handed over in any casing, and values as arrays', async () => {
  const header = { 'WWW-Authenticate': ['a', 'b'] };
  const names = async (casing, options) => {
    const fake = createFakeWx({
      platform: 'android',
      network: { casing },
      ...answering({ header }),
    });
    return Object.keys((await send(fake, { url: URL_A, ...options })).header);
  };
  assert.deepEqual(await names('upper'), ['WWW-AUTHENTICATE']);
  assert.deepEqual(await names('lower'), ['www-authenticate']);
  assert.deepEqual(await names('both'), ['WWW-Authenticate', 'www-authenticate']);
  assert.deepEqual(await names((name) => [name, 'x']), ['WWW-Authenticate', 'x']);
  // RFC 9113, 8.2: field names are lower case in HTTP/2.
  assert.deepEqual(await names(undefined, { enableHttp2: true }), ['www-authenticate']);
  const fake = createFakeWx({
    network: { arrays: true, casing: 'asSent' },
    ...answering({ header }),
  });
  assert.deepEqual((await send(fake, { url: URL_A })).header, header);
});

// "最大并发限制是 10 个" (network guide).
test('ten requests run at once, the eleventh when one of them has ended', async () => {
  const { asked, transport, answer } = held();
  const fake = createFakeWx({ transport });
  const order = [];
  for (let index = 0; index < 12; index += 1) {
    fake.wx.request({ url: `${URL_A}${index}`, success: () => order.push(index) });
  }
  fake.wx.downloadFile({ url: URL_A });
  assert.equal(asked.length, 11);
  answer(3);
  await fake.settle();
  assert.deepEqual([order, asked.length], [[3], 12]);
  assert.equal(asked[11].request.url, `${URL_A}10`);
});

test('an aborted request fails once and frees its place; aborting it again is nothing', async () => {
  const { asked, transport, answer } = held();
  const fake = createFakeWx({ transport });
  const heard = [];
  const start = () =>
    fake.wx.request({
      url: URL_A,
      success: () => heard.push('success'),
      fail: (error) => heard.push(error.errMsg),
      complete: () => heard.push('complete'),
    });
  const tasks = Array.from({ length: 11 }, start);
  tasks[10].abort();
  tasks[0].abort();
  tasks[0].abort();
  answer(0);
  await fake.settle();
  assert.deepEqual(heard, ['request:fail abort', 'complete', 'request:fail abort', 'complete']);
  assert.equal(asked.length, 10);
});

// The default of 60 s: network guide; errno 5: public errno.
test('a request times out after a minute, or after what the caller says', async () => {
  for (const [timeout, ms] of [
    [undefined, 60000],
    [500, 500],
  ]) {
    const fake = createFakeWx({ transport: held().transport });
    const failed = send(fake, { url: URL_A, timeout });
    await assert.rejects(failed, (error) => {
      assert.deepEqual(error, { errMsg: 'request:fail timeout', errno: 5 });
      return true;
    });
    assert.equal(fake.time(), ms);
  }
});

test('errno is there from base library 2.24.0 on', async () => {
  for (const [baseLibrary, errno] of [
    ['2.23.9', undefined],
    ['2.24.0', 600001],
  ]) {
    const fake = createFakeWx({ baseLibrary, network: { offline: true } });
    await assert.rejects(send(fake, { url: URL_A }), (error) => {
      assert.match(error.errMsg, /^request:fail .*ERR_INTERNET_DISCONNECTED$/);
      assert.equal(error.errno, errno);
      return true;
    });
  }
});

test('a request to where the app may not go, or to nowhere, fails', async () => {
  const fake = createFakeWx({ network: { domains: ['https://api.example.com'] } });
  const failing = (url) =>
    send(fake, { url }).then(
      () => assert.fail(url),
      (error) => error.errMsg,
    );
  assert.equal(await failing('https://evil.example/a'), 'request:fail url not in domain list');
  assert.equal(
    await failing('https://api.example.com.evil.example/a'),
    'request:fail url not in domain list',
  );
  assert.match(await failing('/relative'), /^request:fail invalid url/);
  assert.equal((await send(fake, { url: 'https://api.example.com/a' })).statusCode, 401);
});

test('what a transport rejects with is what fail gets', async () => {
  const rejecting = (reason) => createFakeWx({ transport: () => Promise.reject(reason) });
  const told = { errMsg: 'request:fail -7:net::ERR_TIMED_OUT', errno: 600001 };
  await assert.rejects(send(rejecting(told), { url: URL_A }), (error) => {
    assert.deepEqual(error, told);
    return true;
  });
  await assert.rejects(send(rejecting(new Error('refused')), { url: URL_A }), (error) => {
    assert.equal(error.errMsg, 'request:fail refused');
    return true;
  });
});

test('a request can be made to fail, to be late, to answer twice, and never to answer', async () => {
  const fake = createFakeWx(answering({ body: '1' }));
  fake.next('request', { fail: 'request:fail interrupted' }, { delay: 50 }, 'twice', 'never');
  await assert.rejects(send(fake, { url: URL_A }), (error) => {
    assert.equal(error.errMsg, 'request:fail interrupted');
    return true;
  });
  assert.equal((await send(fake, { url: URL_A })).data, 1);
  assert.equal(fake.time(), 50);
  let answers = 0;
  const count = () => {
    answers += 1;
  };
  fake.wx.request({ url: URL_A, success: count });
  fake.wx.request({ url: URL_A, complete: count });
  await fake.advance(100000);
  assert.equal(answers, 2);
});

// RequestTask.onHeadersReceived: "会比请求完成事件更早".
test('a task tells the header before the request ends, and chunks from 2.20.1 on', async () => {
  const fake = createFakeWx(answering({ header: { A: 'b' }, body: 'xy' }));
  const heard = [];
  const chunk = ({ data }) => heard.push(['chunk', new Uint8Array(data).length]);
  const task = fake.wx.request({
    url: URL_A,
    enableChunked: true,
    success: () => heard.push('success'),
  });
  const removed = () => heard.push('removed');
  task.onHeadersReceived(removed);
  task.offHeadersReceived(removed);
  task.onHeadersReceived(({ header, statusCode }) => heard.push([header, statusCode]));
  task.onChunkReceived(removed);
  task.offChunkReceived();
  task.onChunkReceived(chunk);
  await fake.settle();
  assert.deepEqual(heard, [[{ A: 'b' }, 200], ['chunk', 2], 'success']);
  fake.device.baseLibrary = '2.20.0';
  assert.equal(fake.wx.request({ url: URL_A }).onChunkReceived, undefined);
});

// "小程序进入后台 5s 内网络请求没有结束，会回调错误信息 fail interrupted" (network guide).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx, fetchTransport } from '../src/testing/index.js';
import { send } from './support/fake.mjs';

const URL_A = 'https://third.example/a';

function held() {
  const asked = [];
  const transport = (request) => new Promise((resolve) => asked.push({ request, resolve }));
  const answer = (index) => asked[index].resolve({ status: 200, header: {}, body: '{}' });
  return { asked, transport, answer };
}

test('in the background a request is interrupted after five seconds', async () => {
  const fake = createFakeWx({ transport: held().transport });
  const heard = [];
  fake.wx.onAppHide(() => heard.push('hidden'));
  fake.wx.onAppShow(() => heard.push('shown'));
  fake.wx.request({ url: URL_A, fail: (error) => heard.push(error.errMsg) });
  fake.hideApp();
  await fake.advance(4999);
  fake.showApp();
  await fake.advance(10);
  assert.deepEqual(heard, ['hidden', 'shown']);
  fake.hideApp();
  await fake.advance(5000);
  assert.deepEqual(heard.slice(2), ['hidden', 'request:fail interrupted']);
  const more = () => heard.push('shown to another');
  fake.wx.onAppShow(more);
  fake.wx.offAppHide();
  fake.wx.offAppShow(more);
  fake.showApp();
  fake.hideApp();
  assert.deepEqual(heard.slice(4), ['shown']);
});

test('a real fetch can carry the requests', async () => {
  const asked = [];
  const fetch = async (url, init) => {
    asked.push([url, init]);
    return new Response('{"a":1}', { status: 401, headers: { 'WWW-Authenticate': 'getUserInfo' } });
  };
  const files = { read: () => 'content' };
  const fake = createFakeWx({ platform: 'android', transport: fetchTransport(fetch, { files }) });
  fake.files.write('wxfile://a.png', 'unused');
  const { statusCode, header, data } = await send(fake, {
    url: URL_A,
    method: 'POST',
    data: { b: 2 },
  });
  assert.deepEqual([statusCode, header['www-authenticate'], data], [401, 'getUserInfo', { a: 1 }]);
  assert.equal(asked[0][1].body, '{"b":2}');
  const upload = { url: URL_A, filePath: 'wxfile://a.png', name: 'avatar', formData: { c: 3 } };
  assert.equal((await send(fake, upload, 'uploadFile')).data, '{"a":1}');
  const form = asked[1][1].body;
  assert.equal(form.get('c'), '3');
  assert.equal(await form.get('avatar').text(), 'content');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';
import { logIn, ORIGIN, send } from './support/fake.mjs';

const upload = (path) => ({ url: `${ORIGIN}/upload`, filePath: path, name: 'file' });

async function opened(options) {
  const fake = createFakeWx({ platform: 'android', ...options });
  fake.files.write('wxfile://a.png', 'image');
  fake.server.route('/upload', { wants: ['phoneNumber'] });
  return { fake, ...(await logIn(fake)) };
}

// UploadFileSuccessCallbackResult and DownloadFileSuccessCallbackResult of miniprogram-api-typings.
test('the result of an upload is a text and has no header', async () => {
  const { fake, header } = await opened();
  const result = await send(fake, { ...upload('wxfile://a.png'), header }, 'uploadFile');
  assert.deepEqual(result, {
    data: '{"error":"incomplete"}',
    statusCode: 401,
    errMsg: 'uploadFile:ok',
  });
});

test('the result of a download is a file, whatever the status, and has no header', async () => {
  const { fake, header } = await opened();
  const url = `${ORIGIN}/upload`;
  const result = await send(fake, { url, header }, 'downloadFile');
  assert.deepEqual(Object.keys(result).sort(), ['errMsg', 'statusCode', 'tempFilePath']);
  assert.equal(fake.files.read(result.tempFilePath), '{"error":"incomplete"}');
  const named = await send(fake, { url, filePath: 'wxfile://b', header }, 'downloadFile');
  assert.equal(named.filePath, 'wxfile://b');
  assert.equal(named.tempFilePath, undefined);
});

test('the server gets an upload as a form', async () => {
  const { fake, header } = await opened();
  const formData = { nickName: '昵称', count: 1 };
  await send(fake, { ...upload('wxfile://a.png'), header, formData }, 'uploadFile');
  const { kind, method, data } = fake.server.requests.at(-1);
  assert.deepEqual([kind, method], ['uploadFile', 'POST']);
  assert.deepEqual(data, { nickName: '昵称', count: '1', file: 'wxfile://a.png' });
});

for (const api of ['uploadFile', 'downloadFile']) {
  for (const [headers, order] of [
    ['before', ['progress', 'header', 'result']],
    ['after', ['progress', 'result', 'header']],
    ['never', ['progress', 'result']],
  ]) {
    test(`the header of ${api} comes ${headers} its result, if that is how it comes`, async () => {
      const { fake, header } = await opened({ network: { headers, headersDelay: 300 } });
      const start = fake.time();
      const heard = [];
      const note = (name) => () => heard.push([name, fake.time() - start]);
      const task = fake.wx[api]({
        ...upload('wxfile://a.png'),
        header,
        success: note('result'),
      });
      let told;
      task.onProgressUpdate(note('progress'));
      task.onHeadersReceived((result) => {
        told = result.header['WWW-Authenticate'];
        note('header')();
      });
      await fake.advance(1000);
      assert.deepEqual(heard.map(([name]) => name).sort(), order.slice().sort());
      assert.deepEqual(
        heard.map(([name]) => name).filter((name) => name !== 'progress'),
        order.slice(1),
      );
      assert.equal(told, headers === 'never' ? undefined : 'getPhoneNumber');
      assert.equal(heard.find(([name]) => name === 'result')[1], 0);
      if (headers === 'after') {
        assert.equal(heard.find(([name]) => name === 'header')[1], 300);
      }
    });
  }
}

test('an upload of a file that is gone fails', async () => {
  const { fake, header } = await opened();
  fake.files.remove('wxfile://a.png');
  await assert.rejects(
    send(fake, { ...upload('wxfile://a.png'), header }, 'uploadFile'),
    (error) => error.errMsg === 'uploadFile:fail file not found',
  );
});

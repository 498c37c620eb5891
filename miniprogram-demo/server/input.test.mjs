import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { openDemo, PNG } from './support.mjs';

for (const [fault, options, status] of [
  ['no body', { method: 'POST', json: {} }, 400],
  ['an empty code', { json: { code: '' } }, 400],
  ['a code that is a number', { json: { code: 1 } }, 400],
  ['a code without end', { json: { code: 'a'.repeat(513) } }, 400],
  ['an array', { json: [] }, 400],
  ['null', { json: null }, 400],
  ['half a JSON', { body: '{"code":', headers: { 'Content-Type': 'application/json' } }, 400],
  ['a form', { body: 'code=1', headers: { 'Content-Type': 'text/plain' } }, 415],
  ['a body without end', { json: { code: 'a', more: 'a'.repeat(40_000) } }, 413],
]) {
  test(`a login with ${fault} is answered ${status}`, async (t) => {
    const { phone } = await openDemo(t);
    const answer = await phone.request('/login', options);
    assert.equal(answer.status, status);
    assert.equal(typeof answer.body.error.message, 'string');
  });
}

test('a body whose length is not given is read up to the limit', async (t) => {
  const { phone } = await openDemo(t);
  const headers = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' };
  const body = JSON.stringify({ code: 'a'.repeat(40_000) });
  assert.equal((await phone.request('/login', { headers, body })).status, 413);
});

test('a client that sends much too much hears that it does', async (t) => {
  const { phone } = await openDemo(t);
  const headers = { 'Content-Type': 'application/json' };
  const body = Buffer.alloc(8 * 1024 * 1024, 'a');
  assert.equal((await phone.request('/login', { headers, body })).status, 413);
});

test('a client that goes away in the middle of a body is no failure of the server', async (t) => {
  const { origin, entries } = await openDemo(t);
  const { hostname, port } = new URL(origin);
  const socket = net.connect(Number(port), hostname);
  const head = 'Content-Type: application/json\r\nContent-Length: 10\r\n';
  socket.write(`POST /login HTTP/1.1\r\nHost: ${hostname}\r\n${head}\r\n{`, () => socket.destroy());
  while (entries.length === 0) await setImmediate();
  assert.deepEqual(
    entries.map(({ event, status }) => [event, status]),
    [['answered', 400]],
  );
});

test('what is wrong is named, and its value is not repeated', async (t) => {
  const { phone } = await openDemo(t);
  const { body } = await phone.request('/login', { json: { code: { secret: 'hush' } } });
  assert.match(body.error.message, /code/);
  assert.doesNotMatch(JSON.stringify(body), /hush/);
});

test('an unknown path is 404, a known one with another method is 405 and says which', async (t) => {
  const { phone } = await openDemo(t);
  assert.equal((await phone.request('/nothing')).status, 404);
  const { status, headers } = await phone.request('/orders', { method: 'DELETE' });
  assert.equal(status, 405);
  assert.equal(headers.allow, 'GET, POST');
});

test('SQL in a path or a body is a value like any other', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  await phone.givePhoneNumber(token);
  const path = `/orders/${encodeURIComponent("' OR 1=1 --")}`;
  assert.equal((await phone.request(path, { token })).status, 404);
  const json = { sku: "'; DROP TABLE dt_weapp_user; --" };
  assert.equal((await phone.request('/orders', { token, json })).status, 400);
  const nickname = "'); DROP TABLE x; --";
  await phone.giveAvatar(token, { nickName: nickname });
  assert.equal((await phone.request('/profile', { token })).body.profile.nickname, nickname);
});

for (const [fault, form, status] of [
  ['that is no picture', { file: Buffer.from('<svg onload=alert(1)>') }, 400],
  ['under another name', { name: 'picture' }, 400],
  ['that is empty', { file: Buffer.alloc(0) }, 400],
  ['that is too large', { file: Buffer.concat([PNG, Buffer.alloc(2 * 1024 * 1024)]) }, 413],
  ['with a nickname without end', { nickName: 'a'.repeat(33) }, 400],
  ['with a field without end', { remark: 'a'.repeat(5000) }, 413],
  ['with a control character in the nickname', { nickName: 'a\u001b[31mb' }, 400],
]) {
  test(`an avatar ${fault} is answered ${status}`, async (t) => {
    const { phone } = await openDemo(t);
    const token = await phone.login();
    assert.equal((await phone.giveAvatar(token, form)).status, status);
    assert.equal((await phone.request('/me', { token })).body.me.avatarPath, null);
  });
}

test('a form that breaks off is answered 400', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  const headers = { 'Content-Type': 'multipart/form-data; boundary=b' };
  const body = '--b\r\nContent-Disposition: form-data; name="avatar"; filename="a"\r\n\r\nabc';
  const answer = await phone.request('/user-info', { token, headers, body });
  assert.equal(answer.status, 400);
});

test('a form without a boundary is answered 400', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  const headers = { 'Content-Type': 'multipart/form-data' };
  assert.equal((await phone.request('/user-info', { token, headers, body: 'a' })).status, 400);
});

for (const path of ['/avatars/..%2Fdemo.db', '/avatars/../demo.db', '/avatars/demo.db']) {
  test(`${path} is no way to the database`, async (t) => {
    const { origin } = await openDemo(t);
    const { hostname, port } = new URL(origin);
    const socket = net.connect(Number(port), hostname);
    socket.end(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
    const text = (await socket.setEncoding('latin1').toArray()).join('');
    assert.match(text, /^HTTP\/1\.1 404 /);
  });
}

test('a client that sends half a request does not keep the others waiting', async (t) => {
  const { origin, phone } = await openDemo(t);
  const { hostname, port } = new URL(origin);
  const socket = net.connect(Number(port), hostname);
  t.after(() => socket.destroy());
  socket.write(`POST /login HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 10\r\n\r\n{`);
  assert.equal((await phone.request('/catalogue')).status, 200);
});

test('a page of this machine may call, and read what it needs; a foreign one may not', async (t) => {
  const { phone } = await openDemo(t);
  const from = (origin, options) => phone.request('/orders', { headers: { origin }, ...options });
  const local = await from('http://localhost:5173');
  assert.equal(local.headers['access-control-allow-origin'], 'http://localhost:5173');
  assert.match(local.headers['access-control-expose-headers'], /WWW-Authenticate/);
  const foreign = await from('http://localhost.example');
  assert.equal(foreign.headers['access-control-allow-origin'], undefined);
  const headers = { 'access-control-request-headers': 'authorization' };
  const preflight = await phone.request('/orders', {
    method: 'OPTIONS',
    headers: { ...headers, origin: 'http://127.0.0.1:8000' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers['access-control-allow-headers'], 'authorization');
});

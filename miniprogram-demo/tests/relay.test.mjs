/** The simulator's server: what it serves, and how it carries requests. */
import assert from 'node:assert/strict';
import http from 'node:http';
import test from 'node:test';
import { startSimulator } from '../simulator/server.mjs';

const SHOP = 'https://shop.example';

/** A server that says what it was sent, and a simulator for which it is the shop. */
async function start(t, answer = (request, response) => response.end()) {
  const server = http.createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hosts = { [SHOP]: `http://127.0.0.1:${server.address().port}` };
  const simulator = await startSimulator({ site: new Map([['/panel.html', 'panel']]), hosts });
  t.after(async () => {
    await simulator.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return simulator.origin;
}

async function relay(origin, to, body) {
  const headers = { 'Relay-To': encodeURIComponent(JSON.stringify(to)) };
  const response = await fetch(`${origin}/relay`, { method: 'POST', headers, body });
  return response.json();
}

test('a request arrives as it was sent, and its answer comes back as it was spelled', async (t) => {
  let seen;
  const origin = await start(t, async (request, response) => {
    seen = { method: request.method, url: request.url, header: request.headers['x-a'] };
    for await (const part of request) seen.body = String(part);
    response.sendDate = false;
    response.writeHead(401, ['wWW-aUTHENTICATE', 'getPhoneNumber', 'A', '1', 'A', '2']);
    response.end('茶');
  });
  const to = { url: `${SHOP}/orders?a=1`, method: 'POST', header: { 'X-A': 'b' } };
  const { status, rawHeaders, body } = await relay(origin, to, '{"a":1}');
  assert.deepEqual(seen, { method: 'POST', url: '/orders?a=1', header: 'b', body: '{"a":1}' });
  assert.deepEqual({ status, body }, { status: 401, body: '茶' });
  assert.deepEqual(rawHeaders.slice(0, 6), [
    'wWW-aUTHENTICATE',
    'getPhoneNumber',
    'A',
    '1',
    'A',
    '2',
  ]);
});

test('a server that nobody knows is not found', async (t) => {
  const origin = await start(t);
  const to = { url: 'https://other.example/', method: 'GET', header: {} };
  assert.deepEqual(await relay(origin, to), { failure: 'ENOTFOUND' });
});

test('a server that hangs up is told of', async (t) => {
  const origin = await start(t, (request, response) => response.destroy());
  const to = { url: `${SHOP}/`, method: 'GET', header: {} };
  assert.deepEqual(await relay(origin, to), { failure: 'ECONNRESET' });
});

test('images come through by GET', async (t) => {
  const origin = await start(t, (request, response) => {
    response.writeHead(200, { 'Content-Type': 'image/png' }).end('bytes');
  });
  const response = await fetch(`${origin}/relay?url=${encodeURIComponent(`${SHOP}/a.png`)}`);
  assert.equal(response.headers.get('content-type'), 'image/png');
  assert.equal(await response.text(), 'bytes');
});

test('what makes no sense is turned down', async (t) => {
  const origin = await start(t);
  const headers = { 'Relay-To': '%' };
  assert.equal((await fetch(`${origin}/relay`, { method: 'POST', headers })).status, 400);
  assert.equal((await fetch(`${origin}/relay`, { method: 'POST' })).status, 400);
  assert.equal((await fetch(`${origin}/relay?url=nothing`)).status, 502);
});

test('the panel is the front page; what is not there is 404', async (t) => {
  const origin = await start(t);
  assert.equal(await (await fetch(origin)).text(), 'panel');
  assert.equal((await fetch(`${origin}/nothing.js`)).status, 404);
  assert.equal((await fetch(`${origin}/..%2fpackage.json`)).status, 404);
  assert.equal((await fetch(`${origin}//`)).status, 404);
  assert.equal((await fetch(`${origin}/%`)).status, 404);
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDatabase } from './database.mjs';
import { avatarForm, makeFolder, openDemo, send } from './support.mjs';
import { startWeChat } from './wechat/server.mjs';

const MAIN = fileURLToPath(new URL('./main.mjs', import.meta.url));

/** Starts the program, and waits until it says where it is. */
async function run(t, args) {
  const child = spawn(process.execPath, [MAIN, '--quiet', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  t.after(() => child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) {
    const [, origin] = /^backend +(http:\S+)$/.exec(line) ?? [];
    if (origin) return { child, origin, exited };
  }
  const [code] = await exited;
  throw new Error(`the program has ended with ${code}`);
}

async function post(url, json, token) {
  return (await send(url, { json, token })).body;
}

async function signIn(origin, wechat) {
  const { code } = await post(`${wechat}/fake/login`, {});
  const { token } = (await post(`${origin}/login`, { code })).tokenStatus;
  const phone = await post(`${wechat}/fake/phone-number`, {});
  await post(`${origin}/phone-number`, { code: phone.code }, token);
  return token;
}

for (const signal of ['SIGKILL', 'SIGTERM']) {
  test(`after ${signal} and a new start nothing is lost, and nobody is asked again`, async (t) => {
    const { origin: wechat, close } = await startWeChat();
    t.after(() => close(0));
    const folder = makeFolder(t);
    const args = ['--port', '0', '--wechat', wechat, '--folder', folder, '--scenario', '2'];
    const first = await run(t, args);
    const token = await signIn(first.origin, wechat);
    await send(`${first.origin}/user-info`, { token, ...avatarForm({ nickName: '昵称' }) });
    const { order } = await post(`${first.origin}/orders`, { sku: 'cup-1' }, token);
    first.child.kill(signal);
    await first.exited;

    const { origin } = await run(t, args);
    const { status, body } = await send(`${origin}/orders`, { token });
    assert.equal(status, 200);
    assert.deepEqual(body.orders, [order]);
    assert.equal(body.tokenStatus.token, token);
    const { membership } = (await send(`${origin}/membership`, { token })).body;
    assert.equal(membership.nickname, '昵称');
    assert.equal((await send(`${origin}${membership.avatarPath}`)).status, 200);
    // The session_key is not lost either.
    const { encryptedData, iv } = await post(`${wechat}/fake/user-info`, {});
    const again = await send(`${origin}/user-info`, { token, json: { encryptedData, iv } });
    assert.equal(again.status, 200);
  });
}

test('SIGTERM ends the program with 0', async (t) => {
  const args = ['--port', '0', '--wechat-port', '0', '--folder', makeFolder(t)];
  const { child, exited } = await run(t, args);
  child.kill('SIGTERM');
  assert.deepEqual(await exited, [0, null]);
});

test('a second server on the same database does not start, and harms nothing', async (t) => {
  const { folder, phone } = await openDemo(t);
  const args = ['--port', '0', '--wechat-port', '0', '--folder', folder];
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  const text = (await child.stderr.setEncoding('utf8').toArray()).join('');
  assert.deepEqual(await exited, [1, null]);
  assert.match(text, /is in use by process/);
  assert.ok(await phone.login());
});

for (const [owner, text] of [
  ['with our number, as in a container', JSON.stringify({ pid: process.pid, self: 'another' })],
  ['that was killed while it said who it is', '{"pi'],
]) {
  test(`the lock of a process ${owner}, is cleared away`, (t) => {
    const file = path.join(makeFolder(t), 'a.db');
    fs.writeFileSync(`${file}.owner`, text);
    fs.mkdirSync(`${file}.lock`);
    openDatabase(file).close();
    assert.deepEqual(fs.readdirSync(path.dirname(file)), ['a.db']);
  });
}

test('a process does not open its own database a second time', (t) => {
  const file = path.join(makeFolder(t), 'a.db');
  const database = openDatabase(file);
  t.after(() => database.close());
  assert.throws(() => openDatabase(file), /is in use/);
});

test('a setting that does not exist is said in one line', async () => {
  const args = [MAIN, '--scenario', '3', '--port', '0', '--wechat-port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const text = (await child.stderr.setEncoding('utf8').toArray()).join('');
  assert.match(text, /^not started: .*received 3\n$/);
});

test('closing lets a request that is being answered end', async (t) => {
  const { phone, close } = await openDemo(t);
  await phone.control('hang');
  await phone.control('conditions', { delay: 100 });
  const answer = phone.request('/catalogue');
  while ((await phone.state()).conditions.hang > 0);
  await phone.control('release');
  const closed = close(5000);
  assert.equal((await answer).status, 200);
  await closed;
});

test('a transaction that fails leaves nothing behind', (t) => {
  const database = openDatabase(path.join(makeFolder(t), 'a.db'));
  t.after(() => database.close());
  const add = (phone) =>
    database.run('INSERT INTO business_user (phone_number, created_at) VALUES (:phone, 0)', {
      phone,
    });
  assert.throws(() =>
    database.transaction(() => {
      add('10000000001');
      add('10000000001');
    }),
  );
  assert.deepEqual(database.all('SELECT * FROM business_user'), []);
});

test('a database of a newer version is left alone', (t) => {
  const file = path.join(makeFolder(t), 'a.db');
  const database = openDatabase(file);
  database.run('PRAGMA user_version = 2');
  database.close();
  assert.throws(() => openDatabase(file), /version 2/);
  assert.throws(() => openDatabase(file), /version 2/);
  assert.deepEqual(fs.readdirSync(path.dirname(file)), ['a.db']);
});

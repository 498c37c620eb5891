import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SPELLINGS } from '../headers/server.mjs';
import { createConditions } from './conditions.mjs';
import { openDemo } from './support.mjs';

test('a server that is not for the demo has no levers', async (t) => {
  const { phone } = await openDemo(t, { demo: false });
  assert.equal((await phone.request('/control/state')).status, 404);
  const headers = { 'Demo-Casing': 'WWW-AUTHENTICATE' };
  const { names } = await phone.request('/orders', { headers });
  assert.ok(!names.includes('DATE'));
  assert.ok(!names.includes('Demo-Header-Names'));
});

for (const [lever, hasSession] of [
  ['expire-tokens', true],
  ['revoke-tokens', false],
]) {
  test(`${lever} makes every token dead`, async (t) => {
    const { phone } = await openDemo(t);
    const token = await phone.login();
    const { database } = await phone.control(lever);
    assert.equal(database.dt_weapp_code2session.length > 0, hasSession);
    const { status, headers } = await phone.request('/me', { token });
    assert.equal(status, 401);
    assert.equal(headers['www-authenticate'], undefined);
    assert.equal((await phone.request('/me', { token: await phone.login() })).status, 200);
  });
}

for (const endedStatus of [401, 200]) {
  test(`who was kicked out is told so, by ${endedStatus} and a code`, async (t) => {
    const { phone } = await openDemo(t, { settings: { endedStatus } });
    const token = await phone.login();
    const [row] = (await phone.control('kick-out')).database.dt_weapp_code2session;
    assert.deepEqual([row.ended, row.session_key], ['kickedOut', null]);
    const { status, body } = await phone.request('/me', { token });
    assert.equal(status, endedStatus);
    assert.equal(body.error.code, 'kickedOut');
    assert.equal(body.tokenStatus, undefined);
    assert.equal((await phone.request('/catalogue', { token })).status, 200);
    assert.equal((await phone.request('/me', { token: await phone.login() })).status, 200);
  });
}

test('the next logins fail as they are told to, and those after them do not', async (t) => {
  const { phone } = await openDemo(t);
  await phone.control('fail-logins', { times: 2, status: 429, retryAfter: 30 });
  for (let count = 0; count < 2; count += 1) {
    const { code } = await phone.fake('login');
    const { status, headers } = await phone.request('/login', { json: { code } });
    assert.equal(status, 429);
    assert.equal(headers['retry-after'], '30');
  }
  assert.ok(await phone.login());
});

test('the next requests hang until they are released', async (t) => {
  const { phone } = await openDemo(t);
  await phone.control('hang', { times: 2 });
  const hanging = [1, 2].map(() => phone.request('/catalogue'));
  // They hang from when the server has taken them: the lever then counts down.
  while ((await phone.state()).conditions.hang > 0);
  assert.equal((await phone.request('/catalogue')).status, 200);
  await phone.control('release');
  for (const answer of hanging) assert.equal((await answer).status, 200);
});

test('the levers themselves never hang', async (t) => {
  const { phone } = await openDemo(t);
  await phone.control('hang');
  assert.equal((await phone.state()).conditions.hang, 1);
});

test('a request that hangs does not keep the server from closing', async (t) => {
  const { phone, close } = await openDemo(t);
  await phone.control('hang', { times: 1 });
  const hanging = phone.request('/catalogue');
  const outcome = hanging.then(
    () => 'answered',
    (error) => error.code,
  );
  while ((await phone.state()).conditions.hang > 0);
  await close(0);
  assert.equal(await outcome, 'ECONNRESET');
});

test('an answer comes as late as it is told to', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const conditions = createConditions();
  conditions.state.delay = 50;
  let isOver = false;
  const before = conditions.before({ path: '/orders', request: { method: 'GET' } });
  const over = before.then(() => (isOver = true));
  t.mock.timers.tick(49);
  await null;
  assert.equal(isOver, false);
  t.mock.timers.tick(1);
  await over;
});

for (const casing of Object.keys(SPELLINGS)) {
  test(`writes ${casing} for all, or for one request that asks for it`, async (t) => {
    const { phone } = await openDemo(t);
    const token = await phone.login();
    const headers = { 'Demo-Casing': casing };
    assert.ok((await phone.request('/orders', { token, headers })).names.includes(casing));
    await phone.control('conditions', { casing });
    const { names, headers: received } = await phone.request('/orders', { token });
    assert.ok(names.includes(casing));
    // A browser sees lower case only; this tells the simulator what was on the wire.
    const told = received['demo-header-names'].split(', ');
    assert.ok(told.includes(casing));
    assert.ok(told.every((name) => names.includes(name)));
  });
}

test('the scenario and the place of the bundle can be switched while it runs', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  assert.equal((await phone.request('/profile', { token })).status, 200);
  const { settings } = await phone.control('settings', { scenario: 2, bundleIn: 'header' });
  assert.equal(settings.scenario, 2);
  assert.equal(settings.tokenLifetime, 7200);
  const { status, headers } = await phone.request('/profile', { token });
  assert.equal(status, 401);
  assert.equal(headers['www-authenticate'], 'getUserInfo');
  assert.ok(headers['token-status']);
});

test('a setting that does not exist or is out of bounds changes nothing', async (t) => {
  const { phone } = await openDemo(t);
  const json = { scenario: 3 };
  assert.equal((await phone.request('/control/settings', { json })).status, 400);
  assert.equal((await phone.state()).settings.scenario, 1);
});

test('a reset brings back an empty database, settings and conditions', async (t) => {
  const { phone } = await openDemo(t);
  const before = await phone.state();
  const token = await phone.login();
  await phone.givePhoneNumber(token);
  await phone.giveAvatar(token);
  await phone.request('/orders', { token, json: { sku: 'cup-1' } });
  await phone.control('settings', { scenario: 2 });
  await phone.control('conditions', { casing: 'www-authenticate', delay: 1 });
  await phone.control('fail-logins', { times: 5 });
  assert.notDeepEqual(await phone.state(), before);
  assert.deepEqual(await phone.control('reset'), before);
});

test('the second person of the phone is another user', async (t) => {
  const { phone } = await openDemo(t);
  await phone.login();
  await phone.fake('person', { person: 'second' });
  await phone.login();
  assert.equal((await phone.state()).database.dt_weapp_user.length, 2);
});

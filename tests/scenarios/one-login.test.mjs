import assert from 'node:assert/strict';
import { openApp, openSignedIn, openStale, outcome, scenario, words } from '../support/auth.mjs';

scenario('five requests without a token are one login, and each is sent once', async () => {
  const { get, advance, logins, sends, requests } = await openApp();
  const asked = ['/a', '/b', '/c', '/d', '/e'].map((path) => get(path));
  await advance(100);
  assert.deepEqual(words(asked), [200, 200, 200, 200, 200]);
  assert.deepEqual([logins(), sends()], [[1, 1], 5]);
  assert.deepEqual(
    requests().map(({ path, token }) => [path, token]),
    [['/login', null], ...['/a', '/b', '/c', '/d', '/e'].map((path) => [path, 'token-1'])],
  );
});

scenario('requests that are made while the package loads wait, and are sent once', async () => {
  const app = await openApp();
  const auth = app.create({ storageKey: 'other' });
  const asked = [outcome(auth.request({ url: '/a' })), outcome(auth.request({ url: '/b' }))];
  assert.equal(auth.view.busy, true);
  await app.fake.until(auth.ready);
  await app.advance(100);
  assert.deepEqual(words(asked), [200, 200]);
  assert.deepEqual([app.logins(), app.sends()], [[1, 1], 2]);
});

scenario('five requests with a dead token are one login and five replays', async () => {
  const { get, advance, logins, sends, requests } = await openStale();
  const asked = ['/a', '/b', '/c', '/d', '/e'].map((path) => get(path));
  await advance(100);
  assert.deepEqual(words(asked), [200, 200, 200, 200, 200]);
  assert.deepEqual([logins(), sends()], [[1, 1], 10]);
  assert.deepEqual(
    requests().map(({ token }) => token),
    [...Array(5).fill('token-1'), null, ...Array(5).fill('token-2')],
  );
});

scenario('a late 401 to the token before starts no second login', async () => {
  const { server, get, advance, logins, requests } = await openStale();
  server.answer('/b', { status: 401, delay: 200 });
  const asked = [get('/a'), get('/b')];
  await advance(199);
  assert.deepEqual(words(asked), [200, 'pending']);
  await advance(50);
  assert.deepEqual(words(asked), [200, 200]);
  assert.deepEqual(logins(), [1, 1]);
  assert.deepEqual(
    requests()
      .filter(({ path }) => path === '/b')
      .map(({ token }) => token),
    ['token-1', 'token-2'],
  );
});

scenario('five 401 to one token, spread over time, are one login', async () => {
  const { server, get, advance, logins, sends } = await openStale();
  const delays = [10, 70, 130, 190, 250];
  const asked = delays.map((delay) => {
    server.answer(`/${delay}`, { status: 401, delay });
    return get(`/${delay}`);
  });
  await advance(400);
  assert.deepEqual(words(asked), [200, 200, 200, 200, 200]);
  assert.deepEqual([logins(), sends()], [[1, 1], 10]);
});

for (const [name, data] of [
  ['no body', undefined],
  ['an empty body', ''],
  ['a text', 'Unauthorized'],
  ['null', null],
  ['an array', []],
]) {
  scenario(`a 401 with ${name} is a 401`, async () => {
    const { server, get, advance, logins } = await openSignedIn();
    server.answer('/a', { status: 401, data });
    const asked = get('/a');
    await advance(100);
    assert.deepEqual([words([asked]), logins()], [[200], [1, 1]]);
  });
}

scenario('a request that is made during a login is held and sent once', async () => {
  const { get, advance, logins, sends, requests } = await openApp();
  const first = get('/a');
  await advance(20);
  const second = get('/b');
  await advance(5);
  assert.equal(sends(), 0);
  await advance(100);
  assert.deepEqual(words([first, second]), [200, 200]);
  assert.deepEqual([logins(), sends('/b')], [[1, 1], 1]);
  assert.equal(requests().at(-1).token, 'token-1');
});

scenario('a server that says 200 and means 401 is understood', async () => {
  const isUnauthorized = ({ data }) => Boolean(data) && data.code === 40101;
  const { server, get, advance, logins } = await openSignedIn({ auth: { isUnauthorized } });
  server.answer('/a', { status: 200, data: { code: 40101 } });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), asked.value.data.ok, logins()], [[200], true, [1, 1]]);
});

scenario('a server that names a step in a 200 is understood', async () => {
  const isUnauthorized = ({ data }) => Boolean(data) && data.code === 40301 && 'phoneNumber';
  const { server, fake, auth, get, advance, logins } = await openSignedIn({
    auth: { isUnauthorized },
  });
  server.answer('/a', { status: 200, data: { code: 40301 } });
  const asked = get('/a');
  await advance(100);
  assert.equal(auth.view.step, 'phoneNumber');
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [[200], [0, 0]]);
});

scenario(
  'a request queued in a second login stays queued when a replay of the first ends',
  async () => {
    const { fake, server, get, advance, logins, sends } = await openStale();
    server.answer('/a', { status: 401 }, { delay: 250 });
    const a = get('/a');
    await advance(80);
    assert.deepEqual([logins(), sends('/a')], [[1, 1], 2]);
    server.revokeAll();
    fake.every('login', { delay: 380 });
    const b = get('/b');
    await advance(60);
    assert.deepEqual(logins(), [2, 1]);
    const c = get('/c');
    await advance(200);
    assert.deepEqual(words([a, b, c]), [200, 'pending', 'pending']);
    assert.equal(sends('/c'), 0);
    await advance(300);
    assert.deepEqual(words([b, c]), [200, 200]);
    assert.deepEqual([logins(), sends('/c')], [[2, 2], 1]);
  },
);

scenario(
  'two auths that need a login at once take turns, and neither voids the other’s code',
  async () => {
    const { fake, auth, create, advance, server, logins } = await openApp();
    const other = create({ storageKey: 'other' });
    await other.ready;
    const asked = [auth, other].map((one) => outcome(one.request({ url: '/a' })));
    await advance(30);
    assert.equal(fake.calls('login').length, 1);
    await advance(200);
    assert.deepEqual(words(asked), [200, 200]);
    assert.deepEqual(logins(), [2, 2]);
    assert.deepEqual(
      server.requests.filter(({ path }) => path === '/login').map(({ error }) => error),
      [null, null],
    );
  },
);

scenario('login and credentials join the login that runs', async () => {
  const { auth, get, advance, logins } = await openApp();
  const asked = [get('/a'), outcome(auth.login()), outcome(auth.credentials())];
  await advance(100);
  assert.deepEqual(words(asked), [200, 'done', 'done']);
  assert.equal(asked[2].value.Authorization, 'Bearer token-1');
  assert.deepEqual(logins(), [1, 1]);
});

import assert from 'node:assert/strict';
import { openApp, openSignedIn, openStale, outcome, scenario, words } from '../support/auth.mjs';
import { rejection, thrown } from '../support/assert.mjs';
import { packageFiles, PLAIN, WASM } from '../support/sandbox.mjs';

const stored = ({ fake }) => JSON.stringify(fake.storage.all());

scenario('a logout during a login throws its result away', async () => {
  const app = await openApp();
  const { auth, get, advance } = app;
  const asked = [get('/a'), get('/b')];
  await advance(20);
  const done = outcome(auth.logout());
  await advance(100);
  assert.deepEqual([words(asked), words([done])], [['loggedOut', 'loggedOut'], ['done']]);
  assert.equal(asked[0].error.byUser, true);
  assert.equal(auth.view.status, 'signedOut');
  assert.doesNotMatch(stored(app), /token-/);
  const next = get('/a');
  await advance(100);
  assert.deepEqual([words([next]), app.logins()[0]], [[200], 2]);
});

scenario('after a logout a late 401 of an older request logs nobody in', async () => {
  const { server, auth, get, advance, logins } = await openSignedIn();
  server.answer('/a', { status: 401, delay: 100 });
  const asked = get('/a');
  await advance(20);
  auth.logout();
  await advance(200);
  assert.deepEqual([words([asked]), logins()], [['loggedOut'], [0, 0]]);
});

scenario('a logout that holds lasts over a restart, until a login or a require', async () => {
  const first = await openSignedIn();
  await first.fake.until(first.auth.logout({ hold: true }));
  const held = first.get('/a');
  await first.advance(100);
  assert.deepEqual(words([held]), ['loggedOut']);
  const second = await first.restart();
  const again = second.get('/a');
  await second.advance(100);
  assert.deepEqual([words([again]), second.logins()], [['loggedOut'], [0, 0]]);
  await second.fake.until(second.auth.login());
  const free = second.get('/a');
  await second.advance(100);
  assert.deepEqual(words([free]), [200]);

  await second.fake.until(second.auth.logout({ hold: true }));
  const third = await second.restart();
  const required = outcome(third.auth.require('login'));
  await third.advance(100);
  assert.deepEqual([words([required]), third.auth.view.status], [['done'], 'signedIn']);
});

scenario('who was kicked out by another device is not logged in again by itself', async () => {
  const endsSession = ({ data }) => Boolean(data) && data.error === 'endedByAnotherDevice';
  const first = await openSignedIn({ auth: { endsSession } });
  first.server.endSession();
  const asked = [first.get('/a'), first.get('/b')];
  await first.advance(100);
  assert.deepEqual(
    [words(asked), first.logins()],
    [
      ['loggedOut', 'loggedOut'],
      [0, 0],
    ],
  );
  const next = first.get('/a');
  await first.advance(100);
  const second = await first.restart();
  const later = second.get('/a');
  await second.advance(100);
  assert.deepEqual(
    [words([next, later]), second.logins()],
    [
      ['loggedOut', 'loggedOut'],
      [0, 0],
    ],
  );
});

scenario('an answer to a request that was sent before the last login ends no session', async () => {
  const endsSession = ({ data }) => Boolean(data) && data.error === 'endedByAnotherDevice';
  const { fake, server, auth, get, advance } = await openSignedIn({ auth: { endsSession } });
  server.answer('/a', { ...server.options.ended, delay: 300 });
  const slow = get('/a');
  await fake.until(auth.login());
  await advance(400);
  assert.notDeepEqual(words([slow]), ['loggedOut']);
  const next = get('/b');
  await advance(100);
  assert.deepEqual([words([next]), auth.view.status], [[200], 'signedIn']);
});

for (const [name, breakIt] of [
  [
    'throws',
    ({ every }) =>
      ['getStorage', 'setStorage', 'getStorageSync', 'setStorageSync'].forEach((api) =>
        every(api, 'throws'),
      ),
  ],
  [
    'fails',
    ({ every }) =>
      ['getStorage', 'setStorage', 'getStorageSync', 'setStorageSync'].forEach((api) =>
        every(api, { fail: `${api}:fail` }),
      ),
  ],
  ['is full', ({ storage }) => Object.assign(storage, { full: true })],
]) {
  scenario(`storage that ${name} is signed out, with one login`, async () => {
    const warnings = [];
    const app = await openApp({ auth: { onWarning: ({ code }) => warnings.push(code) } });
    breakIt(app.fake);
    const asked = [app.get('/a'), app.get('/b')];
    await app.advance(100);
    const next = app.get('/c');
    await app.advance(100);
    assert.deepEqual(
      [words([...asked, next]), app.logins()],
      [
        [200, 200, 200],
        [1, 1],
      ],
    );
    assert.deepEqual(warnings, ['storageFailed']);
  });
}

for (const [name, spoil] of [
  ['corrupt', (storage) => storage.corrupt()],
  ['another version’s', (storage) => spoilAll(storage, { version: 99, token: 'token-0' })],
  ['a text', (storage) => spoilAll(storage, 'token-0')],
  ['null', (storage) => spoilAll(storage, null)],
  ['a list', (storage) => spoilAll(storage, [1, { token: 'token-0' }])],
]) {
  scenario(`what is stored is ${name}: signed out, with one login`, async () => {
    const first = await openSignedIn();
    assert.notDeepEqual(first.fake.storage.keys(), []);
    spoil(first.fake.storage);
    const { get, advance, logins, requests } = await first.restart();
    const asked = [get('/a'), get('/b')];
    await advance(100);
    assert.deepEqual(
      [words(asked), logins()],
      [
        [200, 200],
        [1, 1],
      ],
    );
    assert(requests().every(({ token }) => token !== 'token-0'));
  });
}

function spoilAll(storage, value) {
  storage.keys().forEach((key) => storage.set(key, value));
}

scenario('storage that never answers is signed out after two seconds', async () => {
  const first = await openSignedIn();
  const before = first.fake.time();
  const { fake, get, advance, logins } = await first.restart((again) => {
    again.every('getStorage', 'never');
    again.every('getStorageSync', 'throws');
  });
  const asked = get('/a');
  await advance(2000 - (fake.time() - before));
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [[200], [1, 1]]);
});

scenario('a stored token is used after a restart', async () => {
  const first = await openSignedIn();
  const { get, advance, logins, requests } = await first.restart();
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [[200], [0, 0]]);
  assert.equal(requests()[0].token, 'token-1');
});

for (const at of [5, 20, 34, 36, 44]) {
  scenario(`an app that is closed ${at} ms into a login starts afresh`, async () => {
    const first = await openStale();
    first.get('/a');
    await first.advance(at);
    const { get, advance, server } = await first.restart();
    const asked = get('/a');
    await advance(200);
    assert.deepEqual(words([asked]), [200]);
    assert.equal(server.requests.at(-1).status, 200);
  });
}

scenario('two auths need two storage keys', async () => {
  const { auth, create } = await openApp();
  assert.equal(thrown(() => create()).code, 'badOptions');
  const other = create({ storageKey: 'other' });
  await other.ready;
  other.dispose();
  auth.dispose();
  await create().ready;
});

scenario('who is disposed of asks for nothing more', async () => {
  const { auth, get, advance, logins } = await openApp();
  const asked = get('/a');
  await advance(5);
  auth.dispose();
  await advance(100);
  assert.deepEqual(words([asked]), ['disposed']);
  assert.equal(logins()[1], 0);
  assert.equal((await rejection(auth.ready)).code, 'disposed');
});

scenario('what was sent is rejected and aborted when its Auth is disposed of', async () => {
  const { fake, server, auth, get, advance } = await openSignedIn();
  server.answer('/slow', { delay: 60000 });
  const asked = [get('/slow'), get('/slow', { auth: 'optional' })];
  await advance(5);
  auth.dispose();
  await advance(5);
  assert.deepEqual(words(asked), ['disposed', 'disposed']);
  assert.equal(asked[0].error, asked[1].error);
  await advance(70000);
  assert.equal(fake.calls('request').filter(({ options }) => /slow/.test(options.url)).length, 2);
});

scenario('an error that logins are held back with stays the same for long', async () => {
  const { server, get, advance } = await openApp();
  server.answer('/login', { status: 500, header: { 'Retry-After': '600' } });
  const first = get('/a');
  await advance(100);
  for (let count = 0; count < 100; count += 1) {
    server.answer('/open', { fail: { errMsg: 'request:fail' } });
    get('/open', { auth: 'optional' });
    await advance(10);
  }
  const later = get('/a');
  await advance(100);
  assert.deepEqual(words([first, later]), ['loginRejected', 'loginRejected']);
  assert.equal(first.error, later.error);
});

scenario('without the wasm file the JavaScript build of the core takes over', async () => {
  const files = packageFiles();
  delete files[WASM];
  const { get, advance, logins } = await openApp({ app: { files } });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [[200], [1, 1]]);
});

scenario('without either build of the core each request tries again', async () => {
  const files = packageFiles();
  delete files[WASM];
  delete files[PLAIN];
  const { auth, advance } = await openApp({ app: { files } });
  assert.equal((await rejection(auth.ready)).code, 'loadFailed');
  assert.equal((await rejection(auth.request({ url: '/a' }))).code, 'loadFailed');
  Object.assign(files, packageFiles());
  const asked = outcome(auth.request({ url: '/a' }));
  await auth.ready;
  await advance(100);
  assert.deepEqual(words([asked]), [200]);
});

scenario('a request made after a logout in a callback does not go with the old token', async () => {
  const { auth, advance, requests, logins } = await openSignedIn();
  let after;
  const success = () => {
    auth.logout();
    after = outcome(auth.request({ url: '/after' }));
  };
  auth.request({ url: '/a', auth: 'optional', success });
  await advance(100);
  const sent = requests().filter(({ path }) => path === '/after');
  assert.deepEqual([words([after]), logins()], [[200], [1, 1]]);
  assert.deepEqual(
    sent.map(({ token }) => token),
    ['token-2'],
  );
});

scenario(
  'credentials that were given are those of then, though a logout follows at once',
  async () => {
    const { fake, auth } = await openSignedIn();
    const asked = auth.credentials();
    auth.logout();
    assert.deepEqual({ ...(await fake.until(asked)) }, { Authorization: 'Bearer token-1' });
  },
);

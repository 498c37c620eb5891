import assert from 'node:assert/strict';
import {
  openApp,
  openSignedIn,
  openStale,
  outcome,
  PHONE,
  scenario,
  words,
} from '../support/auth.mjs';

const HOUR = 3600000;

scenario('a slow answer to the token before brings neither its token nor its flags', async () => {
  const { fake, server, auth, get, advance, requests } = await openSignedIn();
  server.answer('/a', { bundle: true, delay: 300 });
  const slow = get('/a');
  await advance(50);
  server.know('phoneNumber');
  await fake.until(auth.login());
  assert.equal(auth.view.hasPhoneNumber, true);
  await advance(300);
  assert.deepEqual(words([slow]), [200]);
  assert.equal(auth.view.hasPhoneNumber, true);
  get('/b');
  await advance(100);
  assert.equal(requests().at(-1).token, 'token-2');
});

for (const [name, delays] of [
  ['overtaken', [100, 50]],
  ['in order', [50, 100]],
]) {
  scenario(`of two new tokens the one of the later request wins, ${name}`, async () => {
    const { server, get, advance, requests, logins } = await openSignedIn();
    server.answer('/a', { rotate: true, delay: delays[0] });
    server.answer('/b', { rotate: true, delay: delays[1] });
    const asked = [get('/a'), get('/b')];
    await advance(200);
    get('/c');
    await advance(100);
    assert.deepEqual(words(asked), [200, 200]);
    assert.deepEqual(
      requests().map(({ token }) => token),
      ['token-1', 'token-1', 'token-3'],
    );
    assert.deepEqual(logins(), [0, 0]);
  });
}

scenario('another user: writes that wait are rejected, reads go on', async () => {
  const { fake, server, auth, get, post, advance, logins, sends } = await openSignedIn({
    server: { knows: ['phoneNumber'] },
  });
  assert.equal(auth.view.uid, '1');
  server.revokeAll();
  fake.changeUser();
  const asked = [
    get('/a'),
    post('/b'),
    get('/c', { method: 'HEAD' }),
    get('/d', { method: 'DELETE' }),
  ];
  await advance(20);
  const late = post('/e');
  await advance(100);
  assert.deepEqual(words(asked), [200, 'userChanged', 200, 'userChanged']);
  assert.deepEqual(words([late]), ['userChanged']);
  assert.equal(asked[1].error, asked[3].error);
  assert.deepEqual([logins(), sends('/b'), sends('/e')], [[1, 1], 1, 0]);
  assert.equal(auth.view.uid, '2');
});

for (const [name, expiresIn] of [
  ['zero', 0],
  ['negative', -1],
  ['no number', 'NaN'],
  ['null', null],
  ['absent', undefined],
  ['beyond a year', 1e12],
]) {
  scenario(
    `a lifetime that is ${name} is unknown: the token is used until it is refused`,
    async () => {
      const { server, get, advance, logins } = await openApp({ server: { expiresIn } });
      const first = get('/a');
      await advance(100);
      await advance(400 * 24 * HOUR);
      const second = get('/a');
      await advance(100);
      assert.deepEqual(
        [words([first, second]), logins()],
        [
          [200, 200],
          [1, 1],
        ],
      );
      server.revokeAll();
      const third = get('/a');
      await advance(100);
      assert.deepEqual([words([third]), logins()], [[200], [2, 2]]);
    },
  );
}

for (const [name, expiresIn] of [
  ['a number', 7200],
  ['a decimal text', '7200'],
]) {
  scenario(`a token is not sent any more when its lifetime, ${name}, is nearly over`, async () => {
    const { get, advance, logins, sends } = await openApp({ server: { expiresIn } });
    get('/a');
    // The default leeway is 30 s.
    await advance(7200000 - 30000 - 1000);
    get('/a');
    await advance(100);
    assert.deepEqual([logins(), sends()], [[1, 1], 2]);
    await advance(2000);
    const asked = get('/a');
    await advance(100);
    assert.deepEqual([words([asked]), logins(), sends()], [[200], [2, 2], 3]);
  });
}

scenario("pages are told when a token's life ends", async () => {
  const { auth, get, advance } = await openApp({ server: { expiresIn: 3600 } });
  const seen = [];
  auth.watch(({ status }) => status !== seen[seen.length - 1] && seen.push(status));
  get('/a');
  await advance(100);
  get('/b');
  await advance(HOUR - 30000);
  assert.deepEqual(seen, ['signedOut', 'loggingIn', 'signedIn', 'signedOut']);
  assert.equal(auth.view.status, 'signedOut');
});

scenario("a view that nobody watches knows of a token's end when it is asked for", async () => {
  const { fake, auth, advance } = await openApp({ server: { expiresIn: 3600 } });
  await fake.until(auth.login());
  assert.equal(auth.view.status, 'signedIn');
  await advance(HOUR - 30000);
  assert.equal(auth.view.status, 'signedOut');
});

scenario('a clock that goes back makes no token last for ever', async () => {
  const { fake, get, advance, logins } = await openSignedIn();
  fake.setClock(-HOUR);
  get('/a');
  await advance(100);
  assert.deepEqual(logins(), [0, 0]);
  await advance(2 * HOUR);
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [[200], [1, 1]]);
});

scenario('a clock that goes back between requests that need nothing prolongs no life', async () => {
  const { fake, get, advance, logins, sends } = await openApp({ server: { expiresIn: 3600 } });
  get('/a');
  await advance(100);
  for (let minute = 0; minute < 50; minute += 1) {
    get('/a');
    await advance(60000);
  }
  assert.deepEqual([logins(), sends()], [[1, 1], 51]);
  fake.setClock(-HOUR / 2);
  get('/a');
  await advance(15 * 60000);
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), logins(), sends()], [[200], [2, 2], 53]);
});

scenario('a token that was stored in the future has an unknown lifetime', async () => {
  const { fake, restart } = await openSignedIn();
  fake.setClock(-10 * HOUR);
  const { get, advance, logins } = await restart();
  const first = get('/a');
  await advance(100);
  assert.deepEqual([words([first]), logins()], [[200], [0, 0]]);
});

scenario('a clock that goes back while a login runs puts no deadline off', async () => {
  const { fake, get, advance } = await openApp();
  fake.next('login', 'never');
  const asked = get('/a');
  await advance(5000);
  fake.setClock(-HOUR);
  await advance(10000);
  await advance(5000);
  assert.deepEqual(words([asked]), ['loginTimedOut']);
});

scenario('a leeway beyond the lifetime is no endless login', async () => {
  const { get, advance, logins } = await openApp({ server: { expiresIn: 10 } });
  const first = get('/a');
  await advance(100);
  const second = get('/a');
  await advance(100);
  assert.deepEqual(
    [words([first, second]), logins()],
    [
      [200, 200],
      [1, 1],
    ],
  );
  await advance(10000);
  const third = get('/a');
  await advance(100);
  assert.deepEqual([words([third]), logins()], [[200], [2, 2]]);
});

scenario('a stale session_key is no reason to drop a token', async () => {
  const signedIn = await openSignedIn();
  signedIn.fake.every('checkSession', { fail: 'checkSession:fail session expired' });
  const { fake, get, advance, logins } = await signedIn.restart();
  fake.every('checkSession', { fail: 'checkSession:fail session expired' });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [[200], [0, 0]]);
});

scenario('a challenge that carries a new token is no stale one: the button is shown', async () => {
  const { fake, auth, get, advance, logins, stack, requests } = await openSignedIn({
    server: { routes: { '/a': { ...PHONE, rotates: true } } },
  });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([auth.view.step, stack().length], ['phoneNumber', 2]);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [[200], [0, 0]]);
  assert.equal(requests().find(({ path }) => path === '/phone-number').token, 'token-2');
});

scenario('a bundle in a header, under other names, is understood', async () => {
  const bundle = { in: 'header', name: 'X-Token-Status', fields: { token: 'jwt', uid: 'member' } };
  const { auth, get, advance, server, requests } = await openApp({
    platform: 'ohos',
    auth: { bundle },
    server: { bundle, knows: ['phoneNumber'], extra: { level: 3 } },
  });
  server.answer('/a', { rotate: true });
  const asked = [get('/a')];
  await advance(100);
  asked.push(get('/b'));
  await advance(100);
  assert.deepEqual(words(asked), [200, 200]);
  assert.equal(requests().at(-1).token, 'token-2');
  assert.deepEqual([auth.view.uid, auth.view.extra.level], ['1', 3]);
});

scenario(
  'secrets in a bundle are neither stored nor shown, and the app is warned once',
  async () => {
    const warnings = [];
    const { fake, auth, get, advance } = await openApp({
      auth: { onWarning: (warning) => warnings.push(warning.code) },
      server: {
        everywhere: true,
        extra: { session_key: 'sk', openid: 'oi', phoneNumber: '138', level: 1 },
      },
    });
    get('/a');
    await advance(100);
    get('/b');
    await advance(100);
    assert.doesNotMatch(JSON.stringify(fake.storage.all()), /sk|oi|138/);
    assert.doesNotMatch(JSON.stringify(auth.view), /sk|oi|138|token-1/);
    assert.equal(warnings.length, 1);
  },
);

scenario('the token is in no trace, no event and no view', async () => {
  const events = [];
  const { auth, get, advance } = await openStale({
    auth: { onEvent: (event) => events.push(event) },
  });
  const asked = [get('/a'), outcome(auth.credentials())];
  await advance(100);
  assert.deepEqual(words(asked), [200, 'done']);
  assert(auth.trace().length > 0);
  assert(events.length > 0);
  assert.doesNotMatch(JSON.stringify([auth.trace(), events, auth.view]), /token-\d/);
});

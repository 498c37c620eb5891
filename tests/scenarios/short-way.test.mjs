import assert from 'node:assert/strict';
import { openSignedIn, outcome, PHONE, scenario, words } from '../support/auth.mjs';

const HOUR = 3600000;

/** What a server, a user and storage see of an hour with all kinds of answers. */
async function live(authOptions, serverOptions) {
  const app = await openSignedIn({
    auth: authOptions,
    server: { routes: { '/phone': PHONE, '/plain': { open: true } }, ...serverOptions },
  });
  const { fake, server, auth, get, post, advance, requests, stack } = app;
  const asked = [];
  for (let round = 0; round < 12; round += 1) {
    asked.push(get('/a'), post('/b'), get('/plain', { auth: 'optional' }));
    if (round % 3 === 1) {
      server.rotate();
    }
    if (round % 4 === 2) {
      server.revoke();
    }
    if (round === 5) {
      server.answer('/a', { status: 500 }, { fail: { errMsg: 'request:fail timeout' } });
      asked.push(get('/phone'));
      await advance(100);
      await fake.until(auth.answer(fake.press('getPhoneNumber')));
    }
    if (round === 7) {
      fake.setClock(-HOUR);
    }
    if (round === 8) {
      fake.changeUser();
    }
    if (round === 10) {
      // More than the core gives leave for at once, and the answer to the first one comes last.
      server.answer('/slow', { rotate: true, delay: 2000 });
      asked.push(get('/slow'));
      for (let count = 0; count < 150; count += 1) {
        asked.push(get('/a'));
        await advance(10);
      }
      await advance(HOUR);
      asked.push(get('/a'));
      await advance(100);
      await advance(2 * HOUR);
    }
    asked.push(get('/a'));
    await advance(round % 2 ? 3 : 300_000);
  }
  await advance(1000);
  return {
    words: words(asked),
    requests: requests().map(({ method, path, token, time }) => [method, path, token, time]),
    view: JSON.stringify(auth.view),
    stack: stack(),
    stored: JSON.stringify(fake.wx.getStorageSync('weapp-auth')),
  };
}

for (const [name, serverOptions] of [
  ['', {}],
  [', where every answer brings the bundle', { everywhere: true }],
  [', where it is in the header', { everywhere: true, bundle: { in: 'header' } }],
]) {
  scenario(
    `the short way of a request that needs nothing changes nothing but time${name}`,
    async () => {
      const { bundle } = serverOptions;
      // Who listens hears of every request, so none takes it.
      let heard = 0;
      const listening = await live({ bundle, onEvent: () => (heard += 1) }, serverOptions);
      assert.deepEqual(await live({ bundle }, serverOptions), listening);
      assert(heard > 100);
      assert(listening.words.includes(200) && listening.words.includes(500));
    },
  );
}

const MINUTE = 60_000;
/** For how long a token of 1000 s is sent. */
const GOOD = 970_000;
const LIFE = { expiresIn: 1000, everywhere: true };

/** The token was given a minute ago, and its bundle came again just now, told to nobody yet. */
async function openRenewed(options) {
  const app = await openSignedIn({ server: LIFE, ...options });
  const { get, advance } = app;
  // The first answer shows the bundle; what is sent from the next one on is under a permit.
  for (const pause of [10, MINUTE - 10, 10]) {
    get('/a');
    await advance(pause);
  }
  return app;
}

function times(count, act) {
  for (let done = 0; done < count; done += 1) {
    act();
  }
}

/** Sees that the token is sent for just that long, with a second to spare. */
async function assertGoodFor(ms, { server, auth, get, advance, logins }) {
  server.always('/a', { status: 200 });
  await advance(ms - 1000);
  assert.equal(auth.view.status, 'signedIn', 'as good as it was');
  get('/a');
  await advance(10);
  assert.deepEqual(logins(), [0, 0]);
  await advance(1990);
  get('/a');
  await advance(100);
  assert.deepEqual(logins(), [1, 1], 'and no better');
}

scenario('a life is counted from the last answer, also while it was told to nobody', async () => {
  await assertGoodFor(GOOD, await openRenewed());
});

scenario('a trace tells of answers that were told together', async () => {
  const { auth } = await openRenewed();
  const calls = auth.trace().map(({ input }) => input && input.call);
  assert.equal(calls[calls.length - 1], 'catchUp');
});

for (const [who, notice] of [
  ['a request', ({ get }) => get('/a')],
  ['an event', ({ auth }) => auth.abandon()],
  ['an answer', () => {}],
]) {
  for (const [since, everywhere, goodFor] of [
    ['an answer with a bundle', true, GOOD],
    ['one without', false, GOOD - MINUTE],
  ]) {
    scenario(`the clock goes back an hour after ${since}, and ${who} notices`, async () => {
      const app = await openRenewed({ server: { ...LIFE, everywhere } });
      app.server.always('/a', { status: 200, delay: 10 });
      app.get('/a');
      app.fake.setClock(-HOUR);
      notice(app);
      await app.advance(10);
      await assertGoodFor(goodFor, app);
    });
  }
}

scenario('more requests than a permit is for, and then one without an answer', async () => {
  const app = await openRenewed();
  const { server, get, advance } = app;
  times(64, () => get('/a'));
  await advance(10);
  server.always('/hung', 'never');
  await advance(MINUTE / 2);
  times(64, () => get('/hung'));
  app.auth.abandon();
  await assertGoodFor(GOOD - MINUTE / 2, app);
});

scenario('the answer of an older request comes after that of a newer one', async () => {
  const app = await openRenewed();
  const { server, get, advance } = app;
  server.answer('/slow', { delay: MINUTE / 2 });
  get('/slow');
  get('/a');
  await advance(MINUTE / 2);
  await assertGoodFor(GOOD + 10 - MINUTE / 2, app);
});

for (const [name, expiresIn, ask] of [
  ['a permit is used up', 1000, ({ get }) => times(65, () => get('/hung'))],
  ['storage wants to hear of an answer', 5, ({ get }) => get('/a')],
]) {
  scenario(`a deadline comes neither sooner nor later where ${name}`, async () => {
    const app = await openSignedIn({
      server: { everywhere: true, expiresIn },
      network: { headers: 'never' },
    });
    const { fake, server, auth, get, advance, logins } = app;
    fake.files.write('wxfile://a', 'content');
    server.always('/hung', 'never');
    times(2, () => get('/a'));
    await advance(10);
    // A refused upload whose header never comes: after a second it is a bare 401.
    server.answer('/upload', { status: 401 });
    outcome(auth.uploadFile({ url: '/upload', filePath: 'wxfile://a', name: 'a' }));
    await advance(10);
    get('/a');
    await advance(600);
    ask(app);
    await advance(100);
    get('/a', { auth: 'optional' });
    await advance(250);
    assert.equal(logins()[0], 0);
    await advance(200);
    assert.equal(logins()[0], 1);
  });
}

scenario('storage hears of a life that is renewed, after a tenth of it', async () => {
  const { fake, get, advance } = await openRenewed();
  const stored = () => JSON.parse(JSON.stringify(fake.wx.getStorageSync('weapp-auth')));
  const before = stored();
  await advance(30_000);
  get('/a');
  await advance(10);
  assert.deepEqual(stored(), before);
  await advance(30_000);
  get('/a');
  await advance(10);
  assert.notDeepEqual(stored(), before);
});

scenario(
  'requests that dispose() rejects are told in the order in which they were sent',
  async () => {
    const { auth, server, get, advance } = await openRenewed();
    server.always('/hung', 'never');
    const told = [];
    get('/a');
    for (const name of ['first', 'second', 'third']) {
      get('/hung', { fail: () => told.push(name) });
    }
    await advance(10);
    auth.dispose();
    await advance(10);
    assert.deepEqual(told, ['first', 'second', 'third']);
  },
);

import assert from 'node:assert/strict';
import { openApp, openSignedIn, outcome, scenario, words } from '../support/auth.mjs';

/** What the app's own functions do in the middle of ours. */

for (const judge of ['isUnauthorized', 'endsSession']) {
  scenario(`a request that ${judge} aborts disturbs no other`, async () => {
    let aborts = () => {};
    const { auth, get, advance } = await openSignedIn({
      auth: {
        [judge]: ({ data }) => {
          if (data.path === '/a') {
            aborts();
          }
          return false;
        },
      },
    });
    const request = auth.request({ url: '/a' });
    aborts = () => request.abort();
    const asked = [outcome(request), get('/b'), get('/c')];
    await advance(100);
    assert.deepEqual(words(asked), ['aborted', 200, 200]);
    auth.dispose();
  });
}

scenario(
  'requests made before the core is loaded can be aborted as soon as they wait',
  async () => {
    const asked = [];
    const { fake, create, advance, requests } = await openApp();
    const auth = create({ storageKey: 'other' });
    auth.watch(({ waiting }) => waiting > 0 && asked.forEach((request) => request.abort()));
    for (const url of ['/1', '/2', '/3']) {
      asked.push(auth.request({ url, method: 'POST' }));
    }
    const outcomes = asked.map(outcome);
    await fake.settle();
    await advance(1000);
    assert.deepEqual(words(outcomes), ['aborted', 'aborted', 'aborted']);
    assert.deepEqual(
      requests().filter(({ path }) => path !== '/login'),
      [],
    );
    auth.dispose();
    create({ storageKey: 'other' }).dispose();
  },
);

scenario('requests that the clock aborts before they are sent are not sent', async () => {
  const asked = [];
  const { fake, create, advance, sends } = await openSignedIn();
  const now = () => {
    asked.forEach((request) => request.abort());
    return fake.now();
  };
  const auth = create({ storageKey: 'other', now });
  for (const url of ['/1', 'https://elsewhere.example/2', '/3']) {
    asked.push(auth.request({ url }));
  }
  const outcomes = asked.map(outcome);
  await fake.settle();
  await advance(1000);
  assert.deepEqual(words(outcomes), ['aborted', 'aborted', 'aborted']);
  assert.equal(sends(), 0);
  auth.dispose();
});

for (const [name, act] of [
  ['a request', (auth) => auth.request({ url: '/a' })],
  ['a login', (auth) => auth.login()],
  ['a look at the view', (auth) => auth.view],
  ['a trace', (auth) => auth.trace()],
  ['a watch', (auth) => auth.watch(() => {})],
]) {
  scenario(`a clock that disposes of the Auth during ${name} breaks nothing`, async () => {
    let ends = false;
    const { fake, auth, create, advance } = await openSignedIn();
    const now = () => {
      if (ends) {
        ends = false;
        other.dispose();
      }
      return fake.now();
    };
    const other = create({ storageKey: 'other', now });
    await fake.until(other.login());
    ends = true;
    const result = act(other);
    if (result && result.then) {
      const asked = outcome(result);
      await advance(10);
      assert.deepEqual(words([asked]), ['disposed']);
    }
    assert.equal(auth.view.status, 'signedIn');
    create({ storageKey: 'other' }).dispose();
  });
}

for (const [name, act] of [
  ['aborts', ({ request }) => request.abort()],
  ['disposes of the Auth', ({ other }) => other.dispose()],
]) {
  scenario(
    `a clock that ${name} as it goes back, at any of its readings, breaks nothing`,
    async () => {
      for (let reading = 1; reading <= 4; reading += 1) {
        const { fake, auth, create, advance } = await openSignedIn({
          server: { everywhere: true },
        });
        let back = 0;
        let readings = -Infinity;
        const parts = {};
        const now = () => {
          readings += 1;
          if (readings === reading) {
            act(parts);
          }
          return fake.now() - back;
        };
        parts.other = create({ storageKey: 'other', now });
        parts.other.watch(() => {});
        await fake.until(parts.other.login());
        for (let times = 0; times < 2; times += 1) {
          await fake.until(parts.other.request({ url: '/a' }));
        }
        parts.request = parts.other.request({ url: '/a' });
        const asked = outcome(parts.request);
        back = 3_600_000;
        readings = 0;
        await advance(1000);
        assert.notEqual(asked.state, 'pending');
        parts.other.dispose();
        create({ storageKey: 'other' }).dispose();
        auth.dispose();
      }
    },
  );
}

scenario(
  'what is laid over wx.request may change what it gets: a replay is of what was given',
  async () => {
    const { fake, server, auth, advance } = await openSignedIn();
    const { request } = fake.wx;
    const urls = [];
    fake.wx.request = (options) => {
      if (options.url.endsWith('/a')) {
        options.url += '?signed';
        options.data = `sealed ${options.data}`;
        urls.push([options.url.replace(/.*\/a/, ''), options.data]);
      }
      return request(options);
    };
    server.revoke();
    const asked = outcome(auth.request({ url: '/a', method: 'POST', data: 'order' }));
    await advance(1000);
    assert.deepEqual(words([asked]), [200]);
    assert.deepEqual(urls, [
      ['?signed', 'sealed order'],
      ['?signed', 'sealed order'],
    ]);
  },
);

scenario('who stops watching in the middle of a round is told nothing more', async () => {
  const { auth, fake } = await openApp();
  const told = [];
  let stop = () => {};
  auth.watch(() => stop());
  stop = auth.watch(() => told.push('second'));
  told.length = 0;
  await fake.until(auth.login());
  assert.deepEqual(told, []);
});

scenario('the same function watches as often as it was given', async () => {
  const { auth, fake } = await openApp();
  let told = 0;
  const listener = () => (told += 1);
  let others = 0;
  auth.watch(() => (others += 1));
  const stops = [auth.watch(listener), auth.watch(listener)];
  for (const times of [2, 1, 0]) {
    told = 0;
    others = 0;
    await fake.until(auth.login());
    assert(others > 0);
    assert.equal(told, times * others);
    if (times > 0) {
      stops.pop()();
    }
  }
});

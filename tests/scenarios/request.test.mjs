import assert from 'node:assert/strict';
import {
  challenge,
  HOME,
  LOGIN_PAGE,
  NETWORK_ERROR,
  openApp,
  openSignedIn,
  openStale,
  outcome,
  PHONE,
  scenario,
  words,
} from '../support/auth.mjs';
import { ORIGIN } from '../support/fake.mjs';

const wanting = { server: { routes: { '/a': PHONE, '/b': PHONE } } };

for (const casing of ['asSent', 'apple', 'lower', 'upper', 'both']) {
  for (const arrays of [false, true]) {
    scenario(
      `a challenge is read in the casing ${casing}${arrays ? ', as an array' : ''}`,
      async () => {
        const { server, auth, get, advance } = await openSignedIn({ network: { casing, arrays } });
        server.answer('/a', challenge(['Basic realm="x"', 'getPhoneNumber']));
        get('/a').promise.catch(() => {});
        await advance(100);
        assert.equal(auth.view.step, 'phoneNumber');
      },
    );
  }
}

scenario('a replay sends what was given, and the caller’s object stays as it was', async () => {
  const { fake, auth, advance, requests } = await openStale();
  const heard = [];
  const options = {
    url: '/a?b=c',
    method: 'PUT',
    header: { 'X-Count': '1' },
    data: { d: [1] },
    timeout: 9000,
    success: (result) => heard.push(['success', result.statusCode]),
    fail: () => heard.push(['fail']),
    complete: (result) => heard.push(['complete', result.statusCode]),
  };
  const before = JSON.stringify(options);
  const keys = Object.keys(options);
  const asked = outcome(auth.request(options));
  await advance(100);
  assert.deepEqual(words([asked]), [200]);
  assert.deepEqual(heard, [
    ['success', 200],
    ['complete', 200],
  ]);
  assert.deepEqual([JSON.stringify(options), Object.keys(options)], [before, keys]);
  const sent = requests().filter(({ path }) => path === '/a');
  assert.equal(sent.length, 2);
  for (const { url, method, header, body } of sent) {
    assert.deepEqual([url, method, body], [`${ORIGIN}/a?b=c`, 'PUT', '{"d":[1]}']);
    assert.equal(header['X-Count'], '1');
  }
  assert.equal(fake.calls('request').at(-1).options.timeout, 9000);
});

scenario('the credentials stand in for the caller’s own field, under whatever casing', async () => {
  const { get, advance, requests } = await openSignedIn();
  get('/a', { header: { authorization: 'Basic x', 'X-Count': '1' } });
  get('/b', { header: { authorization: 'Basic x' }, auth: 'none' });
  await advance(100);
  const [ours, own] = requests().map(({ header }) => JSON.stringify(header).toLowerCase());
  assert.equal(ours.split('authorization').length, 2);
  assert(ours.includes('bearer token-1') && ours.includes('x-count'));
  assert(own.includes('basic x'));
});

scenario('a failure is told to fail, complete and the promise, once each', async () => {
  const { server, auth, advance } = await openSignedIn();
  server.answer('/a', { fail: NETWORK_ERROR });
  const heard = [];
  const asked = outcome(
    auth.request({
      url: '/a',
      success: () => heard.push('success'),
      fail: (error) => heard.push(error.code),
      complete: (error) => heard.push(error.code),
    }),
  );
  await advance(100);
  assert.deepEqual([heard, words([asked])], [['network', 'network'], ['network']]);
});

scenario('an HTTP error other than 401 resolves', async () => {
  const { server, get, advance } = await openSignedIn();
  const statuses = [400, 403, 404, 409, 500, 503];
  statuses.forEach((status) => server.answer(`/${status}`, { status }));
  const asked = statuses.map((status) => get(`/${status}`));
  await advance(100);
  assert.deepEqual(words(asked), statuses);
});

scenario('a request that is aborted while it waits is never sent', async () => {
  const { get, advance, sends, logins } = await openApp();
  const [first, second] = [get('/a'), get('/b')];
  await advance(5);
  first.promise.abort();
  first.promise.abort();
  await advance(100);
  assert.deepEqual(words([first, second]), ['aborted', 200]);
  assert.equal(first.error.byUser, true);
  assert.deepEqual([sends('/a'), logins()], [0, [1, 1]]);
});

scenario(
  'a request that is aborted while it is out ends, and the login it has begun goes on',
  async () => {
    const { fake, get, advance, logins } = await openStale();
    const first = get('/a');
    await advance(20);
    const second = get('/b');
    first.promise.abort();
    await advance(100);
    assert.deepEqual(
      [words([first, second]), logins()],
      [
        ['aborted', 200],
        [1, 1],
      ],
    );
    const third = get('/c');
    await advance(5);
    third.promise.abort();
    await advance(100);
    assert.deepEqual(words([third]), ['aborted']);
    assert.deepEqual(fake.errors, []);
  },
);

scenario('a callback that throws harms nobody else', async () => {
  const { fake, errors, auth, get, advance } = await openApp();
  const thrown = outcome(
    auth.request({
      url: '/a',
      success() {
        throw new Error('of the page');
      },
    }),
  );
  const asked = [get('/b'), get('/c')];
  await advance(100).catch(() => {});
  assert.deepEqual(words([thrown, ...asked]), [200, 200, 200]);
  const next = get('/d');
  await advance(100);
  assert.deepEqual(words([next]), [200]);
  // Shown, or thrown to the platform.
  const seen = [...errors.splice(0), ...fake.errors];
  assert.deepEqual(
    seen.map(({ message }) => message),
    ['of the page'],
  );
});

scenario('a write is sent again after a 401, never after a network error', async () => {
  const { server, post, advance, sends } = await openStale();
  server.answer('/b', { fail: NETWORK_ERROR });
  const [refused, failed] = [post('/a'), post('/b')];
  await advance(1000);
  assert.deepEqual(words([refused, failed]), [200, 'network']);
  assert.deepEqual([sends('/a'), sends('/b')], [2, 1]);
});

scenario('a silent request that wants a step says so, and opens nothing', async () => {
  const { get, advance, stack, navigations } = await openSignedIn(wanting);
  const asked = get('/a', { auth: 'silent' });
  await advance(100);
  assert.deepEqual([words([asked]), asked.error.step], [['stepRequired'], 'phoneNumber']);
  assert.deepEqual([stack(), navigations()], [[HOME], 0]);
});

scenario('a silent request logs in', async () => {
  const { get, advance, logins } = await openStale();
  const asked = get('/a', { auth: 'silent' });
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [[200], [1, 1]]);
});

scenario('an optional request is sent at once, with the token if there is one', async () => {
  const open = { server: { routes: { '/open': { open: true } } } };
  const app = await openApp(open);
  app.fake.every('login', 'never');
  app.get('/a');
  await app.advance(5);
  const asked = app.get('/open', { auth: 'optional' });
  await app.advance(10);
  assert.deepEqual([words([asked]), app.requests().at(-1).token], [[200], null]);

  const signedIn = await openSignedIn(open);
  signedIn.get('/open', { auth: 'optional' });
  await signedIn.advance(10);
  assert.equal(signedIn.requests()[0].token, 'token-1');
});

scenario('an optional request is sent while logins are held back', async () => {
  const { server, get, advance } = await openApp({
    server: { routes: { '/open': { open: true } } },
  });
  server.answer('/login', { status: 500 });
  get('/a');
  await advance(100);
  const asked = get('/open', { auth: 'optional' });
  await advance(10);
  assert.deepEqual(words([asked]), [200]);
});

scenario('a request without auth is sent without a token, and its 401 is its own', async () => {
  const { get, advance, requests, logins } = await openSignedIn();
  const asked = get('/a', { auth: 'none' });
  await advance(100);
  assert.deepEqual([words([asked]), requests()[0].token, logins()], [[401], null, [0, 0]]);
});

scenario('require is done at once where the step is done, and asks where it is not', async () => {
  const { fake, auth, advance, stack, navigations } = await openSignedIn();
  const asked = outcome(auth.require('phoneNumber'));
  await advance(100);
  assert.deepEqual([words([asked]), stack()], [['pending'], [HOME, LOGIN_PAGE]]);
  await fake.until(auth.answer(fake.press('getPhoneNumber', 'refused')));
  await advance(100);
  assert.deepEqual(words([asked]), ['refused']);
  const again = outcome(auth.require('phoneNumber'));
  await advance(100);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.equal(again.value.hasPhoneNumber, true);
  const before = navigations();
  const satisfied = outcome(auth.require('phoneNumber'));
  await fake.settle();
  assert.deepEqual([words([satisfied]), navigations()], [['done'], before]);
});

scenario('in the single page of Moments nobody is asked to log in', async () => {
  const { server, get, auth, advance, stack, logins, requests } = await openApp({
    scene: 1154,
    server: { routes: { '/open': { open: true } } },
  });
  server.answer('/b', challenge('getPhoneNumber'));
  const asked = [get('/open'), get('/a'), get('/b'), outcome(auth.require('phoneNumber'))];
  await advance(1000);
  assert.deepEqual(words(asked), [200, 'unavailable', 'unavailable', 'unavailable']);
  assert.deepEqual([logins(), stack()], [[0, 0], [HOME]]);
  assert(requests().every(({ token }) => token === null));
});

scenario('a write that waits for a button is never sent once its page is gone', async () => {
  const { fake, auth, get, post, advance, sends } = await openSignedIn(wanting);
  fake.openPage('/pages/cart/cart');
  const [write, read, kept] = [post('/a'), get('/b'), post('/a', { replay: 'always' })];
  await advance(100);
  await fake.until(fake.wx.reLaunch({ url: `/${LOGIN_PAGE}` }));
  await advance(100);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual(words([write, read, kept]), ['abandoned', 200, 200]);
  assert.equal(sends('/a'), 3);
});

scenario('a write waits five minutes for a button, and no longer', async () => {
  const { fake, auth, get, post, advance, sends } = await openSignedIn(wanting);
  const [write, read, kept] = [post('/a'), get('/b'), post('/a', { replay: 'always' })];
  await advance(299000);
  assert.deepEqual(words([write, read, kept]), ['pending', 'pending', 'pending']);
  await advance(2000);
  assert.deepEqual(words([write, read, kept]), ['abandoned', 'pending', 'pending']);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual(words([write, read, kept]), ['abandoned', 200, 200]);
  assert.equal(sends('/a'), 3);
});

scenario('the promise of a request leads to no token', async () => {
  const { auth, advance } = await openSignedIn();
  const promise = auth.request({ url: '/a' });
  await advance(100);
  const members = Object.keys(promise).filter((key) => typeof promise[key] !== 'function');
  assert.deepEqual(members, []);
});

scenario('a replay that is none of those there are is refused', async () => {
  const { get, advance, sends } = await openSignedIn();
  const asked = get('/a', { replay: 'never' });
  await advance(100);
  assert.deepEqual([words([asked]), sends()], [['badOptions'], 0]);
});

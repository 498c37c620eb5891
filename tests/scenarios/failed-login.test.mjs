import assert from 'node:assert/strict';
import { NETWORK_ERROR, openApp, openStale, scenario, words } from '../support/auth.mjs';

const PATHS = ['/a', '/b', '/c', '/d', '/e'];

/** All outcomes are rejections with one error object. */
function oneError(outcomes, code) {
  assert.deepEqual(
    words(outcomes),
    outcomes.map(() => code),
  );
  for (const { error } of outcomes) {
    assert.equal(error, outcomes[0].error);
  }
  return outcomes[0].error;
}

scenario('a 401 to the replay after a good login is a loop, and ends', async () => {
  const { server, get, advance, logins, sends } = await openStale();
  server.always('/a', { status: 401 });
  const asked = get('/a');
  await advance(1000);
  assert.deepEqual([words([asked]), logins(), sends()], [['loginLoop'], [1, 1], 2]);
  assert.equal(asked.error.byUser, false);
});

scenario(
  'five that loop are one login, and those that follow are turned down at once',
  async () => {
    const { server, get, advance, logins, sends } = await openStale();
    PATHS.forEach((path) => server.always(path, { status: 401 }));
    const asked = PATHS.map((path) => get(path));
    await advance(500);
    oneError(asked, 'loginLoop');
    assert.deepEqual([logins(), sends()], [[1, 1], 10]);
    const next = get('/a');
    await advance(100);
    assert.deepEqual([words([next]), logins()], [['loginLoop'], [1, 1]]);
  },
);

scenario('an exchange without a response fails all that wait for one cause', async () => {
  const { server, get, advance, logins, sends } = await openApp();
  server.answer('/login', { fail: NETWORK_ERROR, delay: 20 });
  const asked = PATHS.map((path) => get(path));
  await advance(20);
  const late = get('/f');
  await advance(100);
  const error = oneError([...asked, late], 'loginFailed');
  assert.equal(error.cause.errMsg, NETWORK_ERROR.errMsg);
  assert.deepEqual([logins(), sends()], [[1, 1], 0]);
  const next = get('/a');
  await advance(100);
  assert.deepEqual([words([next]), logins()], [[200], [2, 2]]);
});

scenario('a wx.login that fails rejects those that wait', async () => {
  const { fake, get, advance, sends } = await openApp();
  fake.next('login', { fail: { errMsg: 'login:fail', errno: 1 } });
  const asked = [get('/a'), get('/b')];
  await advance(100);
  assert.equal(oneError(asked, 'loginFailed').cause.errMsg, 'login:fail');
  assert.equal(sends(), 0);
  const next = get('/a');
  await advance(100);
  assert.deepEqual(words([next]), [200]);
});

scenario('an exchange answered 401 is rejected, and asks for no login of its own', async () => {
  const { server, get, advance, logins, requests } = await openStale();
  server.answer('/login', { status: 401 });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [['loginRejected'], [1, 1]]);
  const { token, header } = requests().find(({ path }) => path === '/login');
  assert.equal(token, null);
  assert(!Object.keys(header).some((name) => name.toLowerCase() === 'authorization'));
});

scenario('an exchange that isUnauthorized matches is rejected', async () => {
  const isUnauthorized = ({ data }) => Boolean(data) && data.code === 40101;
  const { server, get, advance } = await openApp({ auth: { isUnauthorized } });
  server.answer('/login', { status: 200, data: { code: 40101 } });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual(words([asked]), ['loginRejected']);
});

scenario('a wx.login that never answers times out, and its late answer is ignored', async () => {
  const { fake, get, advance, logins, requests } = await openApp();
  fake.next('login', { delay: 20000 });
  const asked = get('/a');
  await advance(14999);
  assert.deepEqual(words([asked]), ['pending']);
  await advance(1);
  assert.deepEqual(words([asked]), ['loginTimedOut']);
  const next = get('/a');
  await advance(60000);
  assert.deepEqual([words([next]), logins()], [[200], [2, 1]]);
  assert.equal(requests().at(-1).token, 'token-1');
});

scenario('an exchange that never answers times out', async () => {
  const { server, get, advance } = await openApp({ auth: { loginTimeout: 3000 } });
  server.answer('/login', 'never');
  const asked = get('/a');
  await advance(2999);
  assert.deepEqual(words([asked]), ['pending']);
  await advance(1);
  assert.deepEqual(words([asked]), ['loginTimedOut']);
});

scenario('a wx.login that answers twice is one exchange', async () => {
  const { fake, get, advance, logins } = await openApp();
  fake.next('login', 'twice');
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [[200], [1, 1]]);
});

for (const [name, data] of [
  ['no bundle', { ok: true }],
  ['an empty token', { tokenStatus: { token: '' } }],
  ['no body', undefined],
]) {
  scenario(
    `a good answer to the exchange with ${name} is malformed, and nothing is sent`,
    async () => {
      const { server, get, advance, sends } = await openApp();
      server.answer('/login', { status: 200, data });
      const asked = get('/a');
      await advance(100);
      assert.deepEqual([words([asked]), sends()], [['loginMalformed'], 0]);
    },
  );
}

scenario('loginData that rejects fails the login with what it rejected with', async () => {
  const cause = new Error('no tenant');
  const { get, advance, logins } = await openApp({
    auth: { loginData: () => Promise.reject(cause) },
  });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), logins()[1]], [['loginFailed'], 0]);
  assert.equal(asked.error.cause, cause);
});

scenario('a loginData that comes after the deadline exchanges no code', async () => {
  const late = [];
  const { get, advance, logins } = await openApp({
    auth: { loginData: () => new Promise((resolve) => late.push(resolve)) },
  });
  const first = get('/a');
  await advance(15_100);
  const second = get('/b');
  await advance(100);
  assert.equal(late.length, 2);
  late[0]({});
  await advance(10);
  assert.equal(logins()[1], 0);
  late[1]({});
  await advance(100);
  assert.deepEqual(
    [words([first, second]), logins()],
    [
      ['loginTimedOut', 200],
      [2, 1],
    ],
  );
});

scenario('loginData goes with the code and does not replace it', async () => {
  const { get, advance, requests } = await openApp({
    auth: { loginData: () => ({ tenant: 7, code: 'mine' }) },
  });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual(words([asked]), [200]);
  assert.deepEqual(requests()[0].data, { tenant: 7, code: 'login-code-1' });
});

scenario('a wx.login that fails after it has given a code is heard once', async () => {
  const { fake, get, advance, logins } = await openApp();
  const { login } = fake.wx;
  fake.wx.login = (options) =>
    login({
      ...options,
      success(result) {
        options.success(result);
        options.fail({ errMsg: 'login:fail' });
      },
    });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [[200], [1, 1]]);
});

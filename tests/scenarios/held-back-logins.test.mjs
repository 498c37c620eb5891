import assert from 'node:assert/strict';
import {
  NETWORK_ERROR,
  openApp,
  openSignedIn,
  openStale,
  outcome,
  scenario,
  words,
} from '../support/auth.mjs';

scenario('an exchange that is busy holds logins back as long as it says', async () => {
  const { server, get, advance, logins } = await openApp();
  server.answer('/login', { status: 503, header: { 'Retry-After': '30' } });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual(words([asked]), ['loginRejected']);
  const next = get('/a');
  await advance(29000);
  const later = get('/a');
  await advance(100);
  assert.deepEqual(
    [words([next, later]), logins()],
    [
      ['loginRejected', 'loginRejected'],
      [1, 1],
    ],
  );
  assert.equal(next.error, asked.error);
  await advance(1000);
  const last = get('/a');
  await advance(100);
  assert.deepEqual([words([last]), logins()], [[200], [2, 2]]);
});

for (const status of [429, 500, 502]) {
  scenario(`an exchange answered ${status} holds the next login back`, async () => {
    const { server, get, advance, logins } = await openApp();
    server.answer('/login', { status });
    const asked = get('/a');
    await advance(100);
    const next = get('/a');
    await advance(1);
    assert.deepEqual(
      [words([asked, next]), logins()],
      [
        ['loginRejected', 'loginRejected'],
        [1, 1],
      ],
    );
    // 1 s × (0.5 + 0.5 / 2), since this test draws 0.5.
    await advance(749);
    const last = get('/a');
    await advance(100);
    assert.deepEqual([words([last]), logins()], [[200], [2, 2]]);
  });
}

scenario('the first plain failure holds nothing back, the second in a row does', async () => {
  const { server, get, advance, logins } = await openApp();
  server.answer('/login', { status: 400 }, { status: 403 });
  const ask = async () => {
    const asked = get('/a');
    await advance(100);
    return words([asked])[0];
  };
  assert.deepEqual([await ask(), await ask(), await ask()], Array(3).fill('loginRejected'));
  assert.deepEqual(logins(), [2, 2]);
  await advance(750);
  assert.equal(await ask(), 200);
});

scenario(
  'each failure in a row holds the next login back twice as long, five minutes at most',
  async () => {
    const { server, get, advance, logins } = await openApp();
    server.always('/login', { status: 500 });
    // The draw of 0.5 makes three quarters of a second of the first one.
    for (const wait of [
      750, 1500, 3000, 6000, 12000, 24000, 48000, 96000, 192000, 225000, 225000,
    ]) {
      const before = logins()[1];
      get('/a').promise.catch(() => {});
      await advance(35);
      get('/a').promise.catch(() => {});
      await advance(wait - 1);
      get('/a').promise.catch(() => {});
      assert.equal(logins()[1], before + 1, `${wait} ms`);
      await advance(1);
    }
  },
);

for (const [random, wait] of [
  [0, 500],
  [0.999999, 1000],
]) {
  scenario(`a draw of ${random} holds the next login back for ${wait} ms`, async () => {
    const { server, get, advance, logins } = await openApp({ auth: { random: () => random } });
    server.answer('/login', { status: 500 });
    get('/a').promise.catch(() => {});
    await advance(35 + wait - 2);
    get('/a').promise.catch(() => {});
    assert.deepEqual(logins(), [1, 1]);
    await advance(3);
    const asked = get('/a');
    await advance(100);
    assert.deepEqual([words([asked]), logins()], [[200], [2, 2]]);
  });
}

scenario('login obeys what holds logins back', async () => {
  const { server, auth, get, advance, logins } = await openApp();
  server.answer('/login', { status: 500 });
  get('/a');
  await advance(100);
  const asked = outcome(auth.login());
  await advance(1);
  assert.deepEqual([words([asked]), logins()], [['loginRejected'], [1, 1]]);
});

scenario(
  'a path that always says 401 does not log in at each poll beside a healthy one',
  async () => {
    const { server, get, advance, logins } = await openSignedIn();
    server.always('/poll', { status: 401 });
    for (let poll = 0; poll < 100; poll += 1) {
      get('/poll');
      get('/healthy');
      await advance(1000);
    }
    assert(logins()[1] <= 9, `${logins()[1]} logins in 100 polls`);
  },
);

scenario(
  'the network of the replay fails: that is the answer, and the new token stays',
  async () => {
    const { server, get, advance, logins, requests } = await openStale();
    server.answer('/a', { status: 401 }, { fail: NETWORK_ERROR });
    const asked = get('/a');
    await advance(100);
    assert.deepEqual(words([asked]), ['network']);
    assert.equal(asked.error.cause.errMsg, NETWORK_ERROR.errMsg);
    assert.equal(asked.error.cause.errno, NETWORK_ERROR.errno);
    const next = get('/b');
    await advance(100);
    assert.deepEqual([words([next]), logins()], [[200], [1, 1]]);
    assert.equal(requests().at(-1).token, 'token-2');
  },
);

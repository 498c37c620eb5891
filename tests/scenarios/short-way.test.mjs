import assert from 'node:assert/strict';
import { openSignedIn, PHONE, scenario, words } from '../support/auth.mjs';

const HOUR = 3600000;

/** What a server, a user and storage see of an hour with all kinds of answers. */
async function live(authOptions) {
  const app = await openSignedIn({
    auth: authOptions,
    server: { routes: { '/phone': PHONE, '/plain': { open: true } } },
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

scenario('the short way of a request that needs nothing changes nothing but time', async () => {
  // Who listens hears of every request, so none takes it.
  let heard = 0;
  const listening = await live({ onEvent: () => (heard += 1) });
  assert.deepEqual(await live({}), listening);
  assert(heard > 100);
  assert(listening.words.includes(200) && listening.words.includes(500));
});

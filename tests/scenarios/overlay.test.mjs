import assert from 'node:assert/strict';
import { openApp, openSignedIn, outcome, scenario, words } from '../support/auth.mjs';

scenario('what is laid over wx.request may be asynchronous, and reject', async () => {
  const cause = new Error('the signature can not be made');
  const { fake, auth, advance } = await openSignedIn();
  const { request } = fake.wx;
  fake.wx.request = (options) =>
    options.method === 'POST'
      ? Promise.reject(cause)
      : Promise.resolve().then(() => request(options));
  const asked = [{ url: '/a' }, { url: '/b', method: 'POST' }].map((options) =>
    outcome(auth.request(options)),
  );
  await advance(100);
  assert.deepEqual(words(asked), [200, 'network']);
  assert.equal(asked[1].error.cause, cause);
});

scenario('a wx.login laid over that rejects fails the login', async () => {
  const cause = new Error('no code today');
  const { get, advance } = await openApp({
    prepare: (fake) => {
      fake.wx.login = () => Promise.reject(cause);
    },
  });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), asked.error.cause], [['loginFailed'], cause]);
});

for (const [what, open, options] of [
  ['that the core knows', openApp, {}],
  ['that the core need not know', openSignedIn, {}],
]) {
  scenario(`a success without a response, to a request ${what}, is no answer`, async () => {
    const { fake, auth, advance } = await open();
    const { request } = fake.wx;
    fake.wx.request = (sent) =>
      sent.url.endsWith('/a') ? fake.wx.setTimeout(() => sent.success(), 5) : request(sent);
    const asked = outcome(auth.request({ url: '/a', ...options }));
    await advance(100);
    assert.deepEqual(words([asked]), ['network']);
  });
}

scenario('a clock and a draw that throw are done without, and shown', async () => {
  const failing = () => {
    throw new Error('not today');
  };
  let isFailing = false;
  const app = await openApp({
    auth: {
      now: () => (isFailing ? failing() : 0),
      random: () => (isFailing ? failing() : 0.5),
    },
  });
  isFailing = true;
  const asked = app.get('/a');
  await app.advance(100);
  assert.deepEqual(words([asked]), [200]);
  assert.notEqual(app.errors.splice(0).length, 0);
});

import assert from 'node:assert/strict';
import { rejection, thrown } from '../support/assert.mjs';
import { challenge, openApp, openSignedIn, scenario, words } from '../support/auth.mjs';
import { ORIGIN } from '../support/fake.mjs';

for (const field of ['Basic realm="getPhoneNumber"', 'Bearer getPhoneNumber', 'getUserInfoX']) {
  scenario(`${field} asks for nothing but a login`, async () => {
    const { server, auth, get, advance, logins } = await openSignedIn();
    server.answer('/a', challenge(field));
    const asked = get('/a');
    await advance(100);
    assert.deepEqual([words([asked]), logins(), auth.view.step], [[200], [1, 1], null]);
  });
}

scenario('a third party gets no token, and its 401 is the caller’s own', async () => {
  const { server, get, advance, logins, requests } = await openSignedIn();
  server.answer('https://cdn.example/a', challenge('getPhoneNumber'));
  const asked = get('https://cdn.example/a');
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [[401], [0, 0]]);
  assert.equal(requests()[0].token, null);
});

for (const url of [
  '//evil.example/a',
  'https://api.example.com.evil.example/a',
  'https://api.example.com@evil.example/a',
  'https://api.example.com\\@evil.example/a',
  'https://api.example.com/v1/../../a',
  'https://api.example.com/v1/%2e%2e/a',
  'https://api.example.com:8443/v1/a',
  'http://api.example.com/v1/a',
  'https://api.example.com/v10/a',
]) {
  scenario(`${url} is none of ours: no token goes there`, async () => {
    const { fake, get, advance } = await openSignedIn({
      auth: { baseUrl: 'https://api.example.com/v1' },
      server: { baseUrl: 'https://api.example.com/v1' },
    });
    get(url).promise.catch(() => {});
    await advance(100);
    const sent = fake.calls('request').at(-1).options;
    assert.doesNotMatch(JSON.stringify(sent.header || {}), /token-1/);
    assert.doesNotMatch(JSON.stringify(sent.url), /token-1/);
  });
}

for (const url of [
  '/a',
  'a',
  'https://api.example.com/a',
  'https://API.example.com:443/a',
  'https://api.example.com/b/../a',
]) {
  scenario(`${url} is ours`, async () => {
    const { get, advance, requests } = await openSignedIn();
    const asked = get(url);
    await advance(100);
    assert.deepEqual([words([asked]), requests()[0].token], [[200], 'token-1']);
  });
}

for (const name of ['userInfoUrl', 'phoneNumberUrl']) {
  scenario(`${name} takes the token, so it has to be under a base`, async () => {
    const elsewhere = await openApp({ auth: { [name]: 'https://other.example/submit' } });
    const error = await rejection(elsewhere.auth.ready);
    assert.deepEqual(
      [error.code, error.message],
      ['badOptions', `${name}: expected a url under baseUrl, got another text`],
    );
    const asked = elsewhere.get('/a');
    await elsewhere.advance(100);
    assert.deepEqual([words([asked]), elsewhere.requests()], [['badOptions'], []]);

    const { auth } = await openApp({ auth: { [name]: `${ORIGIN}/submit` } });
    assert.equal(await auth.ready, undefined);
  });
}

scenario('a button’s url outside the bases is refused at once where there is a core', async () => {
  const { create } = await openApp();
  const phoneNumberUrl = 'https://elsewhere.example/phone';
  const error = thrown(() => create({ storageKey: 'other', phoneNumberUrl }));
  assert.equal(error.code, 'badOptions');
  await create({ storageKey: 'other' }).ready;
});

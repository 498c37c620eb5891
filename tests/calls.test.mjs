import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcome, openApp, openSignedIn, PHONE, words } from './support/auth.mjs';
import { rejection, thrown } from './support/assert.mjs';
import { everyKind, hostileProxy, revokedProxy } from './support/values.mjs';

const SECRET = 'secret-of-the-caller-9f8e7d';
const APIS = ['request', 'uploadFile', 'downloadFile'];

const throwing = (name) =>
  Object.defineProperty({ url: '/a' }, name, {
    enumerable: true,
    get() {
      throw new Error(SECRET);
    },
  });

/** Everything that is no request, by a name. */
function badRequests() {
  const kinds = Object.entries(everyKind());
  return [
    ...kinds.map(([kind, value]) => [`options: ${kind}`, value]),
    ...kinds
      .filter(([, value]) => typeof value !== 'string')
      .map(([kind, url]) => [`url: ${kind}`, { url }]),
    ...kinds
      .filter(([, value]) => value && typeof value !== 'string')
      .map(([kind, method]) => [`method: ${kind}`, { url: '/a', method }]),
    ...kinds
      .filter(([, value]) => value !== undefined)
      .map(([kind, auth]) => [`auth: ${kind}`, { url: '/a', auth }]),
    ...['url', 'method', 'auth', 'header', 'data', 'success'].map((name) => [
      `${name} that throws`,
      throwing(name),
    ]),
    ['a proxy that throws', hostileProxy()],
    ['a revoked proxy', revokedProxy()],
    ['a secret as url', { url: { SECRET } }],
    ['a secret as auth', { url: '/a', auth: SECRET }],
  ];
}

for (const api of APIS) {
  test(`${api} of what is no request rejects with badOptions, and sends nothing`, async () => {
    const { auth, fake, errors } = await openApp();
    for (const [name, options] of badRequests()) {
      let call;
      assert.doesNotThrow(() => {
        call = auth[api](options);
      }, name);
      const error = await rejection(call);
      assert.equal(error.code, 'badOptions', name);
      assert.match(error.message, /^\w+: (expected .+, got .+|can't be read)/, name);
      assert(!error.message.includes(SECRET), name);
    }
    assert.equal(fake.calls(api).length, 0);
    assert.equal(fake.calls('login').length, 0);
    assert.deepEqual(errors, []);
  });
}

test('fail and complete are told of a bad request once each, and its promise needs no handler', async () => {
  const { auth, fake } = await openApp();
  const told = [];
  auth.request({
    url: 3,
    success: () => told.push('success'),
    fail: ({ code }) => told.push(code),
    complete: ({ code }) => told.push(code),
  });
  await fake.settle();
  assert.deepEqual(told, ['badOptions', 'badOptions']);
});

test('a bad request can be aborted and listened to like any other', async () => {
  const { auth } = await openApp();
  for (const api of APIS) {
    const call = auth[api]({ url: 3 });
    call.onHeadersReceived(() => {});
    call.abort();
    assert.equal((await rejection(call)).code, 'badOptions');
  }
});

test('what is no callback is not called', async () => {
  const { auth, fake } = await openSignedIn();
  for (const [kind, value] of Object.entries(everyKind())) {
    if (typeof value !== 'function') {
      const call = auth.request({ url: '/a', success: value, fail: value, complete: value });
      assert.equal((await fake.until(call)).statusCode, 200, kind);
    }
  }
});

test('a header, data or filePath of any kind ends as the platform has it, never as a throw', async () => {
  const { auth, fake } = await openSignedIn();
  for (const [kind, value] of Object.entries(everyKind())) {
    if (/proxy/.test(kind)) {
      continue;
    }
    for (const [api, options] of [
      ['request', { header: value }],
      ['request', { method: 'POST', data: value }],
      ['uploadFile', { filePath: value, name: 'a' }],
      ['uploadFile', { filePath: 'wxfile://a', name: 'a', formData: value }],
    ]) {
      const call = outcome(auth[api]({ url: '/a', timeout: 100, ...options }));
      await fake.advance(1000).catch(() => {});
      const [word] = words([call]);
      assert([200, 'network', 'badOptions'].includes(word), `${api} with ${kind}: ${word}`);
    }
  }
});

test('require of what is no step rejects with badOptions, which names the steps', async () => {
  const { auth, navigations } = await openSignedIn();
  for (const [kind, step] of Object.entries({ ...everyKind(), location: 'location', SECRET })) {
    const error = await rejection(auth.require(step));
    assert.equal(error.code, 'badOptions', kind);
    assert.match(error.message, /^step: expected one of login, userInfo, phoneNumber, got ./, kind);
    assert(!error.message.includes(SECRET));
  }
  assert.equal(navigations(), 0);
});

test('watch of what is no listener throws badOptions', async () => {
  const { auth } = await openApp();
  for (const [kind, listener] of Object.entries(everyKind())) {
    if (typeof listener !== 'function') {
      const error = thrown(() => auth.watch(listener));
      assert.equal(error.code, 'badOptions', kind);
      assert.match(error.message, /^listener: expected a function, got ./, kind);
    }
  }
});

test('answer takes any event and any extra: it resolves, and submits nothing that is none', async () => {
  const { auth, fake, sends, errors } = await openSignedIn();
  for (const [kind, value] of Object.entries({ ...everyKind(), SECRET })) {
    for (const [event, extra] of [
      [value, undefined],
      [{ type: value, detail: { errMsg: 'getPhoneNumber:ok', code: '' } }, value],
      [{ type: 'getphonenumber', detail: value }, value],
      [{ type: 'chooseavatar', detail: value }, undefined],
      [{ type: 'getuserprofile', detail: { errMsg: value, code: value } }, value],
      [throwing('type'), throwing('a')],
      [throwing('detail'), undefined],
    ]) {
      assert.equal(await fake.until(auth.answer(event, extra)), undefined, kind);
    }
  }
  assert.equal(sends('/phone-number') + sends('/user-info'), 0);
  assert.deepEqual(errors, []);
});

test('logout takes anything, holds where that is asked, and rejects what cannot be read', async () => {
  const { auth, fake } = await openSignedIn();
  for (const [kind, value] of Object.entries(everyKind())) {
    if (!/proxy/.test(kind)) {
      assert.equal(await fake.until(auth.logout(value)), undefined, kind);
    }
  }
  await fake.until(auth.login());
  for (const options of [throwing('hold'), hostileProxy(), revokedProxy()]) {
    assert.equal((await rejection(auth.logout(options))).code, 'badOptions');
  }
  assert.equal(auth.view.status, 'signedIn');
});

test('bad calls disturb nobody who waits: for a login, for a button, for an answer', async () => {
  const app = await openApp();
  const { auth, fake, server, advance, get, post } = app;
  server.route('/phone', PHONE);
  const waiting = [get('/a'), get('/phone'), post('/phone')];
  const disturb = async () => {
    for (const [, options] of badRequests()) {
      for (const api of APIS) {
        auth[api](options).catch(() => {});
      }
    }
    for (const value of Object.values(everyKind())) {
      auth.require(value).catch(() => {});
      auth.answer(value, value);
      auth.answer({ type: 'getphonenumber', detail: value }, value);
      if (typeof value !== 'function') {
        thrown(() => auth.watch(value));
      }
    }
    auth.logout(throwing('hold')).catch(() => {});
    await fake.settle();
  };
  await disturb();
  await advance(20);
  assert.equal(auth.view.status, 'loggingIn');
  await disturb();
  await advance(1000);
  assert.deepEqual(words(waiting), [200, 'pending', 'pending']);
  await disturb();
  assert.deepEqual(words(waiting), [200, 'pending', 'pending']);
  auth.answer(fake.press('getPhoneNumber'));
  await disturb();
  await advance(1000);
  assert.deepEqual(words(waiting), [200, 200, 200]);
  assert.deepEqual(app.logins(), [1, 1]);
  assert.deepEqual([app.sends('/phone-number'), app.navigations()], [1, 2]);
});

test('after dispose every call rejects with disposed, once', async () => {
  const { auth, fake } = await openSignedIn();
  const pending = outcome(auth.request({ url: '/a' }));
  auth.dispose();
  auth.dispose();
  await fake.advance(1000);
  assert.deepEqual(words([pending]), ['disposed']);
  for (const call of [
    () => auth.request({ url: '/a' }),
    () => auth.uploadFile({ url: '/a', filePath: 'a', name: 'a' }),
    () => auth.downloadFile({ url: '/a' }),
    () => auth.require('phoneNumber'),
    () => auth.login(),
    () => auth.credentials(),
    () => auth.logout(),
    () => auth.answer(fake.press('getPhoneNumber')),
  ]) {
    assert.equal((await rejection(call())).code, 'disposed', String(call));
  }
  auth.abandon();
  assert(Array.isArray(auth.trace()));
  auth.watch(() => {})();
});

test('an Auth that is disposed of before it is ready settles all who wait for that', async () => {
  const opened = await openApp();
  const { fake } = opened;
  opened.auth.dispose();
  fake.every('getStorage', { delay: 100 });
  const auth = opened.create();
  await fake.settle();
  const calls = [auth.ready, auth.login(), auth.request({ url: '/a' })].map(outcome);
  auth.dispose();
  await fake.advance(1000);
  assert.deepEqual(words(calls), ['disposed', 'disposed', 'disposed']);
});

test('a loginData that throws, rejects or cannot be read fails the login', async () => {
  for (const loginData of [
    () => {
      throw new Error('no tenant');
    },
    () => Promise.reject(new Error('no tenant')),
    () => throwing('tenant'),
    () => hostileProxy(),
    () => revokedProxy(),
  ]) {
    const { auth, fake, logins } = await openApp({ auth: { loginData } });
    const error = await rejection(fake.until(auth.login()));
    assert.equal(error.code, 'loginFailed');
    assert(error.cause);
    assert.equal(fake.time() < 1000, true, 'at once, not by the deadline');
    assert.deepEqual(logins(), [1, 0]);
    auth.dispose();
  }
});

test('a loginData that takes until after dispose sends nothing any more', async () => {
  let give;
  const loginData = () => new Promise((resolve) => (give = resolve));
  const { auth, fake, logins } = await openApp({ auth: { loginData } });
  const login = outcome(auth.login());
  await fake.advance(100);
  auth.dispose();
  give({ tenant: 'one' });
  await fake.advance(100);
  assert.deepEqual([words([login]), logins()], [['disposed'], [1, 0]]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';
import { rejection } from './support/assert.mjs';
import { openApp } from './support/auth.mjs';
import { emptyModule, moduleOfRelease, moduleThatImports } from './support/module.mjs';
import { openMiniProgram, packageFiles, PLAIN, WASM, withoutPlain } from './support/sandbox.mjs';
import { everyKind, hostileProxy } from './support/values.mjs';

/** The entries by their files: what `weapp-auth` means is another thing in another run. */
const [MAIN, PLAIN_ENTRY] = ['weapp-auth/index.js', 'weapp-auth/plain'];

/** What `createAuth` needs to be given, on a fake WeChat. */
const options = (more) => ({
  baseUrl: 'https://api.example.com',
  loginUrl: '/login',
  loginPage: 'pages/login/login',
  wx: createFakeWx().wx,
  ...more,
});

const works = (auth) => assert.equal(auth.findHeader({ 'X-A': '手机号' }, 'x-a'), '手机号');
const filesWith = (bytes) => ({ ...packageFiles(), [WASM]: bytes });

/** Each way in which the module can't be had, and what the message of the failure tells. */
const FAILURES = {
  'the file is missing': [{ files: filesWith(undefined) }, /can't be read/],
  'the file is no WebAssembly': [
    { files: filesWith(Buffer.from('<!doctype html>')), platform: 'android' },
    /is not WebAssembly/,
  ],
  'iOS takes it for invalid': [{ files: filesWith(Buffer.from('x')) }, /invalid wasm file/],
  'the file is cut off': [
    { files: filesWith(packageFiles()[WASM].subarray(0, 1000)), platform: 'devtools' },
    /is not WebAssembly/,
  ],
  'the file is an empty module': [{ files: filesWith(emptyModule()) }, /does not fit/],
  'the file is of another release': [{ files: filesWith(moduleOfRelease(1)) }, /does not fit/],
  'release() traps': [{ files: filesWith(moduleOfRelease(undefined)) }, /does not fit/],
  'the module imports what is not there': [
    { files: filesWith(moduleThatImports('env', 'abort')), platform: 'android' },
    /does not fit/,
  ],
  'there is no WXWebAssembly': [{ WXWebAssembly: undefined }, /WXWebAssembly is missing/],
  'the base library is too old': [{ baseLibrary: '2.12.3' }, /2\.12\.3 is too old/],
  'WXWebAssembly throws when it is looked at': [
    { WXWebAssembly: hostileProxy() },
    /WXWebAssembly is missing/,
  ],
  'instantiate throws': [
    {
      instantiate: () => {
        throw new Error('said so');
      },
    },
    /said so/,
  ],
  'instantiate resolves to nothing': [{ instantiate: () => undefined }, /does not fit/],
};

for (const [name, [appOptions, reason]] of Object.entries(FAILURES)) {
  test(`the core in JavaScript takes over where ${name}, and an Auth tells why`, async () => {
    const warnings = [];
    const app = openMiniProgram(appOptions);
    const auth = app.require(MAIN);
    const created = auth.createAuth(options({ onWarning: (warning) => warnings.push(warning) }));
    await auth.load();
    await created.ready;
    works(auth);
    assert.equal(await auth.load(), undefined);
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['plainCore'],
    );
    assert.match(warnings[0].message, reason);
    created.dispose();
  });
}

test('the core in JavaScript takes over whatever instantiate rejects with', async () => {
  for (const [kind, cause] of Object.entries(everyKind())) {
    const app = openMiniProgram({ instantiate: () => Promise.reject(cause) });
    const auth = app.require(MAIN);
    await auth.load();
    assert.doesNotThrow(() => works(auth), kind);
    assert.equal(app.calls.length, 1, kind);
  }
});

test('where the module loads, nobody is warned and the core in JavaScript is not read', async () => {
  const warnings = [];
  const onWarning = (warning) => warnings.push(warning);
  const app = openMiniProgram({ files: withoutPlain() });
  const { createAuth } = app.require(MAIN);
  const auth = createAuth(options({ onWarning }));
  await auth.ready;
  assert.deepEqual(warnings, []);
  assert.equal(app.instances.length, 1);
});

test('a core in JavaScript that is no use leaves the error that the module gave', async () => {
  for (const core of [
    'module.exports = () => ({ release: () => 1 });',
    'module.exports = () => { throw new Error("broken"); };',
    'module.exports = {};',
    'throw new Error("broken");',
  ]) {
    const files = { ...filesWith(undefined), [PLAIN]: core };
    const error = await rejection(openMiniProgram({ files }).require(MAIN).load());
    assert.equal(error.code, 'loadFailed');
    assert.match(error.message, /can't be read/);
  }
});

test('a load that failed is tried again, module first', async () => {
  const files = withoutPlain(filesWith(undefined));
  const app = openMiniProgram({ files });
  const auth = app.require(MAIN);
  await rejection(auth.load());
  files[PLAIN] = packageFiles()[PLAIN];
  await auth.load();
  works(auth);
  assert.deepEqual(app.calls, [WASM, WASM]);
});

test('weapp-auth/plain never touches WXWebAssembly', async () => {
  for (const [name, appOptions] of Object.entries({
    'that works': {},
    'that throws': { WXWebAssembly: hostileProxy() },
    'that is missing': { WXWebAssembly: undefined },
    'of an old base library': { baseLibrary: '2.9.0' },
  })) {
    const app = openMiniProgram({ ...appOptions, files: filesWith(undefined) });
    const auth = app.require(PLAIN_ENTRY);
    await auth.load();
    works(auth);
    const warnings = [];
    const { ready } = auth.createAuth(options({ onWarning: (warning) => warnings.push(warning) }));
    await ready;
    assert.deepEqual(app.calls, [], name);
    assert.deepEqual(warnings, [], name);
  }
});

test('weapp-auth/plain without its core rejects with loadFailed, and each load tries again', async () => {
  const files = withoutPlain();
  const app = openMiniProgram({ files });
  const auth = app.require(PLAIN_ENTRY);
  const error = await rejection(auth.load());
  assert.equal(error.code, 'loadFailed');
  assert.match(error.message, /plain-core\.js/);
  files[PLAIN] = packageFiles()[PLAIN];
  await auth.load();
  works(auth);
  assert.deepEqual(app.calls, []);
});

for (const order of [
  [MAIN, PLAIN_ENTRY],
  [PLAIN_ENTRY, MAIN],
]) {
  test(`${order.join(' and then ')} in one mini-program are one package with one core`, async () => {
    const app = openMiniProgram();
    const [one, other] = order.map((entry) => app.require(entry));
    assert.equal(one.load(), other.load());
    assert.equal(one.AuthError, other.AuthError);
    await one.load();
    works(one);
    works(other);
    assert.deepEqual(app.calls, [], 'who wants it plain gets it for all');
  });
}

test('an entry that comes when the core is loaded uses that one', async () => {
  const app = openMiniProgram();
  const main = app.require(MAIN);
  await main.load();
  const plain = app.require(PLAIN_ENTRY);
  works(plain);
  await plain.load();
  assert.deepEqual(app.calls, [WASM]);
});

test('two entries know of each other’s auths', async () => {
  const app = openMiniProgram();
  const [main, plain] = [MAIN, PLAIN_ENTRY].map((entry) => app.require(entry));
  const auth = main.createAuth(options());
  assert.throws(() => plain.createAuth(options()), { code: 'badOptions' });
  assert.equal(app.require('weapp-auth/registry.js').find().auth, auth);
  auth.dispose();
  plain.createAuth(options()).dispose();
});

test('without module and core in JavaScript each request tries again, until one can be had', async () => {
  const files = withoutPlain(filesWith(undefined));
  const app = await openApp({ app: { files } });
  const requests = ['/a', '/b'].map((url) => app.auth.request({ url }));
  const [error, same] = await Promise.all(requests.map(rejection));
  assert.equal(error.code, 'loadFailed');
  assert.equal(same, error, 'those that waited for one load share its error');
  assert.equal((await rejection(app.auth.login())).code, 'loadFailed');
  assert.equal((await rejection(app.auth.ready)).code, 'loadFailed');
  assert.equal(app.fake.calls('request').length, 0);

  files[PLAIN] = packageFiles()[PLAIN];
  const { statusCode } = await app.fake.until(app.auth.request({ url: '/c' }));
  assert.equal(statusCode, 200);
  await app.auth.ready;
  assert.deepEqual(app.logins(), [1, 1]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rejection, thrown } from './support/assert.mjs';
import {
  openLoaded,
  openMiniProgram,
  packageFiles,
  WASM,
  withoutPlain,
} from './support/sandbox.mjs';
import { everyKind } from './support/values.mjs';

const DECISIONS = [
  ...['findHeader', 'normalizeHeader', 'parseChallenges', 'inspectResponse'],
  ...['chooseNavigation', 'chooseButton', 'readAnswer', 'tradeVerdict'],
];

const works = (auth) => assert.equal(auth.findHeader({ 'X-A': 'b' }, 'x-a'), 'b');

test('the package loads from its default path, passing nothing but that path', async () => {
  const { app, auth } = await openLoaded();
  works(auth);
  assert.deepEqual(app.calls, [WASM]);
});

test('load resolves to undefined', async () => {
  assert.equal(await openMiniProgram().require('weapp-auth').load(), undefined);
});

test('the package loads from a path of the caller, with or without its first slash', async () => {
  const [bytes, packed] = [packageFiles()[WASM], packageFiles()[`${WASM}.br`]];
  const files = {
    ...packageFiles(),
    [WASM]: undefined,
    '/sub/a.wasm': bytes,
    '/b.wasm.br': packed,
  };
  for (const path of ['/sub/a.wasm', 'sub/a.wasm', '/b.wasm.br']) {
    const { app, auth } = await openLoaded({ files }, path);
    works(auth);
    assert.deepEqual(app.calls, [path]);
  }
});

test('the package loads its .wasm.br', async () => {
  const { auth } = await openLoaded({ baseLibrary: '2.14.0' }, `${WASM}.br`);
  works(auth);
});

for (const resolvesTo of ['instance', 'wrapped']) {
  test(`the package loads where instantiate resolves to the form "${resolvesTo}"`, async () => {
    works((await openLoaded({ resolvesTo })).auth);
  });
}

test('the package loads where instantiate gives what it has without a promise', async () => {
  const { Module, Instance } = WebAssembly;
  const instantiate = (path, imports) => new Instance(new Module(packageFiles()[path]), imports);
  works((await openLoaded({ instantiate })).auth);
});

for (const platform of ['ios', 'android', 'ohos', 'windows', 'mac', 'devtools']) {
  test(`the package loads on ${platform} from base library 2.13.0 on`, async () => {
    for (const baseLibrary of ['2.13.0', '2.20.1', '3.8.12']) {
      works((await openLoaded({ platform, baseLibrary })).auth);
    }
  });
}

test('the package loads where no API tells the base library but WXWebAssembly is there', async () => {
  works((await openLoaded({ baseLibrary: null })).auth);
});

test('an instantiate that another module replaced is called as a method of WXWebAssembly', async () => {
  const app = openMiniProgram();
  app.evaluate(`{
    const { instantiate } = WXWebAssembly;
    WXWebAssembly.instantiate = function (...args) {
      if (this !== WXWebAssembly) throw new TypeError('Illegal invocation');
      return instantiate(...args);
    };
  }`);
  const auth = app.require('weapp-auth');
  await auth.load();
  works(auth);
});

test('loads that run at once, and later ones, share one instantiate and one promise', async () => {
  const app = openMiniProgram();
  const { load } = app.require('weapp-auth');
  const [first, second] = [load(), load(WASM)];
  assert.equal(first, second);
  await Promise.all([first, second, load()]);
  assert.equal(load('/elsewhere.wasm'), first);
  assert.equal(app.calls.length, 1);
});

test('a load that failed is tried again by the next call, also from another path', async () => {
  const files = withoutPlain();
  const bytes = files[WASM];
  delete files[WASM];
  const app = openMiniProgram({ files });
  const auth = app.require('weapp-auth');
  const failing = [auth.load(), auth.load()];
  assert.equal(await rejection(failing[0]), await rejection(failing[1]));
  assert.equal(app.calls.length, 1, 'calls that run at once fail at once');

  await rejection(auth.load());
  assert.equal(app.calls.length, 2);
  thrown(() => works(auth));
  files['/copy.wasm'] = bytes;
  await auth.load('/copy.wasm');
  works(auth);
  await auth.load();
  assert.equal(app.calls.length, 3);
});

test('a load can be called again from the handler of its failure', async () => {
  let fails = true;
  const app = openMiniProgram({
    files: withoutPlain(),
    instantiate: (path, imports, instantiate) =>
      fails ? Promise.reject(new Error('x')) : instantiate(path, imports),
  });
  const auth = app.require('weapp-auth');
  await auth.load().catch(() => {
    fails = false;
    return auth.load();
  });
  works(auth);
});

test('two copies of the package in one mini-program are loaded each for itself', async () => {
  const files = packageFiles();
  for (const [path, bytes] of Object.entries(packageFiles())) {
    files[path.replace('weapp-auth', 'copy')] = bytes;
  }
  const app = openMiniProgram({ files });
  const [one, other] = [app.require('weapp-auth'), app.require('copy')];
  await one.load();
  works(one);
  assert.equal(thrown(() => works(other)).code, 'notLoaded');
  await other.load();
  one.parseChallenges('Basic realm="long enough to move things about"');
  works(other);
});

test('a wasmPath that is no path rejects with badOptions and calls nothing', async () => {
  const app = openMiniProgram();
  const auth = app.require('weapp-auth');
  const paths = ['', '.wasm.gz', '/a.js', '/a.wasm?v=1', '/a.WASM', '/a.wasm\n', 'wasm'];
  const kinds = Object.entries(everyKind()).filter(([kind]) => kind !== 'undefined');
  for (const [kind, path] of [...kinds, ...paths.map((path) => [path, path])]) {
    const error = await rejection(auth.load(path));
    assert.equal(error.code, 'badOptions', kind);
    assert.match(error.message, /^wasmPath: expected .*\.wasm.*, got ./, kind);
    assert(auth.isAuthError(error), kind);
  }
  assert.deepEqual(app.calls, []);
  await auth.load();
  works(auth);
});

test('each decision throws notLoaded before load has resolved, and says what to do', async () => {
  const app = openMiniProgram();
  const auth = app.require('weapp-auth');
  const refuses = () => {
    for (const name of DECISIONS) {
      const error = thrown(() => auth[name]());
      assert.equal(error.code, 'notLoaded', name);
      assert.match(error.message, /\bload\(\)/, name);
      assert(error instanceof auth.AuthError, name);
    }
  };
  refuses();
  const loading = auth.load();
  refuses();
  await loading;
  works(auth);
});

test('a decision needs no `this`', async () => {
  const { findHeader, inspectResponse } = (await openLoaded()).auth;
  assert.equal(findHeader({ a: 'b' }, 'A'), 'b');
  assert.equal(
    ['a'].map((name) => inspectResponse({ statusCode: 200, name }))[0].outcome,
    'success',
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rejection } from './support/assert.mjs';
import { emptyModule, moduleOfRelease, moduleThatImports } from './support/module.mjs';
import {
  openLoaded,
  openMiniProgram,
  packageFiles,
  WASM,
  withoutPlain,
} from './support/sandbox.mjs';
import { hostileProxy, revokedProxy } from './support/values.mjs';

const PLATFORMS = ['ios', 'android', 'devtools'];
const RELEASE = (await openLoaded()).app.instances[0].exports.release();

const MISSING_FILE = /can't be read.*构建 npm/;
const MISSING_API = /WXWebAssembly is missing/;
const TOO_OLD = /base library \S+ is too old.*2\.13\.0/;
const MISFIT = /does not fit.*same release/;
const NO_MODULE = /is not WebAssembly/;

/**
 * Loads where the package has nothing to fall back to, and checks that it fails with `loadFailed` for
 * this reason and no other.
 */
async function failure({ files, ...options }, reason, path) {
  const app = openMiniProgram({ ...options, files: withoutPlain(files) });
  const { load, AuthError } = app.require('weapp-auth');
  const error = await rejection(load(path));
  assert.equal(error.code, 'loadFailed');
  assert(error instanceof AuthError);
  for (const other of [MISSING_FILE, MISSING_API, TOO_OLD, MISFIT, NO_MODULE]) {
    assert.equal(other.test(error.message), other === reason, `${other}: ${error.message}`);
  }
  return error;
}

const filesWith = (bytes) => ({ ...packageFiles(), [WASM]: bytes });

for (const platform of PLATFORMS) {
  test(`a missing file is reported with its path, and what the platform said, on ${platform}`, async () => {
    const error = await failure({ platform, files: filesWith(undefined) }, MISSING_FILE);
    assert.match(error.message, new RegExp(`^${WASM}`));
    assert.match(error.message, /no such file/);
    assert.match(error.cause.errMsg ?? error.cause.message, /no such file/);
  });

  test(`a file that is not WebAssembly is reported as such on ${platform}`, async () => {
    for (const bytes of ['', '<!doctype html>', packageFiles()[WASM].subarray(0, 1000)]) {
      await failure({ platform, files: filesWith(Buffer.from(bytes)) }, NO_MODULE);
    }
  });
}

test('a missing file is a missing file, whatever its path looks like', async () => {
  for (const folder of ['import', 'magic', 'LinkError', 'CompileError', 'invalid wasm']) {
    await failure({}, MISSING_FILE, `/${folder}/weapp_auth_bg.wasm`);
  }
});

test('a path that the platform does not take is reported with what it said', async () => {
  const error = await failure({}, MISSING_FILE, 'https://example.com/a.wasm');
  assert.match(error.message, /not support wxfile: or http: path/);
  const packed = await failure({ baseLibrary: '2.13.4' }, MISSING_FILE, `${WASM}.br`);
  assert.match(packed.message, /only support file type/);
});

test('a missing WXWebAssembly is reported', async () => {
  for (const WXWebAssembly of [undefined, null, false, {}, { instantiate: null }]) {
    await failure({ WXWebAssembly }, MISSING_API);
  }
  await failure({ WXWebAssembly: undefined, baseLibrary: null }, MISSING_API);
  await failure({ WXWebAssembly: undefined, wx: { getAppBaseInfo: () => ({}) } }, MISSING_API);
});

test('a base library below 2.13.0 is reported, compared as numbers', async () => {
  for (const baseLibrary of ['2.9.0', '2.9', '2.12.9', '1.9.98', '2.2.1', '2.12.99']) {
    const error = await failure({ baseLibrary }, TOO_OLD);
    assert(error.message.includes(baseLibrary));
  }
  for (const baseLibrary of ['2.13.0', '2.13', '2.13.0.1', '3.0', '10.0.0', '2.100.0']) {
    await failure({ baseLibrary, WXWebAssembly: undefined }, MISSING_API);
  }
});

test('the base library is asked of both APIs, and of neither where they do not work', async () => {
  const broken = () => {
    throw new Error('not here');
  };
  for (const getAppBaseInfo of [broken, () => null, () => ({}), () => ({ SDKVersion: 2 }), 'x']) {
    await failure({ baseLibrary: '2.9.0', wx: { getAppBaseInfo } }, TOO_OLD);
  }
  const neither = { getAppBaseInfo: broken, getSystemInfoSync: broken };
  await failure({ baseLibrary: '2.9.0', wx: neither }, MISSING_API);
  await failure({ WXWebAssembly: undefined, globals: { wx: undefined } }, MISSING_API);
});

test('a module of something else is reported as one that does not fit', async () => {
  for (const bytes of [
    emptyModule(),
    moduleThatImports('env', 'abort'),
    moduleThatImports('./weapp_auth_bg.js', '__wbg_unknown'),
  ]) {
    await failure({ platform: 'android', files: filesWith(bytes) }, MISFIT);
  }
});

test('a module of another release is reported as one that does not fit', async () => {
  for (const release of [RELEASE - 1, RELEASE + 1, 0, 1_000_000]) {
    await failure({ files: filesWith(moduleOfRelease(release)) }, MISFIT);
  }
});

test('a module whose release() traps is reported as one that does not fit', async () => {
  const error = await failure({ files: filesWith(moduleOfRelease(undefined)) }, MISFIT);
  assert.match(String(error.cause), /unreachable/);
});

test('a module that a native interpreter cannot link is reported as one that does not fit', async () => {
  for (const text of [
    'missing imported function',
    'import ./weapp_auth_bg.js:fz must be an object',
    'WebAssembly.instantiate(): Import #0 "env": module is not an object or function',
  ]) {
    await failure({ instantiate: () => Promise.reject(new Error(text)) }, MISFIT);
  }
});

test('what resolves to no instance is reported as one that does not fit', async () => {
  const release = () => RELEASE + 1;
  const throwing = {
    get exports() {
      throw new Error('hostile');
    },
  };
  for (const result of [
    ...[undefined, null, 0, '', 'instance', true, Symbol('s'), {}, [], () => {}],
    ...[{ exports: null }, { exports: {} }, { exports: { release: RELEASE } }, { instance: null }],
    ...[{ instance: {} }, { exports: { release } }, { instance: { exports: { release } } }],
    ...[throwing, { instance: throwing }, { exports: hostileProxy() }],
    { exports: { release: hostileProxy(release) } },
  ]) {
    await failure({ instantiate: () => Promise.resolve(result) }, MISFIT);
  }
});

test('an instantiate that throws is as one that rejects', async () => {
  await failure(
    {
      instantiate: () => {
        throw new Error('readFile:fail');
      },
    },
    MISSING_FILE,
  );
});

test('whatever instantiate rejects with, load rejects with loadFailed and that as its cause', async () => {
  const text = { toString: () => 'said so' };
  for (const cause of [
    ...[undefined, null, 0, '', 'text', Symbol('s'), {}, [], { errMsg: 'instantiate:fail' }],
    ...[{ errMsg: text }, { errMsg: 3 }, { name: Symbol('s') }, { message: Object.create(null) }],
    ...[Object.create(null), hostileProxy(), revokedProxy(), () => {}, new Error('x')],
    {
      get name() {
        throw new Error('hostile');
      },
    },
  ]) {
    const error = await failure({ instantiate: () => Promise.reject(cause) }, MISSING_FILE);
    assert.equal(error.cause, cause);
  }
});

test('the text of { errMsg } and that of an Error are in the message', async () => {
  for (const cause of [{ errMsg: 'said so' }, new Error('said so'), 'said so']) {
    const error = await failure({ instantiate: () => Promise.reject(cause) }, MISSING_FILE);
    assert.match(error.message, /said so/);
  }
});

test('a WXWebAssembly that throws when it is looked at is reported', async () => {
  const WXWebAssembly = {
    get instantiate() {
      throw new Error('hostile');
    },
  };
  await failure({ WXWebAssembly }, MISSING_API);
});

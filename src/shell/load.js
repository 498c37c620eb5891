import { __wbg_set_wasm } from 'weapp-auth-glue';
import { imports } from 'weapp-auth-imports';
import { baseLibraryVersion, isBefore } from './base-library.js';
import { AuthError } from './error.js';

const registry = require('./registry.js');

/** Where 构建 npm puts the file: the folder that package.json names is copied whole. */
const DEFAULT_PATH = '/miniprogram_npm/weapp-auth/weapp_auth_bg.wasm';

/** The load that runs or has succeeded, and what it brought: the only state of this module. */
let loading;
let wasm;
let fallback;

/** Why the core in JavaScript runs instead of the module, if it does so unasked. */
export function whyPlain() {
  return fallback;
}

export function isLoaded() {
  return wasm !== undefined;
}

/**
 * Loads the WebAssembly module, once: later calls share the first one's promise, whatever their
 * path. After a failure the next call tries again.
 *
 * @param {string} [wasmPath] the file's path in the code package, from its root
 * @returns {Promise<void>} rejects with `loadFailed`, or `badOptions` for what is no such path
 */
export function load(wasmPath = DEFAULT_PATH) {
  if (typeof wasmPath !== 'string' || !/\.wasm(\.br)?$/.test(wasmPath)) {
    return Promise.reject(badPath(wasmPath));
  }
  if (!loading) {
    loading = instantiate(wasmPath).catch((error) => {
      loading = undefined;
      throw error;
    });
  }
  return loading;
}

/** Gives a decision a name on the outside: it throws `notLoaded` before {@link load} has resolved. */
export function onceLoaded(decide) {
  return (...args) => {
    if (!wasm) {
      throw new AuthError(
        'notLoaded',
        'weapp-auth is not loaded yet: call load() and wait for its promise first',
      );
    }
    const stack = wasm.__wbindgen_add_to_stack_pointer(0);
    try {
      return decide(...args);
    } catch (error) {
      // An exception that has crossed Rust's frames, as when JavaScript's stack is used up, has left
      // their stack where it was.
      wasm.__wbindgen_add_to_stack_pointer(stack - wasm.__wbindgen_add_to_stack_pointer(0));
      throw error;
    }
  };
}

/** The module, or where it can't be had the same core in JavaScript, if that is in the package. */
function instantiate(path) {
  if (registry.plain) {
    return attempt(adoptPlain, (cause) =>
      loadFailed("weapp-auth's plain-core.js can't be used", cause),
    );
  }
  return instantiateModule(path).catch((error) =>
    attempt(adoptPlain, () => error).then(() => {
      fallback = error;
    }),
  );
}

function instantiateModule(path) {
  return new Promise((resolve) => resolve(host()))
    .then((webAssembly) =>
      attempt(
        () => webAssembly.instantiate(path, imports),
        (cause) => describe(cause, path),
      ),
    )
    .then((result) =>
      attempt(
        // Documented as an instance; programs that work get `{ instance }`.
        () => adopt(result.instance || result),
        (cause) => misfit(path, cause),
      ),
    );
}

/** Runs what is not ours; whatever it throws or rejects with, `describe` makes an AuthError of it. */
function attempt(run, describe) {
  return new Promise((resolve) => resolve(run())).catch((cause) => {
    throw describe(cause);
  });
}

/** The same module as JavaScript. */
function adoptPlain() {
  adopt({ exports: require('./plain-core.js')(imports[Object.keys(imports)[0]]) });
}

function adopt({ exports }) {
  if (exports.release() !== RELEASE) {
    throw new Error('a module of another release');
  }
  __wbg_set_wasm(exports);
  wasm = exports;
}

function host() {
  try {
    if (typeof WXWebAssembly.instantiate === 'function') {
      return WXWebAssembly;
    }
  } catch {
    // Not there at all.
  }
  const version = baseLibraryVersion();
  throw loadFailed(
    version && isBefore(version, '2.13.0')
      ? `base library ${version} is too old for WXWebAssembly: set the mini-program's minimum base library to 2.13.0 or higher`
      : 'WXWebAssembly is missing: weapp-auth runs in the logic layer of a mini-program, from base library 2.13.0 on',
  );
}

/** Tells the ways in which `WXWebAssembly.instantiate` rejects apart; their texts are all it gives. */
function describe(cause, path) {
  const text = textOf(cause);
  const reason = text.split(path).join('');
  // First, since what can't be compiled may be named by its place: "section \"Import\"".
  if (/CompileError|invalid wasm|magic/i.test(reason)) {
    return loadFailed(`${path} is not WebAssembly that this platform can run: ${text}`, cause);
  }
  if (/\bimport|LinkError/i.test(reason)) {
    return misfit(path, cause);
  }
  return loadFailed(
    `${path} can't be read: build npm again (构建 npm), or call load() with the path of your copy of weapp_auth_bg.wasm in the code package (${text})`,
    cause,
  );
}

function misfit(path, cause) {
  return loadFailed(
    `${path} does not fit this JavaScript: both must come from the same release of weapp-auth`,
    cause,
  );
}

function loadFailed(message, cause) {
  return new AuthError('loadFailed', message, { cause });
}

function badPath(path) {
  const given =
    typeof path === 'string' ? JSON.stringify(path) : path === null ? 'null' : typeof path;
  return new AuthError(
    'badOptions',
    `wasmPath: expected the path of a .wasm or .wasm.br file in the code package, got ${given}`,
  );
}

/** WeChat rejects with an Error on some platforms and with `{ errMsg }` on others. */
function textOf(cause) {
  try {
    return [cause.name, cause.errMsg || cause.message].filter(Boolean).join(': ') || String(cause);
  } catch {
    return 'no reason given';
  }
}

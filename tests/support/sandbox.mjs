/**
 * A mini-program's logic layer inside node: one opinion on the platform for all tests and the demo.
 * What it has, lacks and says is what WeChat's documents and developers report; where nobody tells a
 * text, this invents one and says so.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { brotliDecompressSync } from 'node:zlib';

/** The built package; another one than the repository's when a test must be seen to fail. */
export const PKG = path.resolve(
  process.env.WEAPP_AUTH_PKG ?? fileURLToPath(new URL('../../pkg', import.meta.url)),
);

export const WASM = '/miniprogram_npm/weapp-auth/weapp_auth_bg.wasm';
/** The core as JavaScript, which stands in where the module can't be had. */
export const PLAIN = '/miniprogram_npm/weapp-auth/plain-core.js';

/**
 * What `require('weapp-auth')` means in these mini-programs: `WEAPP_AUTH_ENTRY=weapp-auth/plain` runs
 * the same tests on the core as JavaScript.
 */
export const ENTRY = process.env.WEAPP_AUTH_ENTRY ?? 'weapp-auth';

/** What engines and browsers have and some logic layer does not. `globalThis` goes last. */
export const LACKING = [
  ...['AbortController', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'Blob', 'Buffer'],
  ...['FinalizationRegistry', 'Headers', 'Intl', 'Request', 'Response', 'SharedArrayBuffer'],
  ...['TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams', 'WeakRef', 'WebAssembly'],
  ...['Atomics', 'atob', 'btoa', 'crypto', 'document', 'escape', 'eval', 'fetch', 'frames'],
  ...['global', 'localStorage', 'location', 'navigator', 'performance', 'process'],
  ...['queueMicrotask', 'self', 'structuredClone', 'unescape', 'window', 'XMLHttpRequest'],
  'globalThis',
];

const SINCE = {
  WXWebAssembly: '2.13.0',
  brotli: '2.14.0',
  getAppBaseInfo: '2.20.1',
  getDeviceInfo: '2.20.1',
};

/** The code package as 构建 npm makes it: the folder that package.json names, copied whole. */
export function packageFiles(pkg = PKG) {
  const { name, miniprogram } = JSON.parse(fs.readFileSync(path.join(pkg, 'package.json'), 'utf8'));
  const dist = path.join(pkg, miniprogram);
  const entries = fs.readdirSync(dist, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
      .map((file) => [
        path.posix.join('/miniprogram_npm', name, path.relative(dist, file)),
        fs.readFileSync(file),
      ]),
  );
}

/** The code package without the core as JavaScript: there is the module, or nothing. */
export function withoutPlain(files = packageFiles()) {
  return { ...files, [PLAIN]: undefined };
}

/**
 * Opens a mini-program.
 *
 * @param {object} [options]
 * @param {string | null} [options.baseLibrary] its version; `null` when no API tells it
 * @param {'ios' | 'android' | 'ohos' | 'windows' | 'mac' | 'devtools'} [options.platform]
 * @param {Record<string, Buffer | string>} [options.files] the code package, by absolute path
 * @param {'instance' | 'wrapped'} [options.resolvesTo] what `instantiate` resolves to: the
 * documented Instance, or the `{ instance }` that programs that work get
 * @param {unknown} [options.WXWebAssembly] in place of the platform's own; `undefined`: none
 * @param {(path: unknown, imports: object, instantiate: Function) => unknown} [options.instantiate]
 * in place of the platform's own, which it gets
 * @param {object} [options.wx] laid over the platform's `wx`
 * @param {object} [options.globals] more globals
 */
export function openMiniProgram(options = {}) {
  const { baseLibrary = '3.8.12', platform = 'ios', files = packageFiles() } = options;
  const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
  const evaluate = (code) => vm.runInContext(code, context);
  for (const name of LACKING) {
    evaluate(`delete this.${name}`);
  }
  const has = (feature) => baseLibrary === null || !comesBefore(baseLibrary, SINCE[feature]);

  const calls = [];
  const instances = [];
  const instantiate = platformInstantiate({ options, platform, files, has, evaluate, instances });
  const WXWebAssembly = {
    instantiate(...args) {
      calls.push(args[0]);
      return options.instantiate
        ? options.instantiate(args[0], args[1], instantiate)
        : instantiate(...args);
    },
  };
  if ('WXWebAssembly' in options ? options.WXWebAssembly !== undefined : has('WXWebAssembly')) {
    context.WXWebAssembly = 'WXWebAssembly' in options ? options.WXWebAssembly : WXWebAssembly;
  }
  context.wx = { ...platformWx({ baseLibrary, platform, has }), ...options.wx };
  Object.assign(context, options.globals);
  const globals = () => [...evaluate('Object.getOwnPropertyNames(this)')].sort();

  const modules = new Map();
  function load(file) {
    if (!modules.has(file)) {
      const module = evaluate('({ exports: {} })');
      modules.set(file, module);
      vm.compileFunction(files[file].toString(), ['require', 'module', 'exports'], {
        filename: file,
        parsingContext: context,
      })((name) => require(name, path.posix.dirname(file)), module, module.exports);
    }
    return modules.get(file).exports;
  }
  function require(name, from = '/') {
    const base = /^\.\.?\//.test(name)
      ? path.posix.join(from, name)
      : path.posix.join('/miniprogram_npm', name);
    const file = [base, `${base}.js`, `${base}/index.js`].find((candidate) => files[candidate]);
    assert(file, `module '${name}' is not defined`);
    return load(file);
  }

  return {
    /** `require` as a page has it: a package's name, or a relative path. */
    require: (name) => require(name === 'weapp-auth' ? ENTRY : name),
    /** Runs a script in the mini-program; its value. */
    evaluate,
    /** Runs a file of the mini-program that is not in its code package. */
    run: (source, file = '/app.js') => {
      files[file] = source;
      return load(file);
    },
    globals,
    /** The modules instantiated so far, and the first argument of every `instantiate`. */
    instances,
    calls,
  };
}

/** `WXWebAssembly.instantiate`: takes nothing but a path in the code package. */
function platformInstantiate({ options, platform, files, has, evaluate, instances }) {
  const { Error, TypeError } = evaluate('({ Error, TypeError })');
  return async (file, imports) => {
    await wait(0);
    if (typeof file !== 'string') {
      throw new TypeError('WXWebAssembly.instantiate: only support file type .wasm or .wasm.br');
    }
    if (/^(wxfile:|https?:)/.test(file)) {
      throw new Error('WebAssembly.instantiate: not support wxfile: or http: path');
    }
    if (!(file.endsWith('.wasm') || (file.endsWith('.wasm.br') && has('brotli')))) {
      throw new Error('WXWebAssembly.instantiate: only support file type .wasm or .wasm.br');
    }
    const bytes = files[path.posix.join('/', file)];
    if (bytes === undefined) {
      // Not documented; devtools and phones differ.
      const errMsg = `readFile:fail no such file or directory ${file}`;
      throw platform === 'android' ? { errMsg } : new Error(errMsg);
    }
    const module = await compile(file.endsWith('.br') ? unpack(bytes) : bytes, platform, Error);
    const instance = await WebAssembly.instantiate(module, imports);
    instances.push(instance);
    return options.resolvesTo === 'wrapped' ? { instance } : instance;
  };
}

async function compile(bytes, platform, Error) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    // The text seen on iOS, without any reason.
    throw platform === 'ios'
      ? Object.assign(new Error('invalid wasm file'), { name: 'CompileError' })
      : error;
  }
}

/** What the platform does with a .br that is none is not documented: here, it is not WebAssembly. */
function unpack(bytes) {
  try {
    return brotliDecompressSync(bytes);
  } catch {
    return Buffer.of();
  }
}

function platformWx({ baseLibrary, platform, has }) {
  if (baseLibrary === null) {
    return {};
  }
  const SDKVersion = baseLibrary;
  return {
    getSystemInfoSync: () => ({ SDKVersion, platform }),
    ...(has('getAppBaseInfo') && { getAppBaseInfo: () => ({ SDKVersion }) }),
    ...(has('getDeviceInfo') && { getDeviceInfo: () => ({ platform }) }),
  };
}

function comesBefore(version, other) {
  const [a, b] = [version, other].map((text) => text.split('.').map(Number));
  const at = b.findIndex((segment, index) => segment !== a[index]);
  return at >= 0 && a[at] < b[at];
}

/** Opens a mini-program, loads the package in it and gives both. */
export async function openLoaded(options, wasmPath) {
  const app = openMiniProgram(options);
  const auth = app.require('weapp-auth');
  await auth.load(wasmPath);
  return { app, auth, memory: () => app.instances.at(-1).exports.memory };
}

/** A mini-program's data with node's own prototypes, as `assert.deepEqual` wants them. */
export const data = (value) => structuredClone(value);

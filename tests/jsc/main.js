// Runs in JavaScriptCore's shell, the engine of the logic layer on iOS:
//   jsc tests/jsc/main.js -- tests/jsc pkg/miniprogram_dist index.js
// or with plain.js, the entry whose core is JavaScript.
// Prints a line for each check that fails, and at the end how many there were.
// All in a function: what a script declares at its top is seen by the package as a global.
(function (host, args) {
  'use strict';

  const [FOLDER, DIST, ENTRY] = args;
  const { WebAssembly, print, quit, readFile } = host;

  let count = 0;
  let failed = 0;

  function check(name, holds) {
    count += 1;
    let result = false;
    let reason = '';
    try {
      result = holds();
    } catch (error) {
      reason = `: ${error}`;
    }
    if (result !== true) {
      failed += 1;
      print(`not ok: ${name}${reason}`);
    }
  }

  const equal = (name, actual, expected) =>
    check(`${name}, expected ${JSON.stringify(expected)}`, () => {
      const [a, b] = [JSON.stringify(actual()), JSON.stringify(expected)];
      if (a !== b) {
        throw new Error(`got ${a}`);
      }
      return true;
    });

  // What the shell of JavaScriptCore has and a mini-program lacks.
  const LACKING = [
    ...['AggregateError', 'Atomics', 'BigInt', 'BigInt64Array', 'BigUint64Array'],
    ...['FinalizationRegistry', 'Float16Array', 'Intl', 'Iterator', 'SharedArrayBuffer', 'WeakRef'],
    ...['WebAssembly', 'escape', 'eval', 'performance', 'unescape', 'globalThis'],
  ];
  const MISSING = [
    'TextDecoder',
    'TextEncoder',
    'URL',
    'fetch',
    'navigator',
    'crypto',
    'queueMicrotask',
  ];

  const modules = {};
  /** Whether the package has the core as JavaScript. */
  let hasPlain = ENTRY === 'plain.js';

  /** Reads a module as a mini-program does: as the body of a function, once. */
  function require(file) {
    if (!modules[file]) {
      const module = { exports: {} };
      modules[file] = module;
      const folder = file.replace(/[^/]*$/, '');
      const inner = (name) => {
        if (name === './plain-core.js' && !hasPlain) {
          throw new Error(`module '${name}' is not defined`);
        }
        return require(folder + name.replace('./', ''));
      };
      new Function('require', 'module', 'exports', readFile(file))(inner, module, module.exports);
    }
    return modules[file].exports;
  }

  /** Undefined where the core is JavaScript. */
  let instance;
  let calls = 0;

  /** Takes nothing but a path in the code package, as the platform's own. */
  const WXWebAssembly = {
    instantiate(path, imports) {
      calls += 1;
      const file = typeof path === 'string' && /([^/]+\.wasm)$/.exec(path);
      if (!file) {
        return Promise.reject({ errMsg: 'only support file type .wasm or .wasm.br' });
      }
      if (file[1] === 'garbage.wasm') {
        return WebAssembly.instantiate(new Uint8Array(8), imports);
      }
      if (file[1] === 'empty.wasm') {
        return WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), imports);
      }
      if (file[1] === 'foreign.wasm') {
        return WebAssembly.instantiate(foreignModule(), imports);
      }
      if (file[1] !== 'weapp_auth_bg.wasm') {
        return Promise.reject(new Error('no such file'));
      }
      return WebAssembly.instantiate(readFile(`${DIST}/${file[1]}`, 'binary'), imports).then(
        (result) => {
          instance = result.instance;
          return instance;
        },
      );
    },
  };

  /** Imports the function `f` of the module `e`. */
  const foreignModule = () =>
    new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 101, 1, 102, 0, 0]);

  async function main() {
    const [runChecks, checkAuth] = ['checks.js', 'auth.js'].map((file) =>
      require(`${FOLDER}/${file}`),
    );
    for (const name of LACKING) {
      delete host[name];
    }
    host.wx = { getAppBaseInfo: () => ({ SDKVersion: '2.9.0' }) };
    const names = () => Object.getOwnPropertyNames(host).sort().join();
    for (const name of LACKING.concat(MISSING)) {
      equal(`typeof ${name}`, () => typeof host[name], 'undefined');
    }

    const auth = require(`${DIST}/${ENTRY}`);
    checkNotLoaded(auth);
    await (ENTRY === 'plain.js' ? checkPlainLoad(auth) : checkLoad(auth));
    const before = names();
    runChecks(auth, instance, { check, equal });
    await checkAuth(auth, { check, equal });
    equal('no new globals', names, before);
  }

  async function checkPlainLoad(auth) {
    host.WXWebAssembly = WXWebAssembly;
    await auth.load();
    equal('instantiate calls', () => calls, 0);
  }

  function checkNotLoaded(auth) {
    for (const name of [
      ...['findHeader', 'normalizeHeader', 'parseChallenges', 'inspectResponse'],
      ...['chooseNavigation', 'chooseButton', 'readAnswer', 'tradeVerdict'],
    ]) {
      check(`${name} before load`, () => {
        try {
          auth[name]({});
        } catch (error) {
          return (
            error instanceof Error && error.code === 'notLoaded' && /load\(\)/.test(error.message)
          );
        }
        return false;
      });
    }
  }

  async function checkLoad(auth) {
    const failure = (...args) =>
      auth.load(...args).then(
        () => 'resolved',
        (error) => (auth.isAuthError(error) ? `${error.code}: ${error.message}` : String(error)),
      );
    const texts = {
      'too old': [/^loadFailed: base library 2\.9\.0 is too old/, await failure()],
      'no path': [/^badOptions: /, await failure(null)],
    };
    host.wx = {};
    texts['no WXWebAssembly'] = [/^loadFailed: WXWebAssembly is missing/, await failure()];
    host.WXWebAssembly = WXWebAssembly;
    texts['no file'] = [/^loadFailed: .*can't be read.*no such file/, await failure('/other.wasm')];
    texts['no module'] = [/^loadFailed: .*is not WebAssembly/, await failure('/garbage.wasm')];
    texts['empty module'] = [/^loadFailed: .*does not fit/, await failure('/empty.wasm')];
    texts['foreign module'] = [/^loadFailed: .*does not fit/, await failure('/foreign.wasm')];
    for (const name of Object.keys(texts)) {
      const [pattern, text] = texts[name];
      check(`load, ${name}: ${text}`, () => pattern.test(text));
    }
    calls = 0;
    const first = auth.load();
    check('load is shared', () => first === auth.load());
    await first;
    equal('instantiate calls', () => calls, 1);
  }

  main().then(
    () => print(`${count} checks, ${failed} failed`),
    (error) => {
      print(`broken off: ${error}\n${error.stack}`);
      quit(1);
    },
  );
})(this, arguments);

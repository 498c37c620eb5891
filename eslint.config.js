import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['pkg/', 'target/', '.tools/', 'samples/*/dist/'] },
  js.configs.recommended,
  { files: ['**/*.mjs', 'eslint.config.js'], languageOptions: { globals: globals.nodeBuiltin } },
  {
    // The logic layer of a mini-program: the language, and what WeChat adds to it.
    files: ['src/shell/**/*.js'],
    languageOptions: {
      globals: {
        Component: 'readonly',
        module: 'writable',
        require: 'readonly',
        wx: 'readonly',
        WXWebAssembly: 'readonly',
        RELEASE: 'readonly',
        ...Object.fromEntries(
          ['clearTimeout', 'console', 'getCurrentPages', 'setTimeout'].map((name) => [
            name,
            'readonly',
          ]),
        ),
      },
    },
  },
  {
    // Runs where the shell runs, in node and in browsers; what only some of them have is tested for.
    files: ['src/testing/**/*.js'],
    languageOptions: {
      ecmaVersion: 2019,
      globals: {
        ...Object.fromEntries(
          ['setTimeout', 'clearTimeout', 'setImmediate', 'MessageChannel', 'FormData', 'Blob'].map(
            (name) => [name, 'readonly'],
          ),
        ),
      },
    },
  },
  {
    files: ['miniprogram-demo/miniprogram/**/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { App: 'readonly', Page: 'readonly', wx: 'readonly' },
    },
  },
  {
    files: ['miniprogram-demo/simulator/{host,panel}/*.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    // Parts of these run in the browser's window.
    files: ['miniprogram-demo/tests/*.mjs'],
    languageOptions: {
      globals: { document: 'readonly', getComputedStyle: 'readonly', navigator: 'readonly' },
    },
  },
  {
    files: ['benches/**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { require: 'readonly' } },
  },
  { files: ['benches/request/*.js'], languageOptions: { globals: { globalThis: 'readonly' } } },
  // JavaScriptCore's shell.
  { files: ['tests/jsc/*.js'], languageOptions: { sourceType: 'script', globals: jscGlobals() } },
];

function jscGlobals() {
  const names = [
    'WebAssembly',
    'arguments',
    'drainMicrotasks',
    'print',
    'quit',
    'readFile',
    'setTimeout',
  ];
  return Object.fromEntries(names.map((name) => [name, 'readonly']));
}

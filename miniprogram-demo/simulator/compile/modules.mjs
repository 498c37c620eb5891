/** The mini-program's JavaScript, as functions whose scope is that of a logic layer. */
import esbuild from 'esbuild';
import { LACKING } from '../../../tests/support/sandbox.mjs';

/** What a module is given, in this order. */
export const GIVEN = [
  ...['require', 'module', 'exports', 'wx', 'WXWebAssembly', 'App', 'getApp', 'getCurrentPages'],
  ...['Date', 'setTimeout', 'clearTimeout', 'Page', 'Component', 'Behavior'],
];

/** What a browser's window or node has, and no logic layer. */
const FOREIGN = [
  ...['alert', 'cancelAnimationFrame', 'customElements', 'File', 'FormData', 'history', 'Image'],
  ...['indexedDB', 'MessageChannel', 'MutationObserver', 'parent', 'requestAnimationFrame'],
  ...['sessionStorage', 'setImmediate', 'SharedWorker', 'top', 'WebSocket', 'Worker'],
];

// Not even strict code may name a parameter `eval`.
const ABSENT = [...LACKING, ...FOREIGN].filter((name) => name !== 'eval');

/**
 * Compiles a module to an expression: a function of {@link GIVEN}. ECMAScript modules become
 * CommonJS, as in the devtools. What a logic layer lacks is hidden by parameters that nobody passes;
 * `Function('return this')()` would find it all the same.
 */
export function compileModule(file, source) {
  const { code } = esbuild.transformSync(source, {
    format: 'cjs',
    target: 'es2020',
    charset: 'utf8',
    sourcefile: file,
  });
  return `function (${[...GIVEN, ...ABSENT].join(', ')}) {\n${code}}`;
}

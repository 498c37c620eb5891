import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const shell = (file) => fileURLToPath(new URL(`../../src/shell/${file}`, import.meta.url));

/** The shell with no core to load: what the component asks of it needs none. */
const { outputFiles } = await esbuild.build({
  entryPoints: [shell('create-auth.js')],
  bundle: true,
  format: 'cjs',
  platform: 'neutral',
  target: 'es2017',
  define: { RELEASE: '0' },
  external: ['./registry.js', './plain-core.js', 'weapp-auth-glue', 'weapp-auth-imports'],
  write: false,
  logOverride: { 'commonjs-variable-in-esm': 'silent' },
});

/** What the component finds in the registry when an app has laid `wx` over the platform's. */
function openEntry(wx) {
  const entries = new Map();
  const registry = {
    has: (name) => entries.has(name),
    add: (name, entry) => entries.set(name, entry),
  };
  const module = { exports: {} };
  const modules = { './registry.js': registry };
  new Function('module', 'require', outputFiles[0].text)(module, (name) => modules[name] ?? {});
  module.exports.createAuth({
    baseUrl: 'https://api.example.com',
    loginUrl: '/login',
    loginPage: 'pages/login/login',
    wx,
  });
  return entries.values().next().value;
}

test("the component's calls go to what the app has laid over the platform's", () => {
  const calls = [];
  const entry = openEntry({ getUserProfile: (options) => void calls.push(options) });
  const options = { desc: 'text', fail: () => assert.fail('failed') };
  entry.call('getUserProfile', options);
  assert.deepEqual(calls, [options]);
});

test('a call of the component that nobody has fails, once', () => {
  const failures = [];
  openEntry({}).call('getUserProfile', { fail: (cause) => failures.push(cause) });
  assert.equal(failures.length, 1);
});

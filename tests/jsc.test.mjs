import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PKG } from './support/sandbox.mjs';

const JSC = process.env.JSC_PATH || 'jsc';
const FOLDER = fileURLToPath(new URL('jsc', import.meta.url));

async function run(entry, options) {
  const dist = path.join(PKG, 'miniprogram_dist');
  const args = [...options, path.join(FOLDER, 'main.js'), '--', FOLDER, dist, entry];
  try {
    return (await promisify(execFile)(JSC, args, { timeout: 300_000 })).stdout;
  } catch (error) {
    assert.notEqual(
      error.code,
      'ENOENT',
      `${JSC} is missing: install Debian's libjavascriptcoregtk-4.0-bin, or set JSC_PATH`,
    );
    assert.fail(`${error.message}\n${error.stdout}`);
  }
}

for (const [name, options] of [
  ['JavaScriptCore', []],
  ['JavaScriptCore without its JIT', ['--useJIT=false']],
]) {
  for (const [entry, checks] of [
    ['index.js', 858],
    ['plain.js', 828],
  ]) {
    test(`${entry} works in ${name}`, async () => {
      assert.equal(await run(entry, options), `${checks} checks, 0 failed\n`);
    });
  }
}

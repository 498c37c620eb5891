import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PKG } from './support/sandbox.mjs';

const JSC = process.env.JSC_PATH || 'jsc';
const [MAIN, CHECKS] = ['jsc/main.js', 'jsc/checks.js'].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
);

async function run(...options) {
  const args = [...options, MAIN, '--', CHECKS, path.join(PKG, 'miniprogram_dist')];
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
  test(`the built package works in ${name}`, async () => {
    assert.equal(await run(...options), '843 checks, 0 failed\n');
  });
}

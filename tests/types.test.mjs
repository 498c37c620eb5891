import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { tsc } from './support/tsc.mjs';

for (const [folder, where] of [
  ['types', ''],
  ['types/bare', ', in a program without miniprogram-api-typings'],
]) {
  test(`the types take what an app may write, and refuse what it may not${where}`, () => {
    assert.equal(tsc(fileURLToPath(new URL(folder, import.meta.url))), '');
  });
}

test('what the core gives is what the types declare', () => {
  assert.equal(tsc(fileURLToPath(new URL('types/wire', import.meta.url))), '');
});

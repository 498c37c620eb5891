import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { tsc } from './support/tsc.mjs';

test('the types take what an app may write, and refuse what it may not', () => {
  assert.equal(tsc(fileURLToPath(new URL('types', import.meta.url))), '');
});

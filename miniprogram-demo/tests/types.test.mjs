import assert from 'node:assert/strict';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { tsc } from '../../tests/support/tsc.mjs';

test("the pages type-check against WeChat's typings and the package's", () => {
  assert.equal(tsc(fileURLToPath(new URL('..', import.meta.url))), '');
});

import assert from 'node:assert/strict';
import { data } from './sandbox.mjs';

/** Asserts that a value of the mini-program is data like this. */
export function assertData(actual, expected, message) {
  assert.deepEqual(data(actual), expected, message);
}

/** The `AuthError` that a promise rejects with. */
export async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    assert.equal(error?.name, 'AuthError', `rejected with ${describe(error)}`);
    return error;
  }
  assert.fail('expected a rejection');
}

/** The `AuthError` that a call throws. */
export function thrown(call) {
  try {
    call();
  } catch (error) {
    assert.equal(error?.name, 'AuthError', `threw ${describe(error)}`);
    return error;
  }
  assert.fail('expected a throw');
}

function describe(error) {
  try {
    return `${error?.name}: ${error?.message}`;
  } catch {
    return 'something hostile';
  }
}

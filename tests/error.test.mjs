import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyKind } from './support/values.mjs';
import { openMiniProgram } from './support/sandbox.mjs';

const app = openMiniProgram();
const { AuthError, isAuthError } = app.require('weapp-auth');

test('an AuthError is an Error of the mini-program', () => {
  const error = new AuthError('loadFailed', 'what to do');
  assert(error instanceof app.evaluate('Error'));
  assert(error instanceof AuthError);
  assert.equal(Object.prototype.toString.call(error), '[object Error]');
  assert.equal(String(error), 'AuthError: what to do');
  assert.match(error.stack, /what to do/);
});

test('an AuthError says its code, its step, whose choice it was and its cause', () => {
  const { name, code, message, step, byUser, cause } = new AuthError('notLoaded', 'text');
  assert.deepEqual(
    { name, code, message, step, byUser, cause },
    {
      name: 'AuthError',
      code: 'notLoaded',
      message: 'text',
      step: null,
      byUser: false,
      cause: undefined,
    },
  );
  const told = new AuthError('notLoaded', 'text', { step: 'userInfo', byUser: true, cause: null });
  assert.equal(told.step, 'userInfo');
  assert.equal(told.byUser, true);
  assert.equal(told.cause, null);
});

test('isAuthError knows errors of this copy and of another one', () => {
  const other = openMiniProgram().require('weapp-auth');
  assert(isAuthError(new AuthError('loadFailed', '')));
  assert(isAuthError(new other.AuthError('loadFailed', '')));
  assert(!(new other.AuthError('loadFailed', '') instanceof AuthError));
  class Derived extends AuthError {}
  assert(isAuthError(new Derived('loadFailed', '')));
});

test('isAuthError takes nothing else for one', () => {
  for (const [name, value] of Object.entries(everyKind())) {
    assert.equal(isAuthError(value), false, name);
  }
  assert.equal(isAuthError(), false);
  assert.equal(isAuthError(Object.assign(new Error('x'), { code: 'loadFailed' })), false);
  assert.equal(isAuthError(Object.assign(new Error('x'), { name: 'AuthError', code: 1 })), false);
});

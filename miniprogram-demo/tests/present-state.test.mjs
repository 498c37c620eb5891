/** The state that the panel lights. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { presentState } from '../simulator/panel/present-state.js';

const STARTED = [{ type: 'started' }, { type: 'storageRead' }];

function state(status, events, { running = 0, isOnLoginPage = false } = {}) {
  const told = [...STARTED, ...events.map((event) => (event.type ? event : { type: event }))];
  return presentState({ view: { status }, events: told, running, isOnLoginPage });
}

test('a login is due until its turn, then awaits the code, then the exchange', () => {
  assert.equal(state('loggingIn', ['requestMade']), 'LoginDue');
  assert.equal(state('loggingIn', ['requestMade', 'turnAcquired']), 'AwaitingCode');
  assert.equal(state('loggingIn', ['turnAcquired', 'codeReceived']), 'Exchanging');
  const first = ['turnAcquired', 'codeReceived', 'exchangeAnswered'];
  assert.equal(state('loggingIn', [...first, 'loginAsked']), 'LoginDue');
  assert.equal(state('loggingIn', [...first, 'loginAsked', 'turnAcquired']), 'AwaitingCode');
});

test('a question is due, on its way, and asked', () => {
  assert.equal(state('blocked', ['responseArrived']), 'PageDue');
  assert.equal(state('blocked', ['turnAcquired']), 'GoingToLogin');
  const arrived = ['turnAcquired', 'navigated'];
  assert.equal(state('blocked', arrived, { isOnLoginPage: true }), 'Blocked');
});

test('an answer waits for its turn, and is submitted', () => {
  assert.equal(state('authorizing', ['answered']), 'SubmissionDue');
  assert.equal(state('authorizing', ['answered', 'turnAcquired']), 'Submitting');
});

test('who is signed in may be idle, asking, or on the way back', () => {
  assert.equal(state('signedIn', []), 'SignedIn');
  assert.equal(state('signedIn', [], { running: 1 }), 'Requesting');
  assert.equal(state('signedIn', ['turnAcquired']), 'GoingBack');
});

test('who is signed out may be held, or waiting for a server in trouble', () => {
  assert.equal(presentState({ view: { status: 'signedOut' }, events: [] }), 'Starting');
  assert.equal(state('signedOut', []), 'SignedOut');
  assert.equal(state('signedOut', [{ type: 'logoutAsked', hold: false }]), 'SignedOut');
  const held = { type: 'logoutAsked', hold: true };
  assert.equal(state('signedOut', [held]), 'Held');
  assert.equal(state('signedOut', [held, 'loginAsked', 'loginFailed']), 'SignedOut');
  const answered = (status) => ({ type: 'exchangeAnswered', response: { status } });
  assert.equal(state('signedOut', [answered(503)]), 'BreakerOpen');
  assert.equal(state('signedOut', [answered(429)]), 'BreakerOpen');
  assert.equal(state('signedOut', [answered(403)]), 'SignedOut');
});

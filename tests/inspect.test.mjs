import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertData } from './support/assert.mjs';
import { openLoaded } from './support/sandbox.mjs';
import { everyKind, hostileProxy, revokedProxy } from './support/values.mjs';

const { app, auth } = await openLoaded();
const { inspectResponse } = auth;
/** RFC 9110's example of a date, and its instant. */
const DATE = 'Sun, 06 Nov 1994 08:49:37 GMT';
const INSTANT = 784_111_777_000;

const unknown = { outcome: 'unknown', steps: [], retryAfter: null };
const stepsOf = (header) => inspectResponse({ statusCode: 401, header }).steps;
const retryAfter = (value, ...now) =>
  inspectResponse({ statusCode: 503, header: { 'Retry-After': value } }, ...now).retryAfter;

function outcomeOf(status) {
  const own = {
    400: 'badRequest',
    401: 'unauthorized',
    403: 'forbidden',
    404: 'notFound',
    405: 'methodNotAllowed',
    429: 'tooManyRequests',
    503: 'unavailable',
  };
  const classes = ['unknown', 'success', 'redirect', 'clientError', 'serverError'];
  return own[status] ?? classes[Math.floor(status / 100) - 1];
}

test('every status from 100 to 599 has its outcome, and only 401 has steps', () => {
  const header = { 'Www-Authenticate': 'getUserInfo' };
  for (let statusCode = 100; statusCode < 600; statusCode += 1) {
    assertData(
      inspectResponse({ statusCode, header }),
      {
        outcome: outcomeOf(statusCode),
        steps: statusCode === 401 ? ['userInfo'] : [],
        retryAfter: null,
      },
      String(statusCode),
    );
  }
});

test('what is no status is unknown, and has no steps', () => {
  const header = { 'www-authenticate': 'getUserInfo' };
  const numbers = [0, -0, 1, 99, 600, 4011, 401.5, -401, 401 + 2 ** 32, 2 ** 53, 1e300, Number.NaN];
  for (const statusCode of [...numbers, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    assertData(inspectResponse({ statusCode, header }), unknown, String(statusCode));
  }
  for (const statusCode of ['401', '', ' 401', '0x191', [401], true, Object(401), 401n]) {
    assertData(inspectResponse({ statusCode, header }), unknown);
  }
  for (const [kind, value] of Object.entries(everyKind())) {
    if (kind !== 'number') {
      assertData(inspectResponse({ statusCode: value, header }), unknown, kind);
    }
  }
});

test('a response that is none is unknown', () => {
  assertData(inspectResponse(), unknown);
  for (const [kind, value] of Object.entries(everyKind())) {
    assertData(inspectResponse(value), unknown, kind);
  }
});

test('a getter of the response that throws leaves its field absent', () => {
  const response = {
    get statusCode() {
      throw new Error('hostile');
    },
    header: { 'retry-after': 1 },
  };
  assertData(inspectResponse(response), { ...unknown, retryAfter: 1000 });
  const headless = {
    statusCode: 401,
    get header() {
      throw new Error('hostile');
    },
  };
  assertData(inspectResponse(headless).steps, ['login']);
});

test('fields of a response may be inherited, as those of a class are', () => {
  class Response {
    get statusCode() {
      return 401;
    }
    get header() {
      return { 'www-authenticate': 'getPhoneNumber' };
    }
  }
  assertData(inspectResponse(new Response()).steps, ['phoneNumber']);
});

test('a 401 that names no scheme of ours asks for a login', () => {
  for (const header of [
    ...[undefined, null, {}, [], 'getUserInfo', { 'www-authenticate': '' }],
    ...[{ 'www-authenticate': 'Bearer realm="api", Basic' }, { authenticate: 'getUserInfo' }],
    ...[{ 'proxy-authenticate': 'getUserInfo' }, hostileProxy(), revokedProxy()],
    ['www-authenticate', 'getUserInfo'],
  ]) {
    assertData(stepsOf(header), ['login']);
  }
});

test('a 401 asks for our steps in the order the server named them, without repeats', () => {
  for (const casing of [
    'WWW-Authenticate',
    'Www-Authenticate',
    'www-authenticate',
    'WWW-AUTHENTICATE',
  ]) {
    assertData(stepsOf({ [casing]: 'getUserInfo' }), ['userInfo']);
    assertData(stepsOf({ [casing]: ['Bearer', 'GETPHONENUMBER'] }), ['phoneNumber']);
    assertData(stepsOf({ [casing]: 'getPhoneNumber, Bearer a=b, getUserInfo, getPhoneNumber' }), [
      'phoneNumber',
      'userInfo',
    ]);
  }
  const both = {
    'www-authenticate': 'getUserInfo',
    'WWW-Authenticate': ['getPhoneNumber, getUserInfo'],
  };
  assertData(stepsOf(both), ['userInfo', 'phoneNumber']);
});

test('a quoted string that one line opens does not swallow the next line', () => {
  assertData(stepsOf({ 'www-authenticate': ['Basic realm="x', 'getUserInfo'] }), ['userInfo']);
  assertData(stepsOf({ 'www-authenticate': 'Basic realm="x', 'WWW-Authenticate': 'getUserInfo' }), [
    'userInfo',
  ]);
});

test('Retry-After in seconds is a wait in ms, as text or as a number', () => {
  for (const [value, ms] of [
    ...[
      ['120', 120_000],
      [120, 120_000],
      ['0', 0],
      [0, 0],
      [' 007\t', 7000],
      [['soon', '2'], 2000],
    ],
    ...[
      ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
      [2 ** 52, Number.MAX_SAFE_INTEGER],
    ],
  ]) {
    assert.equal(retryAfter(value), ms, String(value));
    assert.equal(retryAfter(value, Number.NaN), ms, String(value));
  }
});

test('of several Retry-After fields the first that can be read counts', () => {
  assert.equal(retryAfter('120, 30'), 120_000);
  assert.equal(retryAfter(['soon', 2, '3']), 2000);
  assert.equal(
    inspectResponse({ statusCode: 503, header: { 'Retry-After': 'soon', 'retry-after': '4' } })
      .retryAfter,
    4000,
  );
});

test('Retry-After that is neither seconds nor a date says nothing', () => {
  for (const value of ['', '-1', -1, '+1', 1.5, '1e3', '0x10', '１２０', 'soon', DATE.slice(5)]) {
    assert.equal(retryAfter(value, 0), null, String(value));
  }
  for (const value of [null, undefined, {}, [], true, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.equal(retryAfter(value, 0), null, String(value));
  }
});

test('Retry-After as a date counts from the now that was passed', () => {
  for (const date of [DATE, 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994']) {
    assert.equal(retryAfter(date, INSTANT - 5000), 5000, date);
    assert.equal(retryAfter(date, INSTANT + 5000), 0, date);
    assert.equal(retryAfter(date, INSTANT - 0.25), 1, date);
  }
});

test('Retry-After as a date counts from the clock where no now is passed', () => {
  const { now } = app.evaluate('Date');
  app.evaluate(`Date.now = () => ${INSTANT - 7000}`);
  try {
    assert.equal(retryAfter(DATE), 7000);
    assert.equal(retryAfter(DATE, undefined), 7000);
    assert.equal(retryAfter(DATE, INSTANT - 1000), 1000);
  } finally {
    app.evaluate('Date').now = now;
  }
  assert.equal(retryAfter(DATE), 0);
});

test('a now that is no number says nothing about a date', () => {
  const kinds = everyKind();
  const numbers = ['zero', 'minus zero', 'number', 'fraction', 'Infinity'];
  for (const [kind, now] of Object.entries(kinds)) {
    assert.equal(retryAfter('2', now), 2000, kind);
    if (now !== undefined) {
      assert.equal(retryAfter(DATE, now) !== null, numbers.includes(kind), kind);
    }
  }
  assert.equal(retryAfter(DATE, 401.5), INSTANT - 401);
});

test('Retry-After is found under any casing and told for any status', () => {
  for (const name of ['Retry-After', 'retry-after', 'RETRY-AFTER', 'Retry-after']) {
    for (const statusCode of [200, 301, 401, 429, 503, Number.NaN]) {
      assert.equal(inspectResponse({ statusCode, header: { [name]: '3' } }).retryAfter, 3000);
    }
  }
});

test('the inspection has its three fields, and is a new object each time', () => {
  const response = { statusCode: 401, header: {} };
  const [one, other] = [inspectResponse(response), inspectResponse(response)];
  assert.notEqual(one, other);
  assert.notEqual(one.steps, other.steps);
  assert.deepEqual(Object.keys(one), ['outcome', 'steps', 'retryAfter']);
  assert.equal(Object.getPrototypeOf(one), app.evaluate('Object.prototype'));
  assert(one.steps instanceof app.evaluate('Array'));
});

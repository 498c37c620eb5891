// What the package must do in JavaScriptCore's shell, once main.js has loaded it.
'use strict';
/* global module */

/**
 * Runs all checks: `check` takes what must be true, `equal` what must come out. What is asked of the
 * module's memory is asked where there is a module.
 */
module.exports = function runChecks(auth, instance, { check, equal }) {
  if (instance) {
    checkMemory(auth, instance, { check, equal });
  }
  checkHeaders(auth, { check, equal });
  checkChallenges(auth, { equal });
  checkInspections(auth, { equal });
  checkFuzz(auth, { check });
};

function checkHeaders({ findHeader, normalizeHeader }, { check, equal }) {
  for (const name of [
    'WWW-Authenticate',
    'Www-Authenticate',
    'www-authenticate',
    'WWW-AUTHENTICATE',
  ]) {
    equal(`findHeader ${name}`, () => findHeader({ [name]: 'a' }, 'Www-authenticate'), 'a');
  }
  equal('several', () => findHeader({ A: 'x', b: 'y', a: ['z', 3, null, {}] }, 'a'), 'x, z, 3');
  equal('normalize', () => normalizeHeader({ B: 1, A: 'x', a: 'y' }), { a: 'x, y', b: '1' });
  equal('inherited', () => findHeader(Object.create({ a: 'b' }), 'a'), undefined);
  equal('constructor', () => findHeader({}, 'constructor'), undefined);
  equal('__proto__', () => findHeader(JSON.parse('{"__proto__":"a"}'), '__proto__'), 'a');
  const polluting = normalizeHeader(JSON.parse('{"__proto__":"a"}'));
  check('__proto__ is own', () => Object.getPrototypeOf(polluting) === Object.prototype);
  const sparse = new Array(4000000000);
  sparse[3999999999] = 'z';
  equal('sparse', () => findHeader({ a: sparse }, 'a'), 'z');
  const throwing = () => {
    throw new Error('hostile');
  };
  const traps = {};
  for (const trap of Object.getOwnPropertyNames(Reflect)) {
    traps[trap] = throwing;
  }
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const getter = {
    get a() {
      return throwing();
    },
    b: 'c',
  };
  for (const value of [
    new Proxy({}, traps),
    new Proxy([], traps),
    revoked.proxy,
    null,
    undefined,
    1,
    'a',
    Symbol('a'),
    [],
    getter,
  ]) {
    equal('hostile header', () => findHeader(value, 'a'), undefined);
    equal('hostile value', () => findHeader({ A: value, a: ['x', value] }, 'b'), undefined);
  }
  equal('throwing getter', () => normalizeHeader(getter), { b: 'c' });
  for (const text of [
    '\ufeff',
    '手机号 😀',
    '\ud800',
    'a\udc00b',
    '\u0000',
    'é'.repeat(65536),
    'x'.repeat(1048576),
  ]) {
    check(`text of ${text.length}`, () => findHeader({ a: text }, 'A') === text);
    check(
      `texts of ${text.length}`,
      () => normalizeHeader({ A: [text, text] }).a === `${text}, ${text}`,
    );
  }
}

function checkChallenges({ parseChallenges, inspectResponse }, { equal }) {
  const read = (value) =>
    parseChallenges(value).map(({ scheme, token68, params }) =>
      [scheme, token68].concat(...params),
    );
  const reads = (value, ...expected) => equal(`read ${value}`, () => read(value), expected);
  reads('Basic realm="getPhoneNumber"', ['Basic', null, 'realm', 'getPhoneNumber']);
  reads('Bearer getUserInfo="x"', ['Bearer', null, 'getUserInfo', 'x']);
  reads('Bearer getPhoneNumber', ['Bearer', 'getPhoneNumber']);
  reads('getUserInfoX', ['getUserInfoX', null]);
  reads('Basic realm="x, getPhoneNumber', ['Basic', null]);
  reads('getUserInfo, ;;;', ['getUserInfo', null]);
  reads('@@@, getUserInfo', ['getUserInfo', null]);
  reads(
    'NTLM abc==, Digest a="\\"", b=手, c=d',
    ['NTLM', 'abc=='],
    ['Digest', null, 'a', '"', 'c', 'd'],
  );
  reads('Basic realm="手机号 😀\ufeff"', ['Basic', null, 'realm', '手机号 😀\ufeff']);
  reads('Basic realm="a\ud800b"', ['Basic', null, 'realm', 'a\ufffdb']);
  reads(['Basic realm="x', null, 'getUserInfo'], ['Basic', null], ['getUserInfo', null]);
  for (const value of [undefined, null, {}, [], Symbol('a'), () => 'Basic', new Date(0), true]) {
    equal('no challenges', () => parseChallenges(value), []);
  }
  for (const value of [
    'Basic realm="getPhoneNumber"',
    'Bearer getUserInfo="x"',
    'Bearer getPhoneNumber',
    'getUserInfoX',
    '',
  ]) {
    equal(
      `steps of ${value}`,
      () => inspectResponse({ statusCode: 401, header: { 'Www-Authenticate': value } }).steps,
      ['login'],
    );
  }
  equal('1 MiB', () => parseChallenges(`${'a,'.repeat(524288)}`).length, 524288);
}

function checkInspections({ inspectResponse }, { equal }) {
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
  const header = { 'Www-Authenticate': 'getPhoneNumber, getUserInfo' };
  for (let statusCode = 100; statusCode < 600; statusCode += 1) {
    equal(`status ${statusCode}`, () => inspectResponse({ statusCode, header }), {
      outcome: own[statusCode] || classes[Math.floor(statusCode / 100) - 1],
      steps: statusCode === 401 ? ['phoneNumber', 'userInfo'] : [],
      retryAfter: null,
    });
  }
  for (const statusCode of [
    0,
    NaN,
    '401',
    4011,
    401.5,
    null,
    undefined,
    Infinity,
    {},
    -401,
    4294967697,
  ]) {
    equal(`status ${String(statusCode)}`, () => inspectResponse({ statusCode, header }), {
      outcome: 'unknown',
      steps: [],
      retryAfter: null,
    });
  }
  const wait = (value, now) =>
    inspectResponse({ statusCode: 503, header: { 'retry-after': value } }, now).retryAfter;
  const date = 'Sun, 06 Nov 1994 08:49:37 GMT';
  equal(
    'Retry-After',
    () => [wait('2'), wait(2), wait('soon'), wait(date, 784111772000), wait(date, NaN), wait(date)],
    [2000, 2000, null, 5000, null, 0],
  );
}

function checkFuzz({ parseChallenges, inspectResponse, normalizeHeader }, { check }) {
  const pieces = [
    'getUserInfo',
    'Basic',
    ' realm=',
    '"',
    '\\',
    ',',
    ', ',
    ' ',
    '=',
    'abc==',
    '手',
    '😀',
    '\ud83d',
    '\0',
    '@',
  ];
  let state = 20261121;
  const next = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % limit;
  };
  for (let times = 0; times < 200; times += 1) {
    let text = '';
    for (let length = next(16); length > 0; length -= 1) {
      text += pieces[next(pieces.length)];
    }
    check(`fuzz ${JSON.stringify(text)}`, () => {
      const challenges = parseChallenges(text);
      const { steps } = inspectResponse({
        statusCode: 401,
        header: { 'www-authenticate': text },
      });
      const asked = challenges.some(({ scheme }) => scheme === 'getUserInfo');
      return (
        steps.join() === (asked ? 'userInfo' : 'login') && normalizeHeader({ T: text }).t === text
      );
    });
  }
}

function checkMemory({ findHeader, inspectResponse, parseChallenges }, instance, { check, equal }) {
  const size = () => instance.exports.memory.buffer.byteLength;
  const small = () => {
    equal(
      'small after growth',
      () =>
        inspectResponse({
          statusCode: 401,
          header: { A: 'x', 'www-authenticate': 'getUserInfo' },
        }).steps,
      ['userInfo'],
    );
    equal('text after growth', () => parseChallenges('Basic realm="手机号"')[0].params, [
      ['realm', '手机号'],
    ]);
  };
  for (const length of [2, 4, 8].map((mib) => mib * 1048576)) {
    const before = size();
    equal(
      'large',
      () => parseChallenges(`Basic realm="${'x'.repeat(length)}"`)[0].params[0][1].length,
      length,
    );
    check('memory has grown', () => size() > before);
    small();
    const name = 'N'.repeat(length);
    equal('large name', () => findHeader({ [name]: 'v' }, name), 'v');
    small();
  }
  const settled = size();
  for (let times = 0; times < 20000; times += 1) {
    inspectResponse({
      statusCode: 401,
      header: { 'www-authenticate': ['getUserInfo', 'Basic a="b"'] },
    });
  }
  equal('memory after 20,000 calls', size, settled);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertData } from './support/assert.mjs';
import { openLoaded } from './support/sandbox.mjs';
import { everyKind, hostileProxy, revokedProxy } from './support/values.mjs';

const { app, auth } = await openLoaded();
const { findHeader, normalizeHeader } = auth;
const find = (header) => findHeader(header, 'www-authenticate');
const throwing = () => {
  throw new Error('hostile');
};

test('a field is found under any casing, whatever casing is asked for', () => {
  const casings = ['WWW-Authenticate', 'Www-Authenticate', 'www-authenticate', 'WWW-AUTHENTICATE'];
  for (const received of [...casings, 'wWw-aUtHeNtIcAtE']) {
    for (const asked of casings) {
      assert.equal(findHeader({ [received]: 'getUserInfo' }, asked), 'getUserInfo');
    }
    assertData(normalizeHeader({ [received]: 'x' }), { 'www-authenticate': 'x' });
  }
});

test('only ASCII letters have casings', () => {
  assert.equal(findHeader({ 'Ä-\u212a': 'x' }, 'ä-k'), undefined);
  assert.equal(findHeader({ 'X-Ä': 'x' }, 'x-Ä'), 'x');
  assertData(normalizeHeader({ 'X-Ä': 'x' }), { 'x-Ä': 'x' });
});

test('only the whole name is the name', () => {
  const header = { 'www-authenticate-x': 'a', 'x-www-authenticate': 'b', ' www-authenticate': 'c' };
  assert.equal(find(header), undefined);
});

test('several casings at once are joined in the order received', () => {
  const header = {
    'Www-Authenticate': 'a',
    other: 'x',
    'www-authenticate': 'b',
    'WWW-Authenticate': 'c',
  };
  assert.equal(find(header), 'a, b, c');
  assertData(normalizeHeader(header), { 'www-authenticate': 'a, b, c', other: 'x' });
});

test('the elements of an array are joined, in order', () => {
  assert.equal(find({ 'www-authenticate': ['a', 'b', 3, '', 'd'] }), 'a, b, 3, , d');
  assert.equal(find({ 'WWW-Authenticate': 'a', 'www-authenticate': ['b', 'c'] }), 'a, b, c');
  const many = Array.from({ length: 300 }, (_, index) => index);
  assert.equal(find({ 'www-authenticate': many }), many.join(', '));
});

test('numbers are text, as JavaScript writes them', () => {
  const written = [0, -0, 1.5, 1e21, 2 ** 53, -1e-7, Number.NaN, Number.POSITIVE_INFINITY];
  for (const number of written) {
    assert.equal(find({ 'www-authenticate': number }), String(number));
  }
});

test('an empty value is a value', () => {
  assert.equal(find({ 'www-authenticate': '' }), '');
  assert.equal(find({ 'www-authenticate': [''] }), '');
  assertData(normalizeHeader({ A: '' }), { a: '' });
});

test('what is neither text nor a number is no value', () => {
  for (const [kind, value] of Object.entries(everyKind())) {
    if (!['string', 'number'].includes(typeof value)) {
      assert.equal(find({ 'www-authenticate': ['a', value, 'b'] }), 'a, b', kind);
    }
    if (!/array|number|string|surrogate|zero|fraction|NaN|Infinity/.test(kind)) {
      assert.equal(find({ 'www-authenticate': value }), undefined, kind);
      assert.equal(find({ 'WWW-Authenticate': 'a', 'www-authenticate': value }), 'a', kind);
      assertData(normalizeHeader({ 'www-authenticate': value, b: 'c' }), { b: 'c' }, kind);
    }
  }
});

test('an array in an array is no value', () => {
  assert.equal(find({ 'www-authenticate': ['a', ['b'], 'c'] }), 'a, c');
  const cyclic = ['a'];
  cyclic.push(cyclic, 'b');
  assert.equal(find({ 'www-authenticate': cyclic }), 'a, b');
  assert.equal(find(cyclic), undefined);
});

test('a sparse array costs what is in it, not its length', () => {
  const sparse = new Array(2 ** 32 - 1);
  assert.equal(find({ 'www-authenticate': sparse }), undefined);
  sparse[2 ** 32 - 2] = 'z';
  sparse[7] = 'a';
  assert.equal(find({ 'www-authenticate': sparse }), 'a, z');
  assertData(normalizeHeader({ A: sparse }), { a: 'a, z' });
});

test('what stands on an array beside its elements is no value', () => {
  const array = Object.assign(['a'], { note: 'b', '-1': 'c', index: 0 });
  assert.equal(find({ 'www-authenticate': array }), 'a');
});

test('a header that is no object has no fields', () => {
  for (const [kind, value] of Object.entries(everyKind())) {
    // These have elements of their own, so they are headers, if odd ones.
    if (!['boxed string', 'frozen object', 'arguments', 'bytes'].includes(kind)) {
      assert.equal(find(value), undefined, kind);
      assertData(normalizeHeader(value), {}, kind);
    }
  }
  assert.equal(findHeader(), undefined);
  assertData(normalizeHeader(), {});
});

test('a name that is no string finds nothing', () => {
  const header = {
    undefined: 'a',
    null: 'b',
    401: 'c',
    '[object Object]': 'd',
    '': 'e',
    true: 'f',
  };
  for (const [kind, name] of Object.entries(everyKind())) {
    if (typeof name !== 'string') {
      assert.equal(findHeader(header, name), undefined, kind);
    }
  }
  assert.equal(findHeader(header, ''), 'e');
  assert.equal(findHeader(header, '401'), 'c');
});

test('a getter is read, and one that throws leaves its field absent', () => {
  let reads = 0;
  const header = {
    get 'www-authenticate'() {
      reads += 1;
      return 'a';
    },
    get 'Www-Authenticate'() {
      return throwing();
    },
    b: 'c',
  };
  assert.equal(find(header), 'a');
  assert.equal(reads, 1);
  assertData(normalizeHeader(header), { 'www-authenticate': 'a', b: 'c' });
  const array = ['a', 'b', 'c'];
  Object.defineProperty(array, 1, { get: throwing, enumerable: true });
  assert.equal(find({ 'www-authenticate': array }), 'a, c');
});

test('inherited fields, and those that are not enumerable, are no fields', () => {
  assert.equal(find(Object.create({ 'www-authenticate': 'a' })), undefined);
  const hidden = Object.defineProperty({}, 'www-authenticate', { value: 'a', enumerable: false });
  assert.equal(find(hidden), undefined);
  for (const name of Object.getOwnPropertyNames(Object.prototype)) {
    assert.equal(findHeader({}, name), undefined, name);
  }
  assertData(normalizeHeader(Object.create({ a: 'b' })), {});
});

test('a header without a prototype, or of a class, is one', () => {
  assert.equal(find(Object.assign(Object.create(null), { 'www-authenticate': 'a' })), 'a');
  class Header {
    'WWW-Authenticate' = 'a';
  }
  assert.equal(find(new Header()), 'a');
  assert.equal(find(app.evaluate(`({ 'WWW-Authenticate': 'a' })`)), 'a');
});

test('names of Object.prototype are fields like any other', () => {
  const header = JSON.parse('{"__proto__": "a", "Constructor": "b", "toString": "c"}');
  assert.equal(findHeader(header, '__proto__'), 'a');
  assert.equal(findHeader(header, 'constructor'), 'b');
  const normalized = normalizeHeader(header);
  assert.deepEqual(Object.entries(normalized).sort(), [
    ['__proto__', 'a'],
    ['constructor', 'b'],
    ['tostring', 'c'],
  ]);
  assert.equal(Object.getPrototypeOf(normalized), app.evaluate('Object.prototype'));
  assert.equal(app.evaluate('({}).a'), undefined);
  assertData(normalizeHeader(JSON.parse('{"__proto__": {"polluted": "x"}}')), {});
  assert.equal(app.evaluate('({}).polluted'), undefined);
});

test('what normalizeHeader returns is an ordinary object of the mini-program', () => {
  const normalized = normalizeHeader({ A: 'b' });
  assert.deepEqual(Object.getOwnPropertyDescriptor(normalized, 'a'), {
    value: 'b',
    writable: true,
    enumerable: true,
    configurable: true,
  });
  assert.equal(normalizeHeader(normalized).a, 'b');
});

test('symbols are no names', () => {
  assertData(normalizeHeader({ [Symbol('a')]: 'b', [Symbol.iterator]: 'c', d: 'e' }), { d: 'e' });
});

test('a proxy whose traps throw has no fields', () => {
  for (const target of [{}, [], () => {}]) {
    for (const proxy of [hostileProxy(target), revokedProxy(target)]) {
      assert.equal(find(proxy), undefined);
      assertData(normalizeHeader(proxy), {});
      assert.equal(find({ 'www-authenticate': proxy, 'WWW-Authenticate': 'a' }), 'a');
      assert.equal(find({ 'www-authenticate': ['a', proxy] }), 'a');
    }
  }
  for (const trap of ['ownKeys', 'get', 'getOwnPropertyDescriptor']) {
    const proxy = new Proxy({ 'www-authenticate': 'a' }, { [trap]: throwing });
    assert.equal(find(proxy), undefined, trap);
  }
});

test('a proxy that works is read through', () => {
  assert.equal(find(new Proxy({ 'WWW-Authenticate': 'a' }, {})), 'a');
  assert.equal(find({ 'www-authenticate': new Proxy(['a', 'b'], {}) }), 'a, b');
});

test('values of any length and any text come back unchanged', () => {
  for (const value of [
    ...['\ufeff', '\ufeffBasic', 'a\ufeffb\ufeff', '手机号 😀 é', '\u0000\u0001\n\r\t', ' a '],
    ...['\ud800', 'a\udc00b', '\udc00\ud800', '\ud83d\ude00\ud83d', '\ufffd', '\u2028\u2029'],
    ...['x'.repeat(65_536), 'é'.repeat(65_536), '😀'.repeat(262_144), 'y'.repeat(2 ** 20)],
  ]) {
    assert.equal(find({ 'WWW-Authenticate': value }), value);
    assert.equal(find({ 'WWW-Authenticate': [value, value] }), `${value}, ${value}`);
    assert.equal(normalizeHeader({ A: value }).a, value);
  }
});

test('names of any text are matched, with lone surrogates as U+FFFD', () => {
  for (const name of ['手机号', '😀', '\ufeff', '', 'a'.repeat(65_536)]) {
    assert.equal(findHeader({ [name]: 'x' }, name), 'x');
    assert.equal(normalizeHeader({ [name]: 'x' })[name], 'x');
  }
  assertData(normalizeHeader({ '\ud800': 'a' }), { '\ufffd': 'a' });
});

test('ten thousand fields are read', () => {
  const entries = Array.from({ length: 10_000 }, (_, index) => [`X-${index}`, index]);
  const normalized = normalizeHeader(Object.fromEntries(entries));
  assert.equal(Object.keys(normalized).length, 10_000);
  assert.equal(normalized['x-9999'], '9999');
});

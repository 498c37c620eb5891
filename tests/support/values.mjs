/** Values that tests throw at the package: of every kind, hostile ones, and random ones by a seed. */

/** A value that throws at whatever is done with it. */
export function hostileProxy(target = {}) {
  const refuse = () => {
    throw new Error('hostile');
  };
  const traps = Object.getOwnPropertyNames(Reflect).map((trap) => [trap, refuse]);
  return new Proxy(target, Object.fromEntries(traps));
}

export function revokedProxy(target = {}) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function cyclic() {
  const array = ['getUserInfo'];
  array.push(array);
  return array;
}

/** One value at least of every kind that JavaScript has, by a name. */
export function everyKind() {
  return {
    undefined: undefined,
    null: null,
    true: true,
    false: false,
    zero: 0,
    'minus zero': -0,
    number: 401,
    fraction: 401.5,
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
    bigint: 401n,
    'empty string': '',
    string: 'text',
    'lone surrogate': '\ud800',
    symbol: Symbol('s'),
    object: {},
    'object without prototype': Object.create(null),
    'boxed string': Object('Basic'),
    'boxed number': Object(401),
    array: [],
    'array of arrays': [['Basic'], [[null]]],
    'sparse array': new Array(4_000_000_000),
    'cyclic array': cyclic(),
    function: () => 'Basic',
    class: class {},
    date: new Date(0),
    'invalid date': new Date(Number.NaN),
    regexp: /x/,
    error: new Error('x'),
    map: new Map([['www-authenticate', 'Basic']]),
    set: new Set(['Basic']),
    'weak map': new WeakMap(),
    promise: Promise.resolve('Basic'),
    bytes: new Uint8Array(8),
    buffer: new ArrayBuffer(8),
    generator: (function* () {})(),
    'throwing getter': {
      get header() {
        throw new Error('hostile');
      },
    },
    'throwing proxy': hostileProxy(),
    'throwing proxy of an array': hostileProxy([]),
    'throwing proxy of a function': hostileProxy(() => {}),
    'revoked proxy': revokedProxy(),
    'revoked proxy of an array': revokedProxy([]),
    'frozen object': Object.freeze({ a: 'b' }),
    arguments: (function () {
      // biome-ignore lint/complexity/noArguments: this very object is wanted.
      return arguments;
    })('Basic'),
  };
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const GRAMMAR = [
  ...['getUserInfo', 'getPhoneNumber', 'Basic', 'Bearer', 'Digest', 'abc==', 'a=b', ' realm="'],
  ...[' ', '\t', ',', ', ', '=', ' = ', '"', '\\"', '"x"', ', '],
];
const PIECES = [
  ...GRAMMAR,
  ...GRAMMAR,
  ...GRAMMAR,
  ...['\r\n ', '\\', ';', '@', '/', '\0'],
  ...['手机号', '😀', '\ud83d', '\ude00', '\ufeff', '\u2028', 'é', '\u00a0', '%22', "'"],
];

/** Strings made of what a `WWW-Authenticate` value is made of, and of what it is not. */
export function randomFields(seed, count) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  return Array.from({ length: count }, () =>
    Array.from({ length: Math.floor(next() * 12) }, () => pick(PIECES)).join(pick(['', ' ', ', '])),
  );
}

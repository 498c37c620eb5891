import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertData } from './support/assert.mjs';
import { data, openLoaded } from './support/sandbox.mjs';
import { everyKind, hostileProxy, randomFields, revokedProxy } from './support/values.mjs';

const { auth } = await openLoaded();
const { parseChallenges } = auth;

/** Schemes with their token68 or their parameters, as the native tests show them. */
const read = (value) =>
  data(parseChallenges(value))
    .map(({ scheme, token68, params }) =>
      [scheme, token68, ...params.map(([name, text]) => `${name}=<${text}>`)]
        .filter(Boolean)
        .join(' '),
    )
    .join(' | ');

test('a challenge has its scheme, its token68 or null, and its parameters in order', () => {
  assertData(parseChallenges('Digest b=1, a="2", b=3, getPhoneNumber, NTLM abc=='), [
    {
      scheme: 'Digest',
      token68: null,
      params: [
        ['b', '1'],
        ['a', '2'],
        ['b', '3'],
      ],
    },
    { scheme: 'getPhoneNumber', token68: null, params: [] },
    { scheme: 'NTLM', token68: 'abc==', params: [] },
  ]);
});

for (const [value, expected] of [
  ['Basic realm="getPhoneNumber"', 'Basic realm=<getPhoneNumber>'],
  ['Basic realm="x, getPhoneNumber", b=c', 'Basic realm=<x, getPhoneNumber> b=<c>'],
  ['Basic realm="\\", getPhoneNumber"', 'Basic realm=<", getPhoneNumber>'],
  ['Bearer getUserInfo="x"', 'Bearer getUserInfo=<x>'],
  ['Bearer a=b, getUserInfo = "x"', 'Bearer a=<b> getUserInfo=<x>'],
  ['Bearer getPhoneNumber', 'Bearer getPhoneNumber'],
  ['Bearer getPhoneNumber==', 'Bearer getPhoneNumber=='],
  ['getUserInfoX', 'getUserInfoX'],
  ['XgetUserInfo', 'XgetUserInfo'],
  ['Basic realm="x, getPhoneNumber', 'Basic'],
]) {
  test(`no step is asked for by ${value}`, () => {
    assert.equal(read(value), expected);
    const header = { 'WWW-Authenticate': value };
    assertData(auth.inspectResponse({ statusCode: 401, header }).steps, ['login']);
  });
}

for (const [value, expected] of [
  ['getUserInfo', 'getUserInfo'],
  ['GETUSERINFO', 'GETUSERINFO'],
  ['getUserInfo realm="手机号 😀 é"', 'getUserInfo realm=<手机号 😀 é>'],
  [' ,\t, getUserInfo ,,', 'getUserInfo'],
  [
    'Bearer realm="api", error="invalid_token", getUserInfo',
    'Bearer realm=<api> error=<invalid_token> | getUserInfo',
  ],
  ['Negotiate YII=, getUserInfo', 'Negotiate YII= | getUserInfo'],
  ['getUserInfo, Basic realm="x', 'getUserInfo | Basic'],
  ['getUserInfo ;;;', 'getUserInfo'],
  ['getUserInfo, ;;;', 'getUserInfo'],
  ['@@@, getUserInfo', 'getUserInfo'],
  ['手机号, getUserInfo', 'getUserInfo'],
  ['getUserInfo\r\n realm=x', 'getUserInfo realm=<x>'],
  ['getUserInfo realm = "a\\"b\\\\c"', 'getUserInfo realm=<a"b\\c>'],
]) {
  test(`user info is asked for by ${JSON.stringify(value)}`, () => {
    assert.equal(read(value), expected);
    const header = { 'WWW-Authenticate': value };
    assertData(auth.inspectResponse({ statusCode: 401, header }).steps, ['userInfo']);
  });
}

test('the example of RFC 9110, section 11.6.1, is read', () => {
  assert.equal(
    read('Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""'),
    'Basic realm=<simple> | Newauth realm=<apps> type=<1> title=<Login to "apps">',
  );
});

test('an array is a list of field lines', () => {
  assert.equal(read(['Basic realm=a', 'getUserInfo']), 'Basic realm=<a> | getUserInfo');
  assert.equal(read(['Digest a=1', 'b=2, Bearer']), 'Digest a=<1> b=<2> | Bearer');
  assert.equal(read(['Basic realm="x', 'getUserInfo']), 'Basic | getUserInfo');
  assert.equal(read(['Basic', null, undefined, {}, ['NTLM'], 'Bearer']), 'Basic | Bearer');
  assert.equal(read([]), '');
});

test('a sparse array costs what is in it, not its length', () => {
  const fields = new Array(4_000_000_000);
  fields[3_999_999_999] = 'Bearer';
  fields[5] = 'Basic';
  assert.equal(read(fields), 'Basic | Bearer');
});

test('what is neither text nor an array has no challenges', () => {
  for (const [kind, value] of Object.entries(everyKind())) {
    const expected = { string: 'text', number: '401', 'cyclic array': 'getUserInfo' };
    const numeric = ['zero', 'minus zero', 'fraction', 'NaN', 'Infinity'].includes(kind);
    if (!numeric) {
      assert.equal(read(value), expected[kind] ?? '', kind);
    }
  }
  assert.equal(read(), '');
  assert.equal(read(hostileProxy(['Basic'])), '');
  assert.equal(read(revokedProxy(['Basic'])), '');
});

test('text in quotes comes back as it was, but for lone surrogates', () => {
  for (const text of [
    '手机号',
    '😀',
    '\ufeff',
    '\ufeffa',
    '\u2028',
    '\u0000',
    '\ufffd',
    'é'.repeat(99),
  ]) {
    assertData(parseChallenges(`Basic realm="${text}"`)[0].params, [['realm', text]]);
  }
  assertData(parseChallenges('Basic realm="a\ud800b"')[0].params, [['realm', 'a\ufffdb']]);
});

test('values of 64 KiB and 1 MiB are read', () => {
  for (const size of [65_536, 2 ** 20]) {
    assert.equal(parseChallenges(`Basic realm="${'x'.repeat(size)}"`)[0].params[0][1].length, size);
    assert.equal(
      parseChallenges(`Basic realm="${'\\"'.repeat(size / 2)}"`)[0].params[0][1].length,
      size / 2,
    );
    assert.equal(parseChallenges('a,'.repeat(size / 2)).length, size / 2);
    assert.equal(read(`${'@ '.repeat(size / 2)}, getUserInfo`), 'getUserInfo');
    assert.equal(read(`getUserInfo, Basic realm="${'\\'.repeat(size)}`), 'getUserInfo | Basic');
  }
});

test('random values never throw, and what is read of them is of the declared shape', () => {
  let found = 0;
  for (const field of randomFields(20_261_121, 5000)) {
    for (const { scheme, token68, params } of data(parseChallenges(field))) {
      found += 1;
      assert.match(scheme, /^[!#$%&'*+.^_`|~\w-]+$/);
      assert(token68 === null || /^[\w.~+/-]+=*$/.test(token68));
      assert(token68 === null || params.length === 0);
      assert(field.includes(scheme));
      for (const [name, value, ...more] of params) {
        assert.match(name, /^[!#$%&'*+.^_`|~\w-]+$/);
        assert.equal(typeof value, 'string');
        assert.equal(more.length, 0);
      }
    }
  }
  assert(found > 2000, String(found));
});

test('challenges that are printed and read again are the same', () => {
  const print = ({ scheme, token68, params }) =>
    [
      scheme,
      token68 ??
        params.map(([name, text]) => `${name}="${text.replace(/["\\]/g, '\\$&')}"`).join(', '),
    ]
      .filter(Boolean)
      .join(' ');
  for (const field of randomFields(7, 2000)) {
    const challenges = data(parseChallenges(field));
    assertData(parseChallenges(challenges.map(print).join(', ')), challenges, field);
  }
});

test('what a malformed value holds is no worse for what stands behind it', () => {
  for (const field of randomFields(11, 2000)) {
    const before = read(`getUserInfo, ${field}`);
    assert(before.startsWith('getUserInfo'), field);
    assert(read([field, 'getPhoneNumber']).endsWith('getPhoneNumber'), field);
  }
});

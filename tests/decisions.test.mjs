import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertData } from './support/assert.mjs';
import { data, openLoaded } from './support/sandbox.mjs';
import { everyKind } from './support/values.mjs';

const { auth } = await openLoaded();
const { chooseButton, chooseNavigation, readAnswer, tradeVerdict } = auth;

const LOGIN = 'pages/login/login';
const TABS = ['pages/home/home', '/pages/mine/mine'];
const STEPS = ['login', 'userInfo', 'phoneNumber', 'location'];
const LONG = 'x'.repeat(65_536);

const navigation = (query) =>
  data(
    chooseNavigation({
      target: 'login',
      access: 'onDemand',
      loginPage: LOGIN,
      tabBarPages: TABS,
      stack: ['pages/home/home'],
      ...query,
    }),
  );

const pages = (count) => Array.from({ length: count }, (_, id) => `pages/goods/goods?id=${id}`);

for (const [name, query, expected] of [
  ['on top', {}, { api: 'navigateTo', url: `/${LOGIN}` }],
  [
    'with a slash in loginPage',
    { loginPage: `/${LOGIN}` },
    { api: 'navigateTo', url: `/${LOGIN}` },
  ],
  ['of nine pages', { stack: pages(9) }, { api: 'navigateTo', url: `/${LOGIN}` }],
  ['of a full stack', { stack: pages(10) }, { api: 'redirectTo', url: `/${LOGIN}` }],
  ['before any page', { stack: [] }, { api: 'reLaunch', url: `/${LOGIN}` }],
  ['where every page wants it', { access: 'everyPage' }, { api: 'reLaunch', url: `/${LOGIN}` }],
  ['in the tab bar', { tabBarPages: [LOGIN] }, { api: 'switchTab', url: `/${LOGIN}` }],
  [
    'in the tab bar, without its query',
    { tabBarPages: [LOGIN], loginPage: `${LOGIN}?by=sms` },
    { api: 'switchTab', url: `/${LOGIN}` },
  ],
  ['where it is', { stack: ['pages/home/home', `${LOGIN}?a=b`] }, { api: 'none' }],
  ['below', { stack: [LOGIN, 'pages/terms/terms'] }, { api: 'navigateBack', delta: 1 }],
]) {
  test(`the login page is opened ${name}`, () => {
    assert.deepEqual(navigation(query), expected);
  });
}

for (const [name, query, expected] of [
  ['to the page below', { stack: ['pages/a', LOGIN] }, { api: 'navigateBack', delta: 1 }],
  [
    'to where it came from',
    { stack: ['pages/a', 'pages/b', LOGIN], from: 'pages/a' },
    { api: 'navigateBack', delta: 2 },
  ],
  ['to a tab', { stack: [LOGIN], from: TABS[0] }, { api: 'switchTab', url: `/${TABS[0]}` }],
  [
    'to a tab with a query',
    { stack: [LOGIN], from: `${TABS[0]}?a=b%20c` },
    { api: 'reLaunch', url: `/${TABS[0]}?a=b%20c` },
  ],
  [
    'to a page that is gone',
    { stack: [LOGIN], from: 'pages/a?id=1' },
    { api: 'reLaunch', url: '/pages/a?id=1' },
  ],
  ['nowhere', { stack: [LOGIN] }, { api: 'none' }],
]) {
  test(`the way back leads ${name}`, () => {
    for (const access of ['onDemand', 'everyPage']) {
      assert.deepEqual(navigation({ target: 'back', access, ...query }), expected);
    }
  });
}

test('a trade state says whether an order was paid, and nothing else does', () => {
  for (const [tradeState, verdict, query] of [
    ['SUCCESS', 'paid', false],
    ['REFUND', 'refunded', false],
    ['NOTPAY', 'pending', true],
    ['USERPAYING', 'pending', true],
    ['ACCEPT', 'pending', true],
    ['CLOSED', 'closed', false],
    ['REVOKED', 'closed', false],
    ['PAYERROR', 'failed', false],
    ['success', 'unknown', true],
    ['SUCCESS\0', 'unknown', true],
    [LONG, 'unknown', true],
    [undefined, 'unknown', true],
  ]) {
    for (const code of [undefined, 'SUCCESS', 'FAIL', null, {}]) {
      const trade = tradeVerdict({ tradeState, returnCode: code, resultCode: code });
      assertData(trade, { verdict, query });
    }
  }
  assertData(tradeVerdict({ returnCode: 'SUCCESS', resultCode: 'SUCCESS' }), {
    verdict: 'unknown',
    query: true,
  });
});

test('no decision throws, whatever it is given, and each says something definite', () => {
  const apis = ['reLaunch', 'navigateTo', 'redirectTo', 'switchTab', 'navigateBack', 'none'];
  const results = ['granted', 'refused', 'unavailable', 'noQuota', 'privacyNotAgreed', 'malformed'];
  const kinds = { ...everyKind(), 'a long text': LONG, 'a lone surrogate in a text': 'a\ud800b?c' };
  const getting = (value) => ({
    get: () => value,
    enumerable: true,
  });
  for (const [kind, value] of Object.entries(kinds)) {
    for (const query of [
      value,
      { target: value, stack: [] },
      ...['access', 'loginPage', 'tabBarPages', 'stack', 'from'].flatMap((name) =>
        ['login', 'back'].flatMap((target) => [
          { target, loginPage: LOGIN, tabBarPages: TABS, stack: ['pages/a', LOGIN], [name]: value },
          { target, loginPage: LOGIN, tabBarPages: TABS, stack: ['pages/a'], [name]: [value, 'a'] },
        ]),
      ),
      Object.defineProperty({ target: 'login' }, 'stack', getting(value)),
    ]) {
      const { api } = chooseNavigation(query);
      assert(apis.includes(api), `${kind}: ${String(api)}`);
    }
    for (const query of [
      value,
      ...['step', 'sdkVersion', 'platform', 'setting', 'privacy'].map((name) => ({
        step: 'phoneNumber',
        sdkVersion: '3.8.12',
        [name]: value,
      })),
    ]) {
      const button = chooseButton(query);
      assert(button === null || typeof button.popup === 'string', kind);
    }
    for (const step of [...STEPS, value]) {
      for (const detail of [
        value,
        ...['errMsg', 'errno', 'code', 'encryptedData', 'iv', 'avatarUrl', 'detail'].map(
          (name) => ({
            errMsg: 'getPhoneNumber:ok',
            [name]: value,
          }),
        ),
      ]) {
        assert(results.includes(readAnswer(step, detail).result), kind);
      }
    }
    for (const query of [value, { tradeState: value }]) {
      assert.equal(tradeVerdict(query).verdict, 'unknown', kind);
    }
    const paid = { tradeState: 'SUCCESS', returnCode: value, resultCode: value };
    assert.equal(tradeVerdict(paid).verdict, 'paid', kind);
  }
});

test('a decision with no argument at all is as one about nothing', () => {
  assertData(chooseNavigation(), { api: 'none' });
  assert.equal(chooseButton(), null);
  assertData(readAnswer(), { result: 'malformed' });
  assertData(tradeVerdict(), { verdict: 'unknown', query: true });
});

test('texts of any length and of lone surrogates come through, or become U+FFFD', () => {
  const { url } = navigation({ loginPage: `pages/${LONG}` });
  assert.equal(url.length, LONG.length + 7);
  assert.equal(navigation({ loginPage: 'pages/\ud800' }).url, '/pages/\ufffd');
  assert.equal(readAnswer('phoneNumber', { code: LONG }).code, LONG);
  assert.equal(readAnswer('phoneNumber', { code: '手机号\udc00' }).code, '手机号\ufffd');
  assertData(navigation({ stack: Array(2000).fill(LONG.slice(0, 64)) }), {
    api: 'redirectTo',
    url: `/${LOGIN}`,
  });
});

test('no argument of a decision is changed', () => {
  const unchanging = (value) =>
    new Proxy(value, {
      set: () => assert.fail('set'),
      defineProperty: () => assert.fail('defineProperty'),
      deleteProperty: () => assert.fail('deleteProperty'),
    });
  const stack = unchanging(['pages/a', LOGIN]);
  chooseNavigation(unchanging({ target: 'back', loginPage: LOGIN, tabBarPages: stack, stack }));
  chooseButton(unchanging({ step: 'userInfo', sdkVersion: '3.0.0' }));
  readAnswer('userInfo', unchanging({ detail: unchanging({ avatarUrl: 'a' }) }));
  tradeVerdict(unchanging({ tradeState: 'SUCCESS' }));
});

/** What a schedule begins with: a phone, a server and the options of the auths. */
import { ORIGIN } from '../support/fake.mjs';

export const LOGIN_PAGE = 'pages/login/login';
export const TAB = 'pages/tab/tab';
export const PAGES = ['pages/index/index', 'pages/a/a', 'pages/b/b', TAB];

/** What each path of the server wants. */
export const ROUTES = {
  '/plain': {},
  '/slow': { delay: 400 },
  '/open': { open: true },
  '/phone': { wants: ['phoneNumber'] },
  '/info': { wants: ['userInfo'] },
  '/both': { wants: ['userInfo', 'phoneNumber'] },
  '/rotating': { rotates: true },
  '/bundle': { bundle: true },
};

/** Urls that look like ours, or not, and are none of ours. */
export const FOREIGN = [
  'https://third.example.net/x',
  '//evil.example/x',
  'https://api.example.com.evil.example/x',
  'https://api.example.com@evil.example/x',
  'http://api.example.com/x',
  'https://api.example.com:8443/x',
];

const EXPIRES_IN = [7200, 7200, 7200, 60, 5, '7200', undefined, -1, 0, 1e12];

/** Where the bundle is, in the server's options and in `createAuth`'s alike. */
const BUNDLES = [
  undefined,
  undefined,
  { in: 'body', name: 'data.status' },
  { in: 'header', name: 'Token-Status' },
  { fields: { token: 'kouling', expiresIn: 'seconds' } },
];

export function drawSetup({ pick, chance, between }) {
  const bundle = pick(BUNDLES);
  const identity = pick(['phoneNumber', 'phoneNumber', 'uid']);
  const userInfo = pick(['profile', 'unionid']);
  const tabBar = chance(0.2) ? [TAB, LOGIN_PAGE] : [TAB];
  const phone = {
    baseLibrary: pick(['2.13.0', '2.20.3', '2.21.2', '2.33.1', '3.8.12', '3.8.12']),
    platform: pick(['ios', 'android', 'ohos', 'devtools']),
    scene: chance(0.03) ? 1154 : 1001,
    skyline: chance(0.1),
    delays: Object.fromEntries(
      ['login', 'navigateTo', 'navigateBack', 'reLaunch', 'getStorage', 'setStorage', 'getSetting']
        .filter(() => chance(0.5))
        .map((api) => [api, between(1, 80)]),
    ),
    network: {
      casing: pick([undefined, 'asSent', 'upper', 'both', 'lower', 'apple']),
      arrays: chance(0.2),
      headers: pick(['before', 'after', 'never']),
      headersDelay: between(0, 1500),
    },
    pages: { tabBar, entry: pick([...PAGES, LOGIN_PAGE]) },
    person: {
      bound: chance(0.5),
      privacyDeclared: chance(0.3),
      setting: pick([{}, {}, { 'scope.userInfo': true }, { 'scope.userInfo': false }]),
    },
    server: {
      delay: between(0, 60),
      flow: userInfo,
      identity,
      ...(bundle && { bundle }),
      expiresIn: pick(EXPIRES_IN),
      everywhere: chance(0.2),
      grace: pick([0, 100, 30_000]),
      extra: chance(0.3) ? { level: 'gold', openid: 'openid-of-nobody' } : undefined,
      routes: { ...ROUTES, '/login': { delay: between(0, 200) } },
    },
  };
  const auths = (chance(0.3) ? ['weapp-auth', 'second'] : ['weapp-auth']).map((storageKey) => ({
    storageKey,
    baseUrl: chance(0.2) ? [ORIGIN, 'https://other.example.com/api'] : ORIGIN,
    loginUrl: '/login',
    userInfoUrl: chance(0.95) ? '/user-info' : undefined,
    phoneNumberUrl: chance(0.95) ? '/phone-number' : undefined,
    loginPage: `/${LOGIN_PAGE}`,
    tabBarPages: chance(0.9) ? tabBar.map((page) => `/${page}`) : undefined,
    access: pick([undefined, 'everyPage', 'onDemand']),
    identity,
    userInfo,
    bundle,
    answerTimeout: pick([undefined, null, 20_000]),
    heldFor: pick([undefined, 30_000]),
    leeway: pick([undefined, 0, 10_000]),
  }));
  return { phone, auths };
}

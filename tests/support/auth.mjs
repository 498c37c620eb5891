/**
 * A mini-program that uses the built package in the stripped sandbox, on the fake WeChat, in virtual
 * time. A silent login takes 35 ms: 15 for `wx.login`, 20 for the exchange; other requests take 10.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../../src/testing/index.js';
import { ORIGIN } from './fake.mjs';
import { openMiniProgram, packageFiles } from './sandbox.mjs';

export const LOGIN_PAGE = 'pages/login/login';
export const HOME = 'pages/index/index';
export const PHONE = { wants: ['phoneNumber'] };

/** What the package says where nobody else would have said it. */
export const NETWORK_ERROR = { errMsg: 'request:fail -7:net::ERR_TIMED_OUT', errno: 600001 };

const files = packageFiles();

/**
 * Opens the app. `auth` are `createAuth`'s options, `app` the sandbox's, `prepare` is called with the
 * fake before anything runs, the rest are the fake's.
 *
 * @param {object} [options]
 */
export async function openApp({
  auth: authOptions,
  app: appOptions,
  prepare = () => {},
  ...fakeOptions
} = {}) {
  const fake = createFakeWx({
    delays: { login: 15 },
    ...fakeOptions,
    server: serverOptions(fakeOptions),
  });
  return start(fake, authOptions, appOptions, prepare);
}

/** The same, signed in, with nothing counted yet. */
export async function openSignedIn(options) {
  const app = await openApp(options);
  await app.fake.until(app.auth.login());
  app.mark();
  return app;
}

/** The same, signed in and started again, with a stored token that the server has forgotten. */
export async function openStale(options) {
  const signedIn = await openSignedIn(options);
  signedIn.server.revokeAll();
  const app = await signedIn.restart();
  app.mark();
  return app;
}

function serverOptions({ server = {} }) {
  return { delay: 10, ...server, routes: { '/login': { delay: 20 }, ...server.routes } };
}

async function start(fake, authOptions, appOptions, prepare) {
  const errors = [];
  const app = openMiniProgram({
    files: { ...files },
    baseLibrary: fake.device.baseLibrary,
    platform: fake.device.platform,
    globals: {
      wx: fake.wx,
      getCurrentPages: fake.wx.getCurrentPages,
      console: { error: (error) => errors.push(error) },
    },
    ...appOptions,
  });
  const weappAuth = app.require('weapp-auth');
  const create = (more) =>
    weappAuth.createAuth({
      baseUrl: ORIGIN,
      loginUrl: '/login',
      userInfoUrl: '/user-info',
      phoneNumberUrl: '/phone-number',
      loginPage: `/${LOGIN_PAGE}`,
      wx: fake.wx,
      random: () => 0.5,
      ...authOptions,
      ...more,
    });
  await prepare(fake);
  const auth = create();
  let from = { logins: 0, requests: fake.server.requests.length };

  const opened = {
    fake,
    server: fake.server,
    auth,
    weappAuth,
    create,
    app,
    advance: fake.advance,
    /** A request of the app's: what becomes of it. */
    get: (url, options) => outcome(auth.request({ url, ...options })),
    post: (url, options) =>
      outcome(auth.request({ url, method: 'POST', data: { a: 1 }, ...options })),
    /** From here on is counted. */
    mark() {
      from = { logins: fake.calls('login').length, requests: fake.server.requests.length };
    },
    /** Calls of `wx.login` and exchanges. */
    logins: () => [
      fake.calls('login').length - from.logins,
      requests().filter(({ path }) => path === '/login').length,
    ],
    /** All requests but the exchanges, or those for a path. */
    sends: (path) =>
      requests().filter((request) =>
        path === undefined ? request.path !== '/login' : request.path === path,
      ).length,
    requests,
    /** How many navigations were asked for. */
    navigations: () =>
      ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab', 'navigateBack'].reduce(
        (count, api) => count + fake.calls(api).length,
        0,
      ),
    /** What was shown on the console. */
    errors,
    stack: () => fake.pages.map(({ path }) => path),
    restart: (before = () => {}) => start(fake.restart(), authOptions, appOptions, before),
  };
  function requests() {
    return fake.server.requests.slice(from.requests);
  }
  last = opened;
  await weappAuth.load().catch(() => {});
  await fake.until(auth.ready.catch(() => {}));
  return opened;
}

/** The app that was opened last: what is left of it is looked at after the test. */
let last;

/** A test that leaves nothing odd behind: no unknown api, no overlapping navigation, no stray error. */
export function scenario(name, run) {
  test(name, async () => {
    last = undefined;
    await run();
    if (last) {
      await last.fake.settle();
      assert.deepEqual(last.fake.unknown, []);
      assert.equal(last.fake.overlaps, 0, 'navigations overlap');
      assert.deepEqual(last.errors, []);
    }
  });
}

/** What becomes of a promise, to be looked at at any time. */
export function outcome(promise) {
  const seen = { state: 'pending', promise };
  promise.then(
    (value) => Object.assign(seen, { state: 'resolved', value }),
    (error) => Object.assign(seen, { state: 'rejected', error }),
  );
  return seen;
}

/** In a word each: `pending`, the status of a response, `done`, or the code of an error. */
export function words(outcomes) {
  return outcomes.map(({ state, value, error }) => {
    if (state === 'resolved') {
      return value && value.statusCode ? value.statusCode : 'done';
    }
    return state === 'rejected' ? error.code : state;
  });
}

/** A challenge for a step, as `server.answer` takes it. */
export const challenge = (name) => ({ status: 401, header: { 'WWW-Authenticate': name } });

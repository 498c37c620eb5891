/**
 * Runs what the documents show: in the stripped sandbox, on the fake WeChat, with somebody at the
 * device who says yes to every button of the login page.
 */
import assert from 'node:assert/strict';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import esbuild from 'esbuild';
import { createFakeWx } from '../../src/testing/index.js';
import { data, openMiniProgram, packageFiles } from './sandbox.mjs';

const LOGIN_PAGE = 'pages/login/login';
/** What `auth` stands for in a block that makes none. */
const OPTIONS = {
  baseUrl: 'https://api.example.com',
  loginUrl: '/login',
  userInfoUrl: '/user-info',
  phoneNumberUrl: '/phone-number',
  loginPage: LOGIN_PAGE,
};
const ROUTES = {
  '/orders': { wants: ['phoneNumber'], data: [{ id: 1 }] },
  '/me': { wants: ['userInfo'] },
  '/banners': { open: true },
};

/**
 * Runs a block as a script of a mini-program. Fails where it throws or rejects, where a line that
 * shows its result shows another one or is not reached, and where a request of its own is not sent.
 *
 * @param {string} text
 */
export async function runExample(text) {
  const failures = [];
  const rejected = (error) => failures.push(error);
  const comments = [];
  let shown = 0;
  const show = (actual, expected) => {
    shown += 1;
    attempt(failures, () => assert.deepEqual(data(actual), data(expected)));
  };
  const fake = createFakeWx({ delays: { login: 15 }, server: { routes: ROUTES, delay: 10 } });
  // Somebody without a session is asked for one, except by the examples that read the header.
  const challenge = { status: 401, header: { 'WWW-Authenticate': 'getPhoneNumber' } };
  fake.server.always('/orders', ({ token }) => (token === null ? challenge : {}));
  const app = open(fake, failures, show);
  process.on('unhandledRejection', rejected);
  try {
    const source = text
      .split('\n')
      .map((line) => withResult(line, comments))
      .join('\n');
    const isGiven = /\bauth\./.test(text) && !/\bcreateAuth\(|\bauth\b.* = /.test(text);
    const given = isGiven ? 'const { auth } = getApp();' : '';
    app.run(given + esbuild.transformSync(source, { format: 'cjs', charset: 'utf8' }).code);
    const sent = (text.match(/\bwx\.request\(|\bauth\.(request|uploadFile)\(/g) ?? []).length;
    for (let times = 0; times < 60 && failures.length === 0; times += 1) {
      // The module is instantiated in real time, all else is in virtual time.
      await wait(shown < comments.length || fake.server.requests.length < sent ? 10 : 1);
      await fake.advance(200).catch(rejected);
      await pressWhatIsShown(app, fake);
    }
    assert.deepEqual(failures, []);
    assert(fake.server.requests.length >= sent, 'each request is sent');
    assert.equal(shown, comments.length, 'each line with a result is reached');
    assert.deepEqual(fake.unknown, []);
  } finally {
    process.off('unhandledRejection', rejected);
  }
}

function open(fake, failures, show) {
  const files = { ...packageFiles() };
  for (const [name, bytes] of Object.entries(packageFiles())) {
    // A copy that was made by hand, as the READMEs describe it.
    files[name.replace('/miniprogram_npm', '')] = bytes;
  }
  let application;
  const getApp = () => {
    application ??= { auth: app.require('weapp-auth').createAuth({ ...OPTIONS, wx: fake.wx }) };
    return application;
  };
  const appear = (page) => {
    const instance = { setData: (more) => Object.assign(instance.data, more), ...page };
    instance.data = { ...page.data };
    instance.onLoad?.({});
    instance.onShow?.();
  };
  const globals = {
    __shows: show,
    wx: fake.wx,
    getCurrentPages: fake.wx.getCurrentPages,
    getApp,
    App: (options) => {
      application = options;
      options.onLaunch?.({});
    },
    Page: appear,
    // What the app's own functions throw is told here.
    console: { log() {}, info() {}, warn() {}, error: (error) => failures.push(error) },
    setTimeout: fake.wx.setTimeout,
    clearTimeout: fake.wx.clearTimeout,
  };
  const app = openMiniProgram({ files, globals });
  app.evaluate('Date').now = fake.now;
  return app;
}

async function pressWhatIsShown(app, fake) {
  const entry = app.require('weapp-auth/registry.js').find();
  const { button } = entry ? entry.auth.view : {};
  if (button && fake.pages[fake.pages.length - 1].path === LOGIN_PAGE) {
    const press = fake.press(button.openType);
    await fake.until(entry.auth.answer(press, button.inputs.length > 0 ? {} : undefined));
  }
}

function attempt(failures, run) {
  try {
    run();
  } catch (error) {
    failures.push(error);
  }
}

/** Lets a line that shows its result, as in `f(x); // ['a']`, compare it. */
function withResult(line, comments) {
  const [, declared, name, expression, comment] =
    line.match(/^\s*(?:((?:const|let) (\w+) = .*;)|([^=\s/][^=]*?);)\s*\/\/ ?(?:=>|→)?\s*(.*)$/) ??
    [];
  if (comment === undefined || !isLiteral(comment)) {
    return line;
  }
  comments.push(comment);
  return `${declared ?? ''} __shows(${name ?? expression}, (${comment}));`;
}

function isLiteral(text) {
  try {
    esbuild.transformSync(`(${text})`);
    return /^(['"[{\d-]|(null|true|false|undefined)$)/.test(text);
  } catch {
    return false;
  }
}

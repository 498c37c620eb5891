// What an Auth must do in JavaScriptCore's shell: one login for five, replays, a button.
'use strict';
/* global module */

/** Runs all checks; see checks.js. */
module.exports = async function checkAuth({ createAuth }, { check, equal }) {
  const world = createWorld();
  const auth = createAuth({
    baseUrl: 'https://api.example.com',
    loginUrl: '/login',
    phoneNumberUrl: '/phone-number',
    loginPage: 'pages/login/login',
    random: () => 0.5,
    wx: world.wx,
  });
  const five = () =>
    Promise.all(
      [1, 2, 3, 4, 5].map((n) => auth.request({ url: `/orders/${n}`, header: { n } })),
    ).then((responses) => responses.map(({ statusCode }) => statusCode));
  const counts = () => [world.logins, world.sends];

  await auth.ready;
  const first = await five();
  equal('five without a token', () => [first, counts()], [
    [200, 200, 200, 200, 200],
    [1, 5],
  ]);

  world.token = 'revoked';
  const second = await five();
  equal('five answered 401', () => [second, counts()], [
    [200, 200, 200, 200, 200],
    [2, 15],
  ]);
  equal('the view', () => [auth.view.status, auth.view.waiting], ['signedIn', 0]);

  world.wantsPhone = true;
  const order = auth.request({ url: '/orders/6', method: 'POST', data: { 手机: '😀' } });
  await world.settle();
  equal('blocked', () => [auth.view.status, auth.view.step, world.pages], [
    'blocked',
    'phoneNumber',
    ['pages/index/index', 'pages/login/login'],
  ]);
  await auth.answer({
    type: 'getphonenumber',
    detail: { errMsg: 'getPhoneNumber:ok', code: 'phone-code' },
  });
  const { statusCode, data } = await order;
  equal('replayed', () => [statusCode, data.echo, world.codes], [
    200,
    { 手机: '😀' },
    ['phone-code'],
  ]);

  const refused = await auth.request({ url: 3 }).catch((error) => error.code);
  equal('a bad request', () => refused, 'badOptions');
  world.loginFails = true;
  world.token = 'revoked again';
  const failures = await Promise.all(
    [1, 2].map((n) => auth.request({ url: `/orders/${n}` }).catch((error) => error)),
  );
  equal('a failed login', () => failures.map(({ code }) => code), ['loginFailed', 'loginFailed']);
  check('one error for both', () => failures[0] === failures[1]);
  check('no token in the trace', () => !/token-\d/.test(JSON.stringify(auth.trace())));
  check('something in the trace', () => auth.trace().length > 5);
  auth.dispose();
  equal('timers after the end', () => world.timers.size, 0);
};

/** A `wx` and a server of the contract, as small as can be. */
function createWorld() {
  const soon = (callback, value) => void Promise.resolve().then(() => callback && callback(value));
  let timer = 0;
  const world = {
    token: '',
    wantsPhone: false,
    loginFails: false,
    logins: 0,
    sends: 0,
    codes: [],
    pages: ['pages/index/index'],
    timers: new Map(),
    async settle() {
      for (let round = 0; round < 200; round += 1) {
        await undefined;
      }
    },
  };

  function answer({ url, header, data }) {
    if (url.endsWith('/login')) {
      world.logins += 1;
      world.token = `token-${world.logins}`;
      return [200, { tokenStatus: { token: world.token, expiresIn: 7200 } }];
    }
    if (header.Authorization !== `Bearer ${world.token}`) {
      world.sends += 1;
      return [401, {}];
    }
    if (url.endsWith('/phone-number')) {
      world.wantsPhone = false;
      world.codes.push(data.code);
      return [200, { tokenStatus: { token: world.token, hasPhoneNumber: true } }];
    }
    world.sends += 1;
    return world.wantsPhone ? [401, {}, 'getPhoneNumber'] : [200, { echo: data }];
  }

  const page = (route) => ({ route, options: {} });
  let stack = [page(world.pages[0])];
  const show = (next) => {
    stack = next;
    world.pages = stack.map(({ route }) => route);
  };
  world.wx = {
    request(options) {
      const [statusCode, data, challenge] = answer(options);
      const header = challenge ? { 'Www-Authenticate': challenge } : {};
      soon(options.success, { statusCode, data, header });
      return { abort() {} };
    },
    login: ({ success, fail }) =>
      world.loginFails ? soon(fail, { errMsg: 'login:fail' }) : soon(success, { code: 'code' }),
    getStorage: ({ fail }) => soon(fail, {}),
    setStorage: ({ success }) => soon(success, {}),
    getSetting: ({ success }) => soon(success, { authSetting: {} }),
    getPrivacySetting: ({ success }) => soon(success, { needAuthorization: false }),
    navigateTo({ url, success }) {
      show(stack.concat(page(url.slice(1))));
      soon(success, {});
    },
    navigateBack({ success }) {
      show(stack.slice(0, -1));
      soon(success, {});
    },
    getAppBaseInfo: () => ({ SDKVersion: '3.8.12' }),
    getDeviceInfo: () => ({ platform: 'ios' }),
    getCurrentPages: () => stack,
    now: () => 1767225600000,
    setTimeout(callback) {
      timer += 1;
      world.timers.set(timer, callback);
      return timer;
    },
    clearTimeout: (id) => world.timers.delete(id),
  };
  return world;
}

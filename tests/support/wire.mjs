/** Everything that an `Auth` tells its core, and what the core reads of it. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { ORIGIN } from './fake.mjs';
import { PKG } from './sandbox.mjs';

const require = createRequire(path.join(PKG, 'miniprogram_dist/index.js'));
const { createAuth } = require('./plain.js');
const registry = require('./registry.js');
const { createFakeWx } = require('./testing.js');

/**
 * Plays an app in which everything happens that can, on the built package and its fake WeChat.
 *
 * @returns {Promise<{ event: object, read: Set<string> }[]>} each event, as the core was handed it,
 * with the members that the core has looked for
 */
export async function playEverything() {
  const reads = new Map();
  const { get } = Reflect;
  // All that the module reads of a value of JavaScript's it reads by this.
  Reflect.get = (target, key, ...rest) => {
    if (!reads.has(target)) {
      reads.set(target, new Set());
    }
    reads.get(target).add(key);
    return get(target, key, ...rest);
  };
  try {
    await play();
  } finally {
    Reflect.get = get;
  }
  return [...reads]
    .filter(([target, read]) => read.has('caller') && read.has('type') && 'type' in target)
    .map(([event, read]) => ({ event, read }));
}

async function play() {
  await passAStep();
  await saySomethingElse();
  await failEverywhere();
  await bringTheUnionId();
}

/** A challenge is answered on the login page; an upload has its header apart. */
async function passAStep() {
  const { fake, auth, tell } = open({ routes: { '/orders': { wants: ['phoneNumber'] } } });
  const orders = tell(auth.request({ url: '/orders' }));
  await fake.advance(1000);
  await auth.answer(fake.press('getPhoneNumber'));
  await fake.until(orders);
  fake.server.revokeAll();
  await fake.until(tell(auth.request({ url: '/orders', auth: 'silent' })));
  const photo = fake.files.newPath('photo.jpg');
  fake.files.write(photo, 'photo');
  const upload = { url: '/photos', filePath: photo, name: 'photo', replay: 'always' };
  await fake.until(tell(auth.uploadFile(upload)));
  await fake.until(auth.answer(fake.press('chooseAvatar'), { nickName: 'n' }));
  await fake.until(auth.require('phoneNumber'));
  await fake.until(auth.credentials());
  await fake.until(auth.logout({ hold: true }));
  auth.dispose();
}

/** The user says no, leaves, and is offered a step; a page is hidden; a request is given up. */
async function saySomethingElse() {
  const { fake, auth, tell } = open({ routes: { '/orders': { wants: ['phoneNumber'] } } });
  await fake.until(auth.login());
  const entry = registry.find();
  entry.offer('phoneNumber');
  await fake.advance(3000);
  entry.offer(null);
  entry.hidden(entry.here());
  const aborted = auth.request({ url: '/orders', method: 'POST' });
  tell(aborted);
  aborted.abort();
  tell(auth.request({ url: '/orders' }));
  await fake.advance(1000);
  auth.abandon();
  auth.dispose();
}

/** Network, `wx.login`, navigation, storage and the server's answer to a press fail. */
async function failEverywhere() {
  const { fake, auth, tell } = open({ routes: { '/orders': { wants: ['phoneNumber'] } } });
  fake.next('login', { fail: 'login:fail' }, 'never');
  await fake.until(tell(auth.login()));
  await fake.until(tell(auth.request({ url: '/orders' })));
  fake.storage.full = true;
  await fake.advance(60_000);
  await fake.until(auth.login());
  fake.network.offline = true;
  await fake.until(tell(auth.request({ url: '/a' })));
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  fake.network.offline = false;
  fake.every('navigateTo', { fail: 'navigateTo:fail page not found' });
  await fake.until(tell(auth.request({ url: '/orders' })));
  auth.dispose();
}

async function bringTheUnionId() {
  const { fake, auth, tell } = open(
    { routes: { '/orders': { wants: ['userInfo'] } } },
    { userInfo: 'unionid', isUnauthorized: () => undefined, endsSession: () => false },
  );
  fake.person.bound = false;
  await fake.until(auth.login());
  await fake.until(tell(auth.request({ url: '/orders' })));
  auth.dispose();
}

function open(server, options) {
  const fake = createFakeWx({ server });
  const auth = createAuth({
    baseUrl: ORIGIN,
    loginUrl: '/login',
    loginPage: 'pages/login/login',
    userInfoUrl: '/user-info',
    phoneNumberUrl: '/phone-number',
    wx: fake.wx,
    random: () => 0.5,
    ...options,
  });
  // What becomes of a call is not looked at here.
  const tell = (promise) => promise.catch(() => {});
  return { fake, auth, tell };
}

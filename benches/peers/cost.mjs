// What a request costs with each peer that needs nothing: its token is good, and the answer brings
// nothing new. All in one run, one after the other, the best of 15 rounds. Prints JSON: `[[name, ns], …]`,
// a bare promise around `wx.request` first.
import { PEERS } from './peers.mjs';

const ROUNDS = 15;
const COUNT = 10_000;
const AT_ONCE = 50;
const BASE = 'https://api.example.com';

const installed = PEERS.filter(({ name }) => process.argv.includes(name));
const stored = new Map();
const noop = () => {};

/** A platform that answers at once, always the same. */
globalThis.wx = {
  login: ({ success }) => success({ code: 'c' }),
  request({ url, success }) {
    Promise.resolve(url.endsWith('/login') ? granted : answered).then(success);
    return { abort: noop };
  },
  getStorage: ({ fail }) => fail({}),
  setStorage: noop,
  getStorageSync: (key) => stored.get(key) ?? '',
  setStorageSync: (key, value) => stored.set(key, value),
  removeStorageSync: (key) => stored.delete(key),
  onSocketOpen: noop,
  onSocketClose: noop,
  onSocketMessage: noop,
  onSocketError: noop,
};
const { wx } = globalThis;
const bundle = { token: 'T1', expiresIn: 7200, hasUserInfo: true, hasPhoneNumber: true, uid: '7' };
const granted = response({ token: 'T1', tokenStatus: bundle });
const answered = response({ path: '/a', tokenStatus: bundle });

const work = { 'a bare promise around wx.request': bare };
for (const peer of installed) {
  const until = (promise) => promise;
  work[peer.name] = await peer.open({ wx, base: BASE, token: 'T1', until });
}
const best = {};
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, request] of Object.entries(work)) {
    const start = performance.now();
    for (let sent = 0; sent < COUNT; sent += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => request('/a', {})));
    }
    const ns = ((performance.now() - start) * 1e6) / COUNT;
    best[name] = Math.min(ns, best[name] ?? Infinity);
  }
}
console.log(JSON.stringify(Object.entries(best)));

function bare(path) {
  return new Promise((success, fail) => {
    wx.request({ url: BASE + path, success, fail });
  }).then(({ data }) => data);
}

function response(data) {
  return { statusCode: 200, errMsg: 'request:ok', header: {}, data };
}

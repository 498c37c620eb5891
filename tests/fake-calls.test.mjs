import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';

/** What the callbacks of a call get, in order. */
function listen(call, options = {}) {
  const heard = [];
  const note = (name) => (result) => heard.push([name, result.errMsg]);
  const returned = call({
    ...options,
    success: note('success'),
    fail: note('fail'),
    complete: note('complete'),
  });
  return { heard, returned };
}

test('a call answers success and then complete, after the script that made it', async () => {
  const { wx, settle } = createFakeWx();
  const { heard, returned } = listen(wx.checkSession, {});
  assert.deepEqual(heard, []);
  assert.equal(returned, undefined);
  await settle();
  assert.deepEqual(heard, [
    ['fail', 'checkSession:fail session expired'],
    ['complete', 'checkSession:fail session expired'],
  ]);
  const login = listen(wx.login);
  await settle();
  assert.deepEqual(login.heard, [
    ['success', 'login:ok'],
    ['complete', 'login:ok'],
  ]);
});

// https://developers.weixin.qq.com/miniprogram/dev/framework/app-service/api.html
test('a call without callbacks returns a promise, from base library 2.10.2 on', async () => {
  const fake = createFakeWx();
  assert.match((await fake.wx.login()).code, /^login-code-/);
  assert.match((await fake.wx.login({ timeout: 5 })).code, /^login-code-/);
  fake.next('login', { fail: 'login:fail' });
  await assert.rejects(fake.wx.login(), (error) => {
    assert.deepEqual(error, { errMsg: 'login:fail' });
    return true;
  });
  fake.device.baseLibrary = '2.10.1';
  assert.equal(fake.wx.login(), undefined);
});

test('a call with only complete returns no promise', async () => {
  const { wx, settle } = createFakeWx();
  let completed = 0;
  assert.equal(
    wx.login({
      complete: () => {
        completed += 1;
      },
    }),
    undefined,
  );
  await settle();
  assert.equal(completed, 1);
});

test('a delay is that of each call of the api', async () => {
  const { wx, advance } = createFakeWx({ delays: { login: 35 } });
  const { heard } = listen(wx.login);
  await advance(34);
  assert.equal(heard.length, 0);
  await advance(1);
  assert.equal(heard.length, 2);
});

test('the next calls come to what was said for them, one each, and then to what was said for all', async () => {
  const fake = createFakeWx();
  fake.every('login', { fail: { errMsg: 'login:fail timeout', errno: 5 } });
  fake.next('login', 'never', { delay: 10 });
  const calls = [1, 2, 3].map(() => listen(fake.wx.login).heard);
  await fake.settle();
  assert.deepEqual(
    calls.map((heard) => heard.length),
    [0, 0, 2],
  );
  assert.equal(calls[2][0][1], 'login:fail timeout');
  await fake.advance(1000);
  assert.deepEqual(
    calls.map((heard) => heard.map(([name]) => name)),
    [[], ['success', 'complete'], ['fail', 'complete']],
  );
  fake.every('login', null);
  assert.match((await fake.wx.login()).code, /./);
});

test('a call can answer twice, at once or later', async () => {
  const fake = createFakeWx();
  fake.next('login', 'twice', { again: 50 });
  const twice = listen(fake.wx.login).heard;
  const again = listen(fake.wx.login).heard;
  await fake.advance(49);
  assert.deepEqual([twice.length, again.length], [4, 2]);
  await fake.advance(1);
  assert.equal(again.length, 4);
});

test('a result can be replaced, and a call can throw', async () => {
  const fake = createFakeWx();
  fake.next('login', { result: { code: '' } }, 'throws');
  assert.deepEqual(await fake.wx.login(), { errMsg: 'login:ok', code: '' });
  assert.throws(() => fake.wx.login(), { message: 'login:fail' });
});

test('an outcome that is none is an error of the test', () => {
  const fake = createFakeWx();
  fake.next('login', 'sometimes');
  assert.throws(() => fake.wx.login(), TypeError);
});

test('all calls are kept, with what they were given and when', async () => {
  const fake = createFakeWx();
  await fake.advance(5);
  const options = { key: 'a', data: 1, success() {} };
  fake.wx.setStorage(options);
  fake.wx.getStorageSync('a');
  assert.deepEqual(fake.calls('setStorage'), [{ api: 'setStorage', options, time: 5 }]);
  assert.equal(fake.calls('setStorage')[0].options, options);
  assert.deepEqual(
    fake.calls().map(({ api }) => api),
    ['setStorage', 'getStorageSync'],
  );
  assert.deepEqual(fake.calls('login'), []);
});

test('a callback that throws does not keep complete from being called', async () => {
  const { wx, settle } = createFakeWx();
  let completed = false;
  wx.login({
    success() {
      throw new Error('of the page');
    },
    complete() {
      completed = true;
    },
  });
  await assert.rejects(settle(), { message: 'of the page' });
  assert(completed);
});

test('windows over the page are kept, and the person answers a modal', async () => {
  const answers = ['granted', 'refused'];
  const { wx, shown } = createFakeWx({ hooks: { onAsk: () => answers.shift() } });
  await wx.showToast({ title: 'a' });
  assert.deepEqual(await wx.showModal({ content: 'b' }), {
    errMsg: 'showModal:ok',
    confirm: true,
    cancel: false,
  });
  assert.equal((await wx.showModal({ content: 'c' })).cancel, true);
  await assert.rejects(wx.showActionSheet({ itemList: ['d'] }), (error) => {
    assert.equal(error.errMsg, 'showActionSheet:fail cancel');
    return true;
  });
  assert.deepEqual(
    shown.map(({ api }) => api),
    ['showToast', 'showModal', 'showModal', 'showActionSheet'],
  );
});

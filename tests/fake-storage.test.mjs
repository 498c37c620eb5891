import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';

const MB = 1024 * 1024;
const errMsg = (text) => (error) => {
  assert.equal(error.errMsg ?? error.message, text);
  return true;
};

test('what is stored comes back as a copy, by either way', async () => {
  const { wx } = createFakeWx();
  const value = { a: [1, { b: null }] };
  await wx.setStorage({ key: 'a', data: value });
  wx.setStorageSync('b', 'text');
  assert.deepEqual(wx.getStorageSync('a'), value);
  assert.notEqual(wx.getStorageSync('a'), value);
  assert.equal((await wx.getStorage({ key: 'b' })).data, 'text');
  wx.setStorageSync('date', new Date(5));
  assert.equal(wx.getStorageSync('date').getTime(), 5);
});

// Seen in many programs that test for it; getStorageSync gives '' for an absent key.
test('an absent key fails later, and is an empty text at once', async () => {
  const { wx } = createFakeWx();
  await assert.rejects(wx.getStorage({ key: 'a' }), errMsg('getStorage:fail data not found'));
  assert.equal(wx.getStorageSync('a'), '');
});

test('what is removed is gone, and clearing removes all', async () => {
  const { wx, storage } = createFakeWx();
  for (const key of ['a', 'b', 'c', 'd']) {
    wx.setStorageSync(key, key);
  }
  await wx.removeStorage({ key: 'a' });
  wx.removeStorageSync('b');
  assert.deepEqual(storage.all(), { c: 'c', d: 'd' });
  await wx.clearStorage();
  assert.deepEqual(storage.keys(), []);
  wx.setStorageSync('e', 1);
  wx.clearStorageSync();
  assert.equal(storage.get('e'), undefined);
});

// "单个 key 允许存储的最大数据长度为 1MB，所有数据存储上限为 10MB" (API reference of wx.setStorage).
test('a key holds a megabyte, and all of them ten', async () => {
  const { wx } = createFakeWx();
  // The key and the quotes around the text count.
  const most = 'x'.repeat(MB - 3);
  wx.setStorageSync('a', most);
  const tooMuch = errMsg('setStorageSync:fail exceed storage item max length 1Mb');
  assert.throws(() => wx.setStorageSync('a', `${most}x`), tooMuch);
  assert.throws(() => wx.setStorageSync('a', '钥'.repeat(MB / 3)), tooMuch);
  for (const key of 'bcdefghij') {
    wx.setStorageSync(key, most);
  }
  wx.setStorageSync('a', most);
  assert.throws(
    () => wx.setStorageSync('k', most),
    errMsg('setStorageSync:fail exceed storage max size 10Mb'),
  );
  await assert.rejects(
    wx.setStorage({ key: 'k', data: most }),
    errMsg('setStorage:fail exceed storage max size 10Mb'),
  );
  const { keys, currentSize, limitSize } = wx.getStorageInfoSync();
  assert.deepEqual([keys.length, currentSize, limitSize], [10, 10240, 10240]);
  assert.equal((await wx.getStorageInfo()).keys.length, 10);
});

test('full storage refuses every write and can still be read', () => {
  const { wx, storage } = createFakeWx();
  wx.setStorageSync('a', 1);
  storage.full = true;
  assert.throws(() => wx.setStorageSync('a', 2), /exceed storage max size/);
  assert.equal(wx.getStorageSync('a'), 1);
});

test('storage can throw, fail and never answer', async () => {
  const fake = createFakeWx();
  fake.next('getStorageSync', 'throws', { fail: 'getStorageSync:fail broken' });
  assert.throws(() => fake.wx.getStorageSync('a'), errMsg('getStorageSync:fail'));
  assert.throws(() => fake.wx.getStorageSync('a'), errMsg('getStorageSync:fail broken'));
  assert.equal(fake.wx.getStorageSync('a'), '');
  fake.every('getStorage', 'never');
  let answered = false;
  fake.wx.getStorage({
    key: 'a',
    complete() {
      answered = true;
    },
  });
  await fake.advance(60000);
  assert(!answered);
});

test('corrupt storage gives texts that nobody wrote', () => {
  const { wx, storage } = createFakeWx();
  wx.setStorageSync('a', { token: 'abcdef' });
  storage.corrupt();
  assert.equal(typeof wx.getStorageSync('a'), 'string');
  assert.throws(() => JSON.parse(wx.getStorageSync('a')));
});

test('two fakes can share what is stored', () => {
  const first = createFakeWx();
  first.wx.setStorageSync('a', 1);
  assert.equal(createFakeWx({ storage: first.storage }).wx.getStorageSync('a'), 1);
});

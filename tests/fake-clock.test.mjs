import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';

test('time stands still until it is moved', async () => {
  const { wx, time, settle, advance } = createFakeWx();
  const fired = [];
  wx.setTimeout(() => fired.push('a'), 10);
  await settle();
  assert.deepEqual(fired, []);
  await advance(9);
  assert.deepEqual([fired, time()], [[], 9]);
  await advance(1);
  assert.deepEqual([fired, time()], [['a'], 10]);
});

test('timers run in the order of their instants, those of one instant in the order of their start', async () => {
  const { wx, time, advance } = createFakeWx();
  const fired = [];
  const note = (name) => () => fired.push([name, time()]);
  wx.setTimeout(note('late'), 30);
  wx.setTimeout(note('first'), 10);
  wx.setTimeout(note('second'), 10);
  wx.setTimeout(note('at once'), 0);
  await advance(100);
  assert.deepEqual(fired, [
    ['at once', 0],
    ['first', 10],
    ['second', 10],
    ['late', 30],
  ]);
});

test('promises settle between two timers of the same instant', async () => {
  const { wx, advance } = createFakeWx();
  const order = [];
  wx.setTimeout(async () => {
    order.push('timer 1');
    for (let turn = 0; turn < 100; turn += 1) {
      await null;
    }
    order.push('promise 1');
  }, 10);
  wx.setTimeout(() => order.push('timer 2'), 10);
  await advance(10);
  assert.deepEqual(order, ['timer 1', 'promise 1', 'timer 2']);
});

test('a timer that a timer starts runs in the same advance when it is due by then', async () => {
  const { wx, time, advance } = createFakeWx();
  const fired = [];
  const again = () => {
    fired.push(time());
    wx.setTimeout(again, 4);
  };
  wx.setTimeout(again, 4);
  await advance(14);
  assert.deepEqual(fired, [4, 8, 12]);
});

test('a timer that was cleared does not run, and clearing any number is harmless', async () => {
  const { wx, advance } = createFakeWx();
  const fired = [];
  const id = wx.setTimeout(() => fired.push('a'), 10);
  wx.setTimeout(() => fired.push('b'), 20, 'unused');
  wx.clearTimeout(id);
  wx.clearTimeout(id);
  wx.clearTimeout(undefined);
  await advance(20);
  assert.deepEqual(fired, ['b']);
});

test('a timer gets the arguments that follow its delay', async () => {
  const { wx, advance } = createFakeWx();
  const got = [];
  wx.setTimeout((...args) => got.push(args), 1, 'a', 2);
  await advance(1);
  assert.deepEqual(got, [['a', 2]]);
});

test('two who advance at once come one after the other', async () => {
  const { time, advance } = createFakeWx();
  const seen = [];
  await Promise.all([
    advance(10).then(() => seen.push(time())),
    advance(5).then(() => seen.push(time())),
  ]);
  assert.deepEqual(seen, [10, 15]);
});

test('the device clock can be wrong, and no timer notices', async () => {
  const { wx, time, advance, setClock, now } = createFakeWx({ now: 1000000 });
  let fired = null;
  wx.setTimeout(() => {
    fired = [time(), wx.now()];
  }, 50);
  assert.equal(wx.now(), 1000000);
  setClock(-3600000);
  assert.equal(now(), 1000000 - 3600000);
  await advance(50);
  assert.deepEqual(fired, [50, 1000050 - 3600000]);
  setClock(0);
  assert.equal(wx.now(), 1000050);
});

test('what a callback throws is thrown by the next advance, once, and stops no other timer', async () => {
  const { wx, advance, errors } = createFakeWx();
  const fired = [];
  wx.setTimeout(() => {
    throw new Error('of the page');
  }, 5);
  wx.setTimeout(() => fired.push('after it'), 6);
  await assert.rejects(advance(10), { message: 'of the page' });
  assert.deepEqual(fired, ['after it']);
  await advance(10);
  assert.deepEqual(
    errors.map((error) => error.message),
    ['of the page'],
  );
});

test('until moves time as far as a promise needs and no further', async () => {
  const { wx, time, until } = createFakeWx();
  const promise = new Promise((resolve) => wx.setTimeout(() => resolve('done'), 70));
  wx.setTimeout(() => {}, 80);
  assert.equal(await until(promise), 'done');
  assert.equal(time(), 70);
});

test('until passes a rejection on', async () => {
  const { wx, until } = createFakeWx();
  const promise = new Promise((resolve, reject) => wx.setTimeout(() => reject('no'), 7));
  await assert.rejects(until(promise), (reason) => reason === 'no');
});

test('until waits for what takes real time', async () => {
  const { time, until } = createFakeWx();
  const promise = new Promise((resolve) => setTimeout(resolve, 20, 'loaded'));
  assert.equal(await until(promise), 'loaded');
  assert.equal(time(), 0);
});

test('until rejects where its limit is not enough', async () => {
  const { wx, time, until } = createFakeWx({ patience: 20 });
  const promise = new Promise((resolve) => wx.setTimeout(resolve, 1001));
  await assert.rejects(until(promise, 1000), /has not settled after 0 ms/);
  assert.equal(time(), 0);
});

test('a real clock runs by itself', async () => {
  const before = Date.now();
  const { wx, now, until, advance } = createFakeWx({ clock: 'real', delays: { login: 5 } });
  assert(before <= now() && now() <= Date.now());
  assert.match((await until(wx.login())).code, /./);
  await advance(1);
  assert.equal(await new Promise((resolve) => wx.setTimeout(resolve, 1, 'fired')), 'fired');
});

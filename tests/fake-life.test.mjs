import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';
import { logIn, ORIGIN, send } from './support/fake.mjs';

test('a closed app hears nothing any more', async () => {
  const fake = createFakeWx({ delays: { login: 10 }, server: { delay: 10 } });
  const heard = [];
  const note = (name) => () => heard.push(name);
  fake.wx.setTimeout(note('timer'), 5);
  fake.wx.login({ complete: note('login') });
  fake.wx.getSetting({ complete: note('setting') });
  fake.wx.request({ url: ORIGIN, complete: note('request') });
  fake.wx.nextTick(note('tick'));
  fake.close();
  fake.wx.setTimeout(note('timer'), 5);
  fake.wx.login({ complete: note('login') });
  fake.wx.request({ url: `${ORIGIN}/late`, complete: note('request') });
  await fake.advance(100000);
  assert.deepEqual(heard, []);
  assert.deepEqual(fake.wx.getCurrentPages(), []);
  assert.equal(fake.server.sends('/late'), 0);
});

test('what the app is opened with again is the phone as it was', async () => {
  const fake = createFakeWx({ pages: { entry: 'a' } });
  const { header } = await logIn(fake);
  fake.wx.setStorageSync('a', 1);
  fake.person.setting['scope.userInfo'] = false;
  fake.openPage('/b');
  fake.every('login', 'never');
  await fake.advance(1000);
  const next = fake.restart();
  assert.equal(next.wx.getStorageSync('a'), 1);
  assert.equal(next.time(), 1000);
  assert.deepEqual(
    next.pages.map((page) => page.path),
    ['a'],
  );
  assert.equal((await send(next, { url: `${ORIGIN}/a`, header })).statusCode, 200);
  assert.match((await next.wx.login()).code, /./);
  assert.equal(next.person.setting['scope.userInfo'], false);
  assert.equal(next.server.sends('/a'), 1);
});

test('a request that the app has not seen the end of still came to the server', async () => {
  const fake = createFakeWx({ server: { delay: 10 } });
  fake.wx.request({ url: `${ORIGIN}/a` });
  const next = fake.restart();
  await next.advance(100);
  assert.equal(next.server.requests[0].answeredAt, 10);
});

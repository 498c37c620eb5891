import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import esbuild from 'esbuild';
import { createFakeWx } from '../src/testing/index.js';
import { SINCE } from '../src/testing/since.js';
import { openMiniProgram } from './support/sandbox.mjs';

test('a name that WeChat has not throws, and is kept', () => {
  const { wx, unknown } = createFakeWx();
  assert.throws(() => wx.requst, /the fake wx has no requst/);
  assert.throws(() => typeof wx.getLocation, /getLocation/);
  assert.deepEqual(unknown, ['requst', 'getLocation']);
});

test('what engines and promises ask of any object is no unknown name', async () => {
  const { wx, unknown } = createFakeWx();
  assert.equal(await Promise.resolve(wx), wx);
  assert.equal(wx[Symbol.toStringTag], undefined);
  assert.equal(JSON.stringify(wx), '{}');
  assert.deepEqual(unknown, []);
});

test('an api reads as undefined below the base library that brought it', () => {
  const fake = createFakeWx();
  for (const [api, before] of [
    ['getAppBaseInfo', '2.20.0'],
    ['getPrivacySetting', '2.32.2'],
    ['getApiCategory', '2.32.3'],
    ['getUserProfile', '2.9.9'],
  ]) {
    fake.device.baseLibrary = SINCE[api];
    assert.equal(typeof fake.wx[api], 'function', api);
    assert(api in fake.wx);
    fake.device.baseLibrary = before;
    assert.equal(typeof fake.wx[api], 'undefined', api);
    assert(!(api in fake.wx));
    assert(!Object.keys(fake.wx).includes(api));
  }
  assert.deepEqual(fake.unknown, []);
});

test('every api that has a version is there, and none without', () => {
  const { wx } = createFakeWx({ baseLibrary: '99.0.0' });
  const ours = ['clearTimeout', 'getCurrentPages', 'now', 'setTimeout'];
  assert.deepEqual(Object.keys(wx).sort(), Object.keys(SINCE).concat(ours).sort());
  for (const name of Object.keys(wx)) {
    assert.equal(typeof wx[name], 'function', name);
  }
});

test('a copy of wx has what wx has', () => {
  const { wx } = createFakeWx({ baseLibrary: '2.20.0' });
  const copy = { ...wx };
  assert.equal(copy.login, wx.login);
  assert(!('getAppBaseInfo' in copy));
});

test('a function of wx is the same each time it is read', () => {
  const { wx } = createFakeWx();
  assert.equal(wx.request, wx.request);
});

test('an app can add to wx, and take away', () => {
  const getLocation = () => 'here';
  const { wx } = createFakeWx({ wx: { getLocation, login: undefined } });
  assert.equal(wx.getLocation, getLocation);
  assert.equal(wx.login, undefined);
  wx.getWeRunData = getLocation;
  assert.equal(wx.getWeRunData(), 'here');
  delete wx.getWeRunData;
  assert.throws(() => wx.getWeRunData);
});

test('canIUse tells of functions and open types', () => {
  const { wx, device } = createFakeWx({ baseLibrary: '2.21.1' });
  const answers = (...schemas) => schemas.map((schema) => wx.canIUse(schema));
  const schemas = [
    'login',
    'getPrivacySetting',
    'button.open-type.chooseAvatar',
    'noSuchApi',
    'button',
  ];
  assert.deepEqual(answers(...schemas), [true, false, false, false, true]);
  device.baseLibrary = '3.0.0';
  assert.deepEqual(answers(...schemas), [true, true, true, false, true]);
});

test('the device tells what it is, by the functions that its base library has', async () => {
  const fake = createFakeWx({ baseLibrary: '2.33.0', platform: 'android', scene: 1011 });
  const { wx } = fake;
  assert.equal(wx.getAppBaseInfo().SDKVersion, '2.33.0');
  assert.equal(wx.getDeviceInfo().platform, 'android');
  assert.equal(wx.getSystemInfoSync().SDKVersion, '2.33.0');
  assert.equal((await wx.getSystemInfo()).platform, 'android');
  assert.equal(wx.getLaunchOptionsSync().scene, 1011);
  assert.equal(wx.getEnterOptionsSync().path, 'pages/index/index');
  assert.equal(wx.getWindowInfo().windowWidth, 375);
  assert.equal(wx.getApiCategory(), 'default');
  assert.equal(wx.getAccountInfoSync().miniProgram.envVersion, 'develop');
  assert.equal((await wx.getNetworkType()).networkType, 'wifi');
  fake.next('getSystemInfoSync', { result: {} }, 'throws');
  assert.deepEqual(wx.getSystemInfoSync(), {});
  assert.throws(() => wx.getSystemInfoSync());
});

// Scene values, and "朋友圈单页模式" under share-timeline: only browsing there.
test('the single page of Moments is for browsing only', () => {
  const fake = createFakeWx();
  const heard = [];
  fake.wx.onApiCategoryChange((result) => heard.push(result.apiCategory));
  fake.setScene(1154);
  assert.equal(fake.wx.getApiCategory(), 'browseOnly');
  assert.equal(fake.wx.getEnterOptionsSync().apiCategory, 'browseOnly');
  assert.deepEqual(heard, ['browseOnly']);
});

test('the types name all that there is', () => {
  const types = ['index', 'testing-server']
    .map((name) => fs.readFileSync(new URL(`../src/testing/${name}.d.ts`, import.meta.url), 'utf8'))
    .join('');
  const fake = createFakeWx();
  for (const part of [fake, fake.server, fake.network, fake.storage, fake.files]) {
    for (const name of Object.keys(part)) {
      assert(RegExp(`\\b${name}\\b.*[:(]`).test(types), `${name} has no type`);
    }
  }
});

test('the fake runs where a mini-program runs', async () => {
  const { outputFiles } = await esbuild.build({
    entryPoints: ['src/testing/index.js'],
    bundle: true,
    format: 'cjs',
    target: 'es2017',
    platform: 'neutral',
    write: false,
  });
  const app = openMiniProgram();
  const { createFakeWx: create } = app.run(outputFiles[0].text, '/testing.js');
  const fake = create({ delays: { login: 35 } });
  assert.equal(app.evaluate('typeof setTimeout'), 'undefined');
  let code = null;
  fake.wx.login({
    success: (result) => {
      code = result.code;
    },
  });
  await fake.advance(34);
  assert.equal(code, null);
  await fake.advance(1);
  assert.equal(code, 'login-code-1');
  assert.equal((await fake.until(fake.wx.login())).code, 'login-code-2');
});

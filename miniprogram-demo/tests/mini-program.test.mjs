/** How pages live in the simulator, and what it does not let pass in silence. */
import assert from 'node:assert/strict';
import test from 'node:test';
import vm from 'node:vm';
import { compileProgram } from '../simulator/compile/program.mjs';
import { run } from './run.mjs';

const TELL = `
  const { told } = require('./told');
  const tell = (what) => () => told.push(getCurrentPages().length + ' ' + what);
`;
const page = (name) => `${TELL}
  Page({
    onLoad: tell('${name} onLoad'), onShow: tell('${name} onShow'), onReady: tell('${name} onReady'),
    onHide: tell('${name} onHide'), onUnload: tell('${name} onUnload'),
  });`;

const FILES = {
  'app.json': JSON.stringify({
    pages: ['one', 'two', 'sub'],
    tabBar: { list: [{ pagePath: 'one' }, { pagePath: 'two' }] },
  }),
  'app.js': 'App({ name: "the app" })',
  'told.js': 'exports.told = []',
  'one.json': '{"usingComponents": {"x-y": "/x"}}',
  'one.js': page('one'),
  'one.wxml': '<x-y />',
  'two.json': '{}',
  'two.js': page('two'),
  'two.wxml': '<view />',
  'sub.json': '{}',
  'sub.js': page('sub'),
  'sub.wxml': '<view />',
  'x.json': '{"component": true}',
  'x.wxml': '<view />',
  'x.js': `${TELL}
    Component({
      lifetimes: { attached: tell('x attached'), detached: tell('x detached') },
      pageLifetimes: { show: tell('x show'), hide: tell('x hide') },
    })`,
};

function start(t, changes = {}) {
  const files = Object.entries({ ...FILES, ...changes });
  const { source } = compileProgram(
    new Map(files.map(([file, text]) => [file, Buffer.from(text)])),
  );
  const running = run(t, vm.runInThisContext(`(${source})`));
  running.miniProgram.launch();
  const { told } = running.miniProgram.load('told.js');
  return { ...running, told: () => told.splice(0) };
}

async function go(phone, api, options) {
  await phone.fake.wx[api](options);
  return phone.told();
}

test('a page is loaded, shown and ready; its components hear that it is shown', (t) => {
  const phone = start(t);
  assert.deepEqual(phone.told(), [
    '0 x attached',
    '0 one onLoad',
    '1 one onShow',
    '1 x show',
    '1 one onReady',
  ]);
});

test('a page that is covered is hidden, and shown again when the user comes back', async (t) => {
  const phone = start(t);
  phone.told();
  assert.deepEqual(await go(phone, 'navigateTo', { url: '/sub' }), [
    '1 one onHide',
    '1 x hide',
    '1 sub onLoad',
    '2 sub onShow',
    '2 sub onReady',
  ]);
  assert.deepEqual(await go(phone, 'navigateBack', {}), [
    '1 sub onUnload',
    '1 one onShow',
    '1 x show',
  ]);
});

test('a tab page lives on while another tab is shown, and ends when all is closed', async (t) => {
  const phone = start(t);
  phone.told();
  const there = await go(phone, 'switchTab', { url: '/two' });
  assert.deepEqual(there.slice(0, 2), ['1 one onHide', '1 x hide']);
  assert(!there.join().includes('one onUnload'));
  assert.deepEqual(await go(phone, 'switchTab', { url: '/one' }), [
    '1 two onHide',
    '1 one onShow',
    '1 x show',
  ]);
  const last = (await go(phone, 'reLaunch', { url: '/sub' })).join();
  for (const end of ['one onUnload', 'x detached', 'two onUnload', 'sub onLoad']) {
    assert(last.includes(end), end);
  }
});

test('getApp gives what App was given, and pages know their route and query', async (t) => {
  const phone = start(t, {
    'sub.js': 'Page({ onLoad(q) { this.seen = [getApp().name, q, this.route] } })',
  });
  await phone.fake.wx.navigateTo({ url: '/sub?a=b' });
  assert.deepEqual(phone.page().seen, ['the app', { a: 'b' }, 'sub']);
});

test('a handler that is named and missing is reported', (t) => {
  const phone = start(t, { 'one.wxml': '<view bindtap="nobody" />' });
  assert.deepEqual(phone.problems, ['one.wxml names the handler nobody, which is missing']);
});

test('what a page throws is reported, in its life and in its handlers', (t) => {
  const script = 'Page({ onLoad() { this.a.b }, tap() { this.c.d } })';
  const phone = start(t, { 'one.js': script, 'one.wxml': '<view class="a" bindtap="tap" />' });
  assert.equal(phone.problems.length, 1);
  phone.inside().fire('.a', 'tap');
  assert.equal(phone.problems.length, 2);
  assert.match(String(phone.problems[1]), /reading 'd'/);
});

test('a warning of the framework is reported', (t) => {
  const phone = start(t, { 'one.wxml': '<view wx:for="{{nothing}}">{{item}}</view>' });
  assert.match(phone.problems[0], /one: .*for-list/i);
});

test('an api that nobody knows throws, and so do a missing module and a page that is none', (t) => {
  assert.throws(() => start(t).fake.wx.getNothing, /getNothing/);
  const errorOf = (script) => String(start(t, { 'one.js': script }).fake.errors[0]);
  assert.match(errorOf("require('./nothing')"), /module '.\/nothing' is not defined/);
  assert.match(errorOf(''), /one\.js calls neither Page\(\) nor Component\(\)/);
});

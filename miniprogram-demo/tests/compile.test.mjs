/** What the simulator's compiler takes, and what it must not let pass in silence. */
import assert from 'node:assert/strict';
import test from 'node:test';
import vm from 'node:vm';
import { readCodePackage } from '../simulator/compile/code-package.mjs';
import { compileProgram } from '../simulator/compile/program.mjs';
import { DEMO } from '../simulator/site.mjs';
import { PKG } from '../../tests/support/sandbox.mjs';

const APP = { pages: ['page'] };

/** A mini-program of one page. */
function compile(page, more = {}) {
  const files = {
    'app.json': JSON.stringify(APP),
    'app.js': 'App({})',
    'page.json': '{}',
    'page.js': 'Page({})',
    'page.wxml': '<view />',
    ...page,
    ...more,
  };
  const buffers = Object.entries(files).map(([file, text]) => [file, Buffer.from(text)]);
  const { source, assets } = compileProgram(new Map(buffers));
  return { ...vm.runInThisContext(`(${source})`), assets };
}

test('the demo compiles', () => {
  const { source, assets } = compileProgram(readCodePackage(DEMO, [PKG]));
  const program = vm.runInThisContext(`(${source})`);
  assert.deepEqual(Object.keys(program.templates).sort(), Object.keys(program.components).sort());
  assert(assets.has('miniprogram_npm/weapp-auth/weapp_auth_bg.wasm'));
});

for (const [wrong, markup, message] of [
  ['a tag without an end', '<view>', /page\.wxml:1/],
  ['a tag that nobody knows', '<vieww />', /<vieww>/],
  ['an attribute that is none', '<view wx:else />', /page\.wxml:1/],
  ['rpx in an inline style', '<view style="width: 1rpx" />', /rpx in an inline style/],
]) {
  test(`${wrong} fails the build`, () => {
    assert.throws(() => compile({ 'page.wxml': markup }), message);
  });
}

test('a component that is not there fails the build', () => {
  const config = { usingComponents: { 'x-y': './nothing' } };
  assert.throws(() => compile({ 'page.json': JSON.stringify(config) }), /no component .\/nothing/);
});

test('JSON that is none fails the build with the name of its file', () => {
  assert.throws(() => compile({ 'page.json': '{' }), /^Error: page\.json: /);
});

test('a style sheet that is not there fails the build', () => {
  assert.throws(() => compile({ 'page.wxss': '@import "./nothing.wxss";' }), /nothing\.wxss/);
});

test('handlers are found under every spelling of an event', () => {
  const markup =
    '<view bindtap="a" bind:tap="b" catchtap="c" capture-bind:tap="d" data-bind="e" />';
  assert.deepEqual(compile({ 'page.wxml': markup }).components.page.handlers, ['a', 'b', 'c', 'd']);
});

test('a page styles only itself, and rpx follow the screen', () => {
  const { styles } = compile({
    'page.wxss': 'view.a > text { width: 1.5rpx }',
    'app.wxss': 'view {}',
  });
  assert.match(styles.page, /^@scope \(\[data-page="page"\]\) \{\s*wx-view\.a > wx-text/);
  assert.match(styles.page, /width: calc\(1\.5 \* var\(--rpx\)\)/);
  assert.equal(styles.app, 'wx-view {}');
});

test("a component's classes are its own, and :host is the component", () => {
  const { styles, components } = compile(
    { 'page.json': '{"usingComponents": {"x-y": "./x"}}' },
    {
      'x.json': '{"component": true}',
      'x.js': 'Component({})',
      'x.wxml': '<view class="a" />',
      'x.wxss': ':host .a, .a:not(.b) {}',
    },
  );
  const { prefix } = components.x;
  assert.equal(styles.x, `[wx-host=${prefix}] .${prefix}--a, .${prefix}--a:not(.${prefix}--b) {}`);
});

test('a module sees nothing that a logic layer lacks', () => {
  const names = ['window', 'document', 'fetch', 'WebAssembly', 'TextDecoder', 'process', 'Buffer'];
  const { modules } = compile({ 'page.js': `exports.seen = [${names.map((n) => `typeof ${n}`)}]` });
  const module = { exports: {} };
  modules['page.js'](() => {}, module, module.exports);
  assert.deepEqual(
    module.exports.seen,
    names.map(() => 'undefined'),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LACKING, openMiniProgram, packageFiles, WASM } from './support/sandbox.mjs';

const instantiate = (app, file) =>
  app
    .evaluate('WXWebAssembly')
    .instantiate(file, {})
    .then(
      () => assert.fail('expected a rejection'),
      (error) => error.errMsg ?? error.message,
    );

test('the sandbox has nothing that a mini-program lacks', () => {
  const app = openMiniProgram();
  for (const name of LACKING) {
    assert.equal(app.evaluate(`typeof ${name}`), 'undefined', name);
  }
  assert.equal(app.evaluate('typeof this.constructor.constructor'), 'function');
  assert.throws(() => app.evaluate('Function("return 1")()'), { name: 'EvalError' });
  assert.throws(() => app.evaluate('require("fs")'), { name: 'ReferenceError' });
});

test('the sandbox has of each base library what came with it', () => {
  const has = (baseLibrary, expression) =>
    openMiniProgram({ baseLibrary }).evaluate(`typeof ${expression}`) !== 'undefined';
  for (const [expression, before, since] of [
    ['WXWebAssembly', '2.9.0', '2.13.0'],
    ['WXWebAssembly', '2.12.3', '3.0.0'],
    ['wx.getAppBaseInfo', '2.20.0', '2.20.1'],
  ]) {
    assert.equal(has(before, expression), false, `${expression} in ${before}`);
    assert.equal(has(since, expression), true, `${expression} in ${since}`);
  }
  assert.equal(has(null, 'wx.getSystemInfoSync'), false);
});

test('the sandbox takes a path in the code package and nothing else', async () => {
  const app = openMiniProgram();
  const onlyPaths = 'WXWebAssembly.instantiate: only support file type .wasm or .wasm.br';
  const bytes = packageFiles()[WASM];
  for (const refused of [undefined, null, bytes, bytes.buffer, '/index.js', `${WASM}?x`]) {
    assert.equal(await instantiate(app, refused), onlyPaths);
  }
  for (const url of ['wxfile://usr/a.wasm', 'http://a/a.wasm', 'https://a/a.wasm.br']) {
    assert.equal(
      await instantiate(app, url),
      'WebAssembly.instantiate: not support wxfile: or http: path',
    );
  }
  assert.match(await instantiate(app, '/a.wasm'), /no such file/);
  assert.equal(
    await instantiate(openMiniProgram({ baseLibrary: '2.13.4' }), `${WASM}.br`),
    onlyPaths,
  );
});

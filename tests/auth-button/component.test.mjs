import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { brotliCompressSync } from 'node:zlib';
import { buildComponent } from '../../scripts/component.mjs';

const built = await buildComponent();
const definition = define(built['index.js']);

function define(code) {
  let given;
  const context = vm.createContext({
    Component: (options) => {
      given = options;
    },
    require: () => ({}),
  });
  vm.runInContext(code, context);
  return given;
}

const named = (pattern) => [...built['index.wxml'].matchAll(pattern)].map(([, name]) => name);

test('the component weighs at most 3 KiB after compression', () => {
  const sizes = Object.values(built).map((text) => brotliCompressSync(text).length);
  assert.ok(sizes.reduce((sum, size) => sum + size) <= 3 * 1024, sizes.join());
});

test('every handler that the template names is there', () => {
  const handlers = named(/bind:\w+="(\w+)"/g);
  assert.ok(handlers.length > 0);
  for (const name of handlers) {
    assert.equal(typeof definition.methods[name], 'function', name);
  }
});

test('every external class has its place in the template', () => {
  const classes = named(/class="([^"]*)"/g).flatMap((value) => value.split(' '));
  for (const name of definition.externalClasses) {
    assert.ok(classes.includes(name), name);
  }
});

test('every class that is styled is used, and every one used is styled or external', () => {
  const expressions = named(/class="([^"]*)"/g)
    .join(' ')
    .match(/[a-z][a-z-]*/g);
  const used = new Set(expressions.filter((name) => !['busy', 'disabled', 'none'].includes(name)));
  const styled = new Set([...built['index.wxss'].matchAll(/\.([a-z]+)/g)].map(([, name]) => name));
  for (const name of definition.externalClasses) {
    assert.ok(used.delete(name), name);
  }
  assert.deepEqual([...used].sort(), [...styled].sort());
});

test('the style sheet asks for nothing that Skyline lacks', () => {
  const rules = built['index.wxss'].replace('@media (prefers-color-scheme:dark)', '');
  const [selectors, values] = [/([^{}]+){/g, /{([^{}]+)}/g].map((pattern) =>
    [...rules.matchAll(pattern)].map(([, text]) => text),
  );
  assert.ok(selectors.length > 5 && values.length === selectors.length);
  for (const selector of selectors.flatMap((text) => text.split(','))) {
    assert.match(selector, /^(\.[a-z]+)+(::after)?$/, selector);
  }
  const unsupported =
    /\b(grid|sticky|float|inline-block|vertical-align|auto;|scroll|inset|gap|var\()/;
  for (const value of values) {
    assert.doesNotMatch(value.replace(/margin:[^;}]*/, ''), unsupported);
  }
});

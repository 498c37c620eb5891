import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as testing from '../src/testing/index.js';
import { codeBlocks } from './support/markdown.mjs';
import { openMiniProgram } from './support/sandbox.mjs';

const AsyncFunction = (async () => {}).constructor;

for (const { language, text, at } of codeBlocks('docs/testing.md')) {
  test(`the block of ${language} at ${at} runs`, async () => {
    assert.equal(language, 'js');
    const tests = [];
    const fake = testing.createFakeWx();
    const app = openMiniProgram();
    const given = {
      require: (name) => (name === 'weapp-auth/testing' ? testing : app.require(name)),
      test: (name, run) => tests.push(run),
      assert,
      createFakeWx: testing.createFakeWx,
      fake,
      server: fake.server,
      wx: fake.wx,
      success: () => {},
    };
    await new AsyncFunction(...Object.keys(given), `{${text}}`)(...Object.values(given));
    for (const run of tests) {
      await run();
    }
    await fake.advance(100000);
  });
}

/** A compiled mini-program in node: on WeChat's framework, without a DOM. */
import fs from 'node:fs';
import path from 'node:path';
import glassEasel from 'glass-easel';
import { createFakeWx } from '../../src/testing/index.js';
import { within } from '../../tests/support/glass-easel.mjs';
import { PKG } from '../../tests/support/sandbox.mjs';
import { BUILT_IN } from '../simulator/compile/built-in.mjs';
import { createDate } from '../simulator/host/date.js';
import { createMiniProgram } from '../simulator/host/mini-program.js';

/**
 * @param {import('node:test').TestContext} t
 * @param {object} program what compile/program.mjs made
 * @param {object} [options] of `createFakeWx`
 */
export function run(t, program, options) {
  const problems = [];
  const fake = createFakeWx({
    pages: {
      list: program.app.pages,
      tabBar: (program.app.tabBar?.list ?? []).map(({ pagePath }) => pagePath),
      entry: null,
    },
    ...options,
  });
  const miniProgram = createMiniProgram({
    program,
    fake,
    WXWebAssembly: { instantiate },
    Date: createDate(fake.now),
    backend: new glassEasel.EmptyBackendContext(),
    builtIn: BUILT_IN,
    screen: {
      place: ({ root }) => glassEasel.Element.pretendAttached(root.getComponent()),
      show: () => {},
      remove: () => {},
    },
    report: (problem) => problems.push(problem),
  });
  t.after(() => fake.close());
  return {
    fake,
    miniProgram,
    problems,
    path: () => fake.pages.at(-1).path,
    /** What the top page's own code calls `this`. */
    page: () => fake.pages.at(-1).instance,
    /** What is on the top page. */
    inside: () => within(miniProgram.opened.get(fake.pages.at(-1)).root.getComponent()),
  };
}

/** Of the package's files, by their names. */
function instantiate(file, imports) {
  const bytes = fs.readFileSync(path.join(PKG, 'miniprogram_dist', path.basename(file)));
  return WebAssembly.instantiate(bytes, imports);
}

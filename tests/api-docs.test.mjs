import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from './support/markdown.mjs';

const read = (file) => fs.readFileSync(path.join(ROOT, file), 'utf8');

for (const file of ['docs/api.md', 'docs/api.zh-CN.md']) {
  const tables = read(file)
    .split(/\n\n/)
    .filter((block) => block.startsWith('| '))
    .map((table) => table.split('\n').slice(2).map(firstNames));
  const table = (name) => {
    const found = tables.find((rows) => rows.some((names) => names.includes(name)));
    assert(found, `no table names ${name}`);
    return found.flat().sort();
  };

  test(`${file} says of every error code what to do`, () => {
    const [, union] = read('src/shell/index.d.ts').split('type AuthErrorCode =');
    assert.deepEqual(table('refused'), union.match(/\w+(?=')/g).sort());
  });

  test(`${file} describes every option of createAuth`, () => {
    assert.deepEqual(table('baseUrl'), members('src/shell/auth.d.ts', 'AuthOptions'));
  });

  test(`${file} describes every member of the view`, () => {
    const declared = members('src/wasm/types.d.ts', 'ViewState');
    assert.deepEqual(table('waiting'), [...declared, 'step', 'button'].sort());
  });
}

/** The names in the first cell of a row. */
function firstNames(row) {
  return [...row.split(' | ')[0].matchAll(/`(\w+)/g)].map(([, name]) => name);
}

/** The members of an interface. */
function members(file, name) {
  const [, body] = read(file).match(new RegExp(`export interface ${name} \\{([^]*?)\\n\\}`));
  return [...body.matchAll(/^ {2}(\w+)\??: /gm)].map(([, member]) => member).sort();
}

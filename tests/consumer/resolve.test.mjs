import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { after, test } from 'node:test';
import { installInMiniProgram } from './mini-program.mjs';

const ENTRIES = ['weapp-auth', 'weapp-auth/plain', 'weapp-auth/testing'];
const app = installInMiniProgram();
after(() => app.remove());

for (const entry of ENTRIES) {
  const required = createRequire(path.join(app.folder, 'app.js'))(entry);

  test(`node imports from ${entry}, each by its name, what it requires`, () => {
    const source = `import * as all from '${entry}'; console.log(JSON.stringify(Object.keys(all)));`;
    const names = JSON.parse(run('names.mjs', source)).filter(
      (name) => name !== 'default' && name !== 'module.exports',
    );
    assert.deepEqual(names.sort(), Object.keys(required).sort());
  });
}

for (const [moduleResolution, module] of [
  ['node10', 'commonjs'],
  ['node16', 'node16'],
  ['bundler', 'esnext'],
]) {
  test(`TypeScript finds the types of every entry with ${moduleResolution}`, () => {
    // Without types it would be an `any`, which has every name, and the comment an error.
    const source = ENTRIES.map(
      (entry, index) =>
        `import * as all${index} from '${entry}';\n// @ts-expect-error\nall${index}.noSuchName;\n`,
    ).join('');
    assert.equal(typeCheck(source, { moduleResolution, module, strict: true, types: [] }), '');
  });
}

function run(file, source) {
  fs.writeFileSync(path.join(app.folder, file), source);
  return execFileSync(process.execPath, [file], { cwd: app.folder, encoding: 'utf8' });
}

function typeCheck(source, compilerOptions) {
  fs.writeFileSync(path.join(app.folder, 'types.ts'), source);
  const config = { compilerOptions: { ...compilerOptions, noEmit: true }, files: ['types.ts'] };
  fs.writeFileSync(path.join(app.folder, 'tsconfig.json'), JSON.stringify(config));
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  try {
    execFileSync(process.execPath, [compiler, '-p', app.folder], { encoding: 'utf8' });
    return '';
  } catch (error) {
    return error.stdout;
  }
}

/**
 * A WXWebAssembly that runs the package's module as JavaScript (binaryen's wasm2js). Its memory
 * grows as that of a native interpreter may: into another buffer, with the old one left attached,
 * so that a view that was kept reads and writes what nobody else sees.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { packageFiles, WASM } from './sandbox.mjs';

/** An `instantiate` for `openMiniProgram`, and a count of how often `memory.buffer` was read. */
export function plainHost() {
  const factory = new Function('imports', script());
  const host = {
    reads: 0,
    exports: undefined,
    instantiate: (_path, imports) => {
      const { memory, ...exports } = factory(imports);
      const counted = {
        get buffer() {
          host.reads += 1;
          return memory.buffer;
        },
      };
      host.exports = { ...exports, memory: counted };
      return Promise.resolve({ exports: host.exports });
    },
  };
  return host;
}

let compiled;

/** The module as the body of a function of its imports, which returns its exports. */
function script() {
  if (!compiled) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weapp-auth-'));
    try {
      const [wasm, js] = ['core.wasm', 'core.js'].map((file) => path.join(folder, file));
      fs.writeFileSync(wasm, packageFiles()[WASM]);
      const wasm2js = createRequire(import.meta.url).resolve('binaryen/bin/wasm2js');
      execFileSync(process.execPath, [wasm2js, wasm, '-o', js]);
      compiled = fs
        .readFileSync(js, 'utf8')
        .replace(/^import \* as \S+ from '(.+)';$/gm, '')
        .replace(/\basmFunc\(\{[^]*?\}\)/, 'asmFunc(imports)')
        .replace(/^export var .*$/gm, '')
        .concat('\nreturn retasmFunc;');
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }
  return compiled;
}

// What a request costs that needs nothing: `node benches/request/main.mjs [ENGINE…]`, in node and, where
// JSC_PATH names it, in JavaScriptCore with its JIT and without, the nearest to iOS there is here. The
// ratio is to a bare promise around `wx.request`, in the same run.
//
// Not in the tests' sandbox, whose globals are slow to look up.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const script = path.join(root, 'target/request-bench.js');
await esbuild.build({
  entryPoints: [fileURLToPath(new URL('run.js', import.meta.url))],
  bundle: true,
  format: 'iife',
  platform: 'neutral',
  outfile: script,
  logLevel: 'error',
});

const JSC = process.env.JSC_PATH || 'jsc';
const engines = [
  ['V8 (node)', process.execPath, [fileURLToPath(new URL('node.cjs', import.meta.url)), script]],
  ['JavaScriptCore', JSC, []],
  ['JavaScriptCore without its JIT', JSC, ['--useJIT=false']],
];
console.log(
  'one request that needs nothing, best of 15 rounds: ns, and the ratio to the first row',
);
for (const [name, program, before] of engines) {
  const args = program === JSC ? [...before, script, '--'] : before;
  for (const core of ['index.js', 'plain.js']) {
    const output = execFileSync(program, [...args, path.join(root, 'pkg/miniprogram_dist'), core], {
      encoding: 'utf8',
    });
    const rows = JSON.parse(output.trim().split('\n').pop());
    console.log(`\n${name}, ${core === 'index.js' ? 'the module' : 'the core in JavaScript'}`);
    for (const [what, ns] of rows) {
      const ratio = (ns / rows[0][1]).toFixed(2);
      console.log(`  ${what.padEnd(34)} ${ns.toFixed(0).padStart(7)} ${ratio.padStart(6)}`);
    }
  }
}

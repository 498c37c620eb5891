// What a mini-program ships, against what wasm-pack gives before it is lowered, shrunk and bundled.
import fs from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const rows = [
  ['the module', 'target/wasm-pack/weapp_auth_bg.wasm', 'pkg/miniprogram_dist/weapp_auth_bg.wasm'],
  ['its JavaScript', 'target/wasm-pack/weapp_auth_bg.js', 'pkg/miniprogram_dist/index.js'],
];
const budget = 16 * 1024;
let shipped = 0;

console.log('bytes, as they are and after brotli 11');
for (const [name, before, after] of rows) {
  const [from, to] = [before, after].map((file) => {
    const bytes = fs.readFileSync(file);
    return { plain: bytes.length, brotli: brotliCompressSync(bytes).length };
  });
  shipped += to.brotli;
  const ratio = (to.brotli / from.brotli).toFixed(2);
  console.log(
    `${name.padEnd(15)} wasm-pack ${from.plain} / ${from.brotli}   shipped ${to.plain} / ${to.brotli}   ${ratio}x`,
  );
}
console.log(`together ${shipped} of ${budget}: ${(shipped / budget).toFixed(2)} of 16 KiB`);

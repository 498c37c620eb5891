// What a mini-program ships, file by file: `node benches/size.mjs`. The ratio is to what the module
// weighs as wasm-pack builds it, before it is lowered and shrunk.
import fs from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const dist = 'pkg/miniprogram_dist';
const built = weigh('target/wasm-pack/weapp_auth_bg.wasm');
const files = ['weapp_auth_bg.wasm', 'index.js', 'registry.js'].concat(
  ['js', 'json', 'wxml', 'wxss'].map((kind) => `auth-button/index.${kind}`),
);
let shipped = 0;

console.log('bytes: as they are, after brotli 11');
for (const file of files) {
  const { plain, brotli } = weigh(`${dist}/${file}`);
  shipped += brotli;
  console.log(line(file, plain, brotli));
}
console.log(
  line('together', '', shipped),
  `${(shipped / built.brotli).toFixed(2)}x wasm-pack's module`,
);
const { plain, brotli } = weigh(`${dist}/plain-core.js`);
console.log(line('plain-core.js, read only where it runs', plain, brotli));

function weigh(file) {
  const bytes = fs.readFileSync(file);
  return { plain: bytes.length, brotli: brotliCompressSync(bytes).length };
}

function line(name, ...numbers) {
  return name.padEnd(40) + numbers.map((number) => String(number).padStart(8)).join('');
}

// Whether a million requests leave anything behind: `node --expose-gc benches/request/heap.mjs`.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { wx } from './wx.js';

const COUNT = 1_000_000;
const STEPS = 10;
const require = createRequire(import.meta.url);
const dist = new URL('../../pkg/miniprogram_dist/', import.meta.url);
let memory;

globalThis.wx = wx;
globalThis.WXWebAssembly = {
  instantiate: async (_path, imports) => {
    const module = fs.readFileSync(new URL('weapp_auth_bg.wasm', dist));
    const { instance } = await WebAssembly.instantiate(module, imports);
    ({ memory } = instance.exports);
    return instance;
  },
};
const { createAuth } = require('../../pkg/miniprogram_dist/index.js');
const auth = createAuth({
  baseUrl: 'https://api.example.com',
  loginUrl: '/login',
  loginPage: 'pages/login/login',
});
await auth.login();

console.log('  requests   heap, KiB   module, KiB');
for (let step = 0; step <= STEPS; step += 1) {
  globalThis.gc();
  const heap = process.memoryUsage().heapUsed / 1024;
  const row = [(step * COUNT) / STEPS, Math.round(heap), memory.buffer.byteLength / 1024];
  console.log(row.map((number) => String(number).padStart(10)).join('  '));
  for (let at = 0; at < COUNT / STEPS; at += 50) {
    await Promise.all(Array.from({ length: 50 }, () => auth.request({ url: '/a' })));
  }
}
auth.dispose();

// What a request costs that needs nothing: `node benches/request.mjs`. The ratio is to a bare promise
// around `wx.request`, in the same run. Not in the tests' sandbox, whose globals are slow to look up.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { measure } from './request-work.mjs';
import { wx } from './request-wx.mjs';

const require = createRequire(import.meta.url);
const dist = new URL('../pkg/miniprogram_dist/', import.meta.url);

globalThis.WXWebAssembly = {
  instantiate: async (path, imports) => {
    const bytes = fs.readFileSync(new URL(path.split('/').pop(), dist));
    return (await WebAssembly.instantiate(bytes, imports)).instance;
  },
};
globalThis.wx = wx;
const { createAuth } = require('../pkg/miniprogram_dist/index.js');
const auth = createAuth({
  baseUrl: 'https://api.example.com',
  loginUrl: '/login',
  loginPage: 'pages/login/login',
});
await auth.login();
const rows = await measure({ auth, wx, now: () => performance.now() });
console.log('one request that needs nothing, best of 15 rounds of 20,000');
for (const [name, ns] of rows) {
  const ratio = (ns / rows[0][1]).toFixed(2);
  console.log(`${name.padEnd(34)} ${ns.toFixed(0).padStart(6)} ns ${ratio.padStart(6)}`);
}
auth.dispose();

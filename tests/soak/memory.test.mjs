import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import v8 from 'node:v8';
import vm from 'node:vm';
import { createLeanWx } from './lean-wx.mjs';
import { openSoaked } from './mini-program.mjs';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');

const MEASURES = 6;
/** What engines keep for themselves goes up and down by about as much. */
const NOISE = 512 * 1024;

const OPTIONS = {
  baseUrl: 'https://api.example.com',
  loginUrl: '/login',
  phoneNumberUrl: '/phone-number',
  loginPage: 'pages/login/login',
  random: () => 0.5,
};

/** Lets all run that promises have ready. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Bytes in use when nothing is left to collect: in the heap, and in buffers. */
async function inUse() {
  for (let times = 0; times < 3; times += 1) {
    await settle();
    collect();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Runs rounds, and measures between them. What comes after the first measures must not grow. */
async function holds(t, memory, rounds, round) {
  const measured = [];
  for (let measure = 0; measure < MEASURES; measure += 1) {
    for (let times = 0; times < rounds; times += 1) {
      await round(measure * rounds + times);
    }
    measured.push([await inUse(), memory().buffer.byteLength]);
  }
  t.diagnostic(measured.map(([heap, wasm]) => `${heap >> 10} + ${wasm >> 10} KiB`).join(', '));
  const [, [heap, wasm]] = measured;
  const [lastHeap, lastWasm] = measured.at(-1);
  assert(lastHeap - heap < NOISE, `the heap has grown by ${lastHeap - heap} bytes`);
  assert.equal(lastWasm, wasm, 'the memory of the module has grown');
}

test('an Auth that lives on keeps nothing of what is done', async (t) => {
  const { app, weappAuth } = await openSoaked();
  const { memory } = app.instances[0]?.exports ?? { memory: { buffer: new ArrayBuffer(0) } };
  const { wx, forgetPhone, timers } = createLeanWx();
  const auth = weappAuth.createAuth({ ...OPTIONS, wx });
  await auth.ready;
  const ignore = () => {};

  await holds(
    t,
    () => memory,
    250,
    async (n) => {
      const calls = [
        ...['/a', '/b', '/unauthorized', '/broken', '/a?x=', '/phone'].map((path) =>
          auth.request({ url: `${path}/${n}` }),
        ),
        auth.request({ url: `/post/${n}`, method: 'POST', data: { n }, success: ignore }),
        auth.request({ url: `/optional/${n}`, auth: 'optional', complete: ignore }),
        auth.request({ url: `/none/${n}`, auth: 'none' }),
        auth.request({ url: `https://third.example.net/${n}` }),
        auth.uploadFile({ url: `/upload/${n}`, filePath: `wxfile://${n}`, name: 'file' }),
        auth.downloadFile({ url: `/download/${n}` }),
        auth.credentials(),
        auth.require('login'),
      ];
      for (const call of calls) {
        call.catch(ignore);
      }
      const aborted = auth.request({ url: `/never/${n}` });
      aborted.onHeadersReceived(ignore);
      calls.push(aborted.catch(ignore));
      aborted.abort();
      auth.watch(ignore)();
      await settle();
      await settle();
      const code = `phone-code-${n}`;
      const deny = { errMsg: 'getPhoneNumber:fail user deny' };
      const detail = n % 3 === 0 ? deny : { errMsg: 'getPhoneNumber:ok', code };
      calls.push(auth.answer({ type: 'getphonenumber', detail }));
      calls.push(auth.answer({ type: 'getphonenumber', detail }, { nickName: `n${n}` }));
      await settle();
      forgetPhone();
      auth.abandon();
      if (n % 10 === 0) {
        calls.push(auth.logout());
      }
      await Promise.all(calls.map((call) => call.catch(ignore)));
    },
  );
  assert(timers.size <= 1, `${timers.size} timers are left`);
  auth.dispose();
  assert.equal(timers.size, 0);
});

test('auths that are made and disposed of leave nothing', async (t) => {
  const { app, weappAuth } = await openSoaked();
  const { memory } = app.instances[0]?.exports ?? { memory: { buffer: new ArrayBuffer(0) } };
  const { wx, timers } = createLeanWx();
  await holds(
    t,
    () => memory,
    250,
    async () => {
      const auth = weappAuth.createAuth({ ...OPTIONS, wx });
      await auth.ready;
      const calls = [auth.request({ url: '/a' }), auth.request({ url: '/phone' }), auth.login()];
      const settled = Promise.all(calls.map((call) => call.catch(() => {})));
      await settle();
      auth.dispose();
      await settled;
    },
  );
  assert.equal(timers.size, 0);
});

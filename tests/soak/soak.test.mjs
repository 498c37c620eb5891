import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import { openSoaked } from './mini-program.mjs';
import { runSchedule } from './run.mjs';

/**
 * `SEED=7` runs that schedule alone, and prints what happened in it. `SCHEDULES=5000` runs so many,
 * from seed 1 or, with both, from that seed on. `WEAPP_AUTH_PKG` takes another build of the package.
 */
const { SEED, SCHEDULES } = process.env;
const FIRST = Number(SEED ?? 1);
const COUNT = Number(SCHEDULES ?? (SEED ? 1 : 2000));

test(`${COUNT} random schedules from seed ${FIRST} on leave nothing behind, and break no rule`, async (t) => {
  const miniProgram = await openSoaked();
  const failed = [];
  let requests = 0;
  let sends = 0;
  let logins = 0;
  for (let seed = FIRST; seed < FIRST + COUNT; seed += 1) {
    const { faults, happened, world } = await runSchedule(seed, miniProgram);
    requests += world.requests;
    sends += world.server.requests.length;
    logins += world.server.logins;
    if (SEED) {
      t.diagnostic(happened.join(' '));
    }
    if (faults.length > 0) {
      failed.push(`SEED=${seed} node --test tests/soak/soak.test.mjs\n  ${faults.join('\n  ')}`);
    }
  }
  t.diagnostic(`${requests} requests of the app, ${sends} to servers, ${logins} logins`);
  // An app in which nothing happens breaks no rule either.
  assert(sends > requests / 2 && logins > 0, 'the schedules do something');
  assert.equal(failed.slice(0, 5).join('\n'), '', `${failed.length} of ${COUNT} schedules failed`);
});

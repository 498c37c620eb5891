/** Runs one schedule: things happen, the world calms down, and nothing may be left. */
import { act } from './actions.mjs';
import { grant, leave } from './person.mjs';
import { checkRules } from './rules.mjs';
import { World } from './world.mjs';

const HOUR = 3_600_000;

/**
 * @param {number} seed
 * @param {object} miniProgram
 * @param {{ steps?: number }} [options] how much happens
 * @returns {Promise<{ faults: string[], happened: string[], world: World }>}
 */
export async function runSchedule(seed, miniProgram, { steps } = {}) {
  miniProgram.shown.length = 0;
  const world = new World(seed, miniProgram);
  const happened = [];
  const strays = [];
  const stray = (error) => strays.push(error);
  process.on('unhandledRejection', stray);
  try {
    await world.fake.settle();
    const count = steps ?? world.draw.between(5, 60);
    for (let step = 0; step < count; step += 1) {
      happened.push(await act(world));
    }
    await calm(world);
    await checkLife(world);
    world.end();
    await world.fake.advance(HOUR);
    checkRules(world);
  } catch (error) {
    world.fault(`the schedule broke off: ${(error && error.stack) || JSON.stringify(error)}`);
    world.end();
  } finally {
    process.off('unhandledRejection', stray);
  }
  for (const error of strays) {
    world.fault(`unhandled rejection: ${error && error.stack}`);
  }
  for (const line of miniProgram.shown) {
    world.fault(`the console shows ${line && line.stack}`);
  }
  checkRegistry(world);
  return { faults: world.faults, happened, world };
}

/** Everything works again, and the person says yes to what is asked, or leaves. Then an hour passes. */
async function calm(world) {
  const { fake } = world;
  world.trouble.end();
  fake.network.offline = false;
  fake.storage.full = false;
  await fake.advance(400_000);
  for (const { storageKey, view } of world.auths) {
    if (['loggingIn', 'authorizing'].includes(view.status)) {
      world.fault(`${storageKey} is ${view.status} long after its deadline`);
    }
  }
  for (let times = 0; times < 6; times += 1) {
    await fake.advance(200);
    for (const auth of world.auths) {
      grant(world, auth);
    }
  }
  await fake.advance(200_000);
  leave(world);
  for (const auth of world.auths) {
    auth.abandon();
  }
  await fake.advance(HOUR);
  for (const caller of world.callers.pending().filter(waits)) {
    world.fault(`${caller.name} waits for ever (${caller.mode} ${caller.route})`);
  }
}

/** A caller that watches neither its promise nor both callbacks can't be seen to settle. */
function waits({ callbacks, promised }) {
  return !(callbacks && promised !== undefined);
}

/** After all that, the app works. */
async function checkLife(world) {
  const { fake, setup } = world;
  for (const auth of world.auths) {
    const { status, busy, waiting } = auth.view;
    if (busy || waiting > 0 || !['signedIn', 'signedOut'].includes(status)) {
      world.fault(`at rest the view says ${JSON.stringify(auth.view)}`);
    }
    if (setup.phone.scene === 1154) {
      continue;
    }
    const login = world.callers.call('the last login', auth.login());
    await fake.advance(HOUR);
    const last = world.callers.call('the last request', auth.request({ url: '/plain' }));
    await fake.advance(HOUR);
    for (const { name, state, error, value } of [login, last]) {
      if (state !== 'resolved' || (value.statusCode !== undefined && value.statusCode !== 200)) {
        world.fault(`${name} is ${state}: ${error ? error.stack : JSON.stringify(value)}`);
      }
    }
  }
}

/** No auth lives on, and nobody keeps the turn: the next schedule begins as the first one did. */
function checkRegistry(world) {
  const { registry } = world.miniProgram;
  for (const { storageKey } of world.setup.auths) {
    if (registry.has(storageKey)) {
      world.fault(`${storageKey} is in the registry after the end`);
    }
  }
  let isMine = false;
  const probe = {};
  registry.acquire(probe, () => {
    isMine = true;
  });
  registry.release(probe);
  if (!isMine) {
    world.fault('somebody has kept the turn');
  }
}

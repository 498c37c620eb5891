/*
 * Taken when the module is loaded: a test runner that fakes timers afterwards must not stop ours.
 * The logic layer of a mini-program has no `setImmediate`, and its sandbox may not have `setTimeout`.
 */
const immediate = typeof setImmediate === 'function' ? setImmediate : null;
const Channel = typeof MessageChannel === 'function' ? MessageChannel : null;
const timeout = typeof setTimeout === 'function' ? setTimeout : null;

/** Where nothing lets a task pass, as many microtasks as no chain of promises here is long. */
const ROUNDS = 200;

/**
 * Lets everything run that promises have ready, and what that makes ready in turn.
 *
 * @returns {Promise<void>}
 */
export function settle() {
  if (immediate) {
    return new Promise((resolve) => immediate(resolve));
  }
  if (Channel) {
    return new Promise((resolve) => {
      const { port1, port2 } = new Channel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  }
  if (timeout) {
    return new Promise((resolve) => timeout(resolve, 0));
  }
  return rounds(ROUNDS);
}

async function rounds(count) {
  for (let round = 0; round < count; round += 1) {
    await undefined;
  }
}

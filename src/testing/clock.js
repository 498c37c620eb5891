import { settle } from './settle.js';

/** The device's clock at the start, where no other is given: 2026-01-01T00:00:00Z. */
const START = 1767225600000;

/** How long (real ms) `until` waits for what is not the fake's own, such as a wasm that loads. */
const PATIENCE = 10000;

/**
 * Time: virtual, moved by `advance`, or the engine's own.
 *
 * A timer belongs to a life, from the start of the app to its end. What the server does outlives it.
 *
 * @param {{ clock?: 'virtual' | 'real', now?: number, patience?: number }} options
 */
export function createClock(options) {
  const real = options.clock === 'real';
  const time = real ? realTime() : virtualTime(options.patience || PATIENCE);
  const start = options.now === undefined ? (real ? Date.now() : START) : options.now;
  const errors = [];
  let unseen = [];
  let offset = 0;
  let turn = Promise.resolve();

  /** Runs what is not the fake's own. What it throws is kept, and thrown by the next `advance`. */
  function run(callback, ...args) {
    try {
      return callback(...args);
    } catch (error) {
      errors.push(error);
      unseen.push(error);
      return undefined;
    }
  }

  function throwUnseen() {
    const [error] = unseen;
    if (unseen.length > 0) {
      unseen = [];
      throw error;
    }
  }

  /** One mover of time after the other. */
  function inTurn(move) {
    const moved = turn.then(move);
    turn = moved.catch(() => {});
    return moved;
  }

  const clock = {
    errors,
    run,
    /** True time, in ms since the fake was made. No change of the device's clock moves it. */
    time: time.elapsed,
    /** The device's clock, in ms since 1970. */
    now: () => start + time.elapsed() + offset,
    setOffset: (ms) => {
      offset = ms;
    },
    /** Runs `callback` after `ms`; returns what prevents it. */
    after: (ms, callback) => time.start(ms, () => run(callback)),
    /** Runs `callback` when the present script has ended, or `ms` later. */
    answer(ms, callback) {
      if (ms > 0) {
        return clock.after(ms, callback);
      }
      let wanted = true;
      Promise.resolve().then(() => wanted && run(callback));
      return () => {
        wanted = false;
      };
    },
    settle: () => inTurn(() => settle().then(throwUnseen)),
    advance: (ms) =>
      inTurn(async () => {
        await time.advance(ms);
        throwUnseen();
      }),
    until: (promise, limit) =>
      inTurn(async () => {
        const value = await time.until(promise, limit);
        throwUnseen();
        return value;
      }),
  };
  return clock;
}

/** The timers of one life of the app, as a mini-program starts them. */
export function createLife(clock) {
  const timers = new Map();
  let last = 0;
  let over = false;
  const unless = (callback) => () => {
    if (!over) {
      callback();
    }
  };
  return {
    isOver: () => over,
    answer: (ms, callback) => clock.answer(ms, unless(callback)),
    after: (ms, callback) => clock.after(ms, unless(callback)),
    setTimeout(callback, ms, ...args) {
      last += 1;
      const id = last;
      const fire = unless(() => {
        timers.delete(id);
        callback(...args);
      });
      timers.set(id, clock.after(Number(ms) > 0 ? Number(ms) : 0, fire));
      return id;
    },
    clearTimeout(id) {
      if (timers.has(id)) {
        timers.get(id)();
        timers.delete(id);
      }
    },
    end() {
      over = true;
      timers.forEach((cancel) => cancel());
      timers.clear();
    },
  };
}

function virtualTime(patience) {
  let elapsed = 0;
  let last = 0;
  let timers = [];

  function next() {
    return timers.reduce(
      (first, timer) =>
        !first || timer.at < first.at || (timer.at === first.at && timer.id < first.id)
          ? timer
          : first,
      undefined,
    );
  }

  return {
    elapsed: () => elapsed,
    start(ms, callback) {
      last += 1;
      const timer = { id: last, at: elapsed + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    /** Runs the next timer, if it is due by `limit`. */
    step(limit) {
      const timer = next();
      if (!timer || timer.at > limit) {
        return false;
      }
      timers = timers.filter((other) => other !== timer);
      elapsed = Math.max(elapsed, timer.at);
      timer.callback();
      return true;
    },
    async advance(ms) {
      const limit = elapsed + ms;
      do {
        await settle();
      } while (this.step(limit));
      elapsed = limit;
    },
    until(promise, limit) {
      return until(this, promise, limit, patience);
    },
  };
}

function realTime() {
  const start = Date.now();
  return {
    elapsed: () => Date.now() - start,
    start(ms, callback) {
      const id = setTimeout(callback, ms);
      return () => clearTimeout(id);
    },
    until: (promise) => promise,
    advance: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

/** Moves time, timer by timer, until a promise has settled. */
async function until(time, promise, limit, patience) {
  let settled = false;
  const note = () => {
    settled = true;
  };
  promise.then(note, note);
  const start = time.elapsed();
  const last = start + limit;
  let waited = Date.now();
  for (;;) {
    await settle();
    if (settled) {
      return promise;
    }
    if (time.step(last)) {
      waited = Date.now();
    } else if (Date.now() - waited > patience) {
      throw new Error(
        `the promise has not settled after ${time.elapsed() - start} ms, and no timer is left that could settle it`,
      );
    }
  }
}

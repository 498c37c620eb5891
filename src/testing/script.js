/**
 * What calls come to, where it is not what they come to by themselves: one list for the next calls
 * of each api, and one outcome for all others.
 *
 * @param {Record<string, number>} [delays] ms by api
 */
export function createScript(delays) {
  const queues = new Map();
  const modes = new Map();
  Object.keys(delays || {}).forEach((api) => modes.set(api, { delay: delays[api] }));

  return {
    next(api, ...outcomes) {
      queues.set(api, (queues.get(api) || []).concat(outcomes));
    },
    every(api, outcome) {
      if (outcome) {
        modes.set(api, outcome);
      } else {
        modes.delete(api);
      }
    },
    /** The outcome of the call that is being made, as an object. */
    take(api) {
      const queue = queues.get(api);
      const outcome = queue && queue.length > 0 ? queue.shift() : modes.get(api);
      return typeof outcome === 'string' ? named(outcome) : outcome || {};
    },
  };
}

function named(outcome) {
  if (outcome !== 'never' && outcome !== 'twice' && outcome !== 'throws') {
    throw new TypeError(
      `'${outcome}' is no outcome of a call: expected 'never', 'twice', 'throws' or an object`,
    );
  }
  return { [outcome]: true };
}

/** What `fail` gets: a text, or an object as the platform gives it. */
export function failure(fail) {
  return typeof fail === 'string' ? { errMsg: fail } : Object.assign({}, fail);
}

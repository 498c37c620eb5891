const LENGTH = 60;
/** @type {Set<(entries: object[]) => void>} */
const listeners = new Set();
/** @type {object[]} */
let entries = [];

/**
 * Keeps what weapp-auth tells of itself, newest first.
 *
 * @param {object} entry
 */
exports.add = (entry) => {
  entries = [entry, ...entries].slice(0, LENGTH);
  listeners.forEach((listener) => listener(entries));
};

/**
 * Calls at once and after each entry, until what it returns is called.
 *
 * @param {(entries: object[]) => void} listener
 */
exports.watch = (listener) => {
  listeners.add(listener);
  listener(entries);
  return () => void listeners.delete(listener);
};

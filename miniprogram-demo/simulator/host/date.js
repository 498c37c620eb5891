/** `Date` by a clock of our own: a mini-program whose device is an hour slow sees that hour. */

/** @param {() => number} now in ms since 1970 */
export function createDate(now) {
  return class Date extends globalThis.Date {
    constructor(...given) {
      super(...(given.length ? given : [now()]));
    }

    static now() {
      return now();
    }
  };
}

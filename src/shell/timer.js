/** The longest that `setTimeout` can count. */
const LONGEST = 2 ** 31 - 1;

/** The one timer of an `Auth`, for the next instant at which the core wants to hear of the time. */
export class Timer {
  constructor(platform, fire) {
    this.platform = platform;
    this.fire = fire;
    this.due = NaN;
    this.running = undefined;
  }

  /** Both in ms since 1970; `due` is NaN for never. */
  set(due, now) {
    if (Object.is(due, this.due)) {
      return;
    }
    this.stop();
    if (!Number.isNaN(due)) {
      this.due = due;
      const delay = Math.min(Math.max(due - now, 0), LONGEST);
      this.running = this.platform.setTimeout(() => {
        this.due = NaN;
        this.fire();
      }, delay);
    }
  }

  stop() {
    this.due = NaN;
    this.platform.clearTimeout(this.running);
  }
}

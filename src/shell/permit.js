/**
 * Leave to send requests and to take their answers without a word to the core about each, as it gave
 * it last. A cache, not a decision: the core says for how many sends it is and until when, hears of
 * the answers before it hears of anything else, and what it is told voids it.
 */
export class Permit {
  constructor() {
    this.void();
    this.latest = 0;
    /** The last send whose answer has brought the last bundle again, and when: not told yet. */
    this.renewal = 0;
    this.receipt = 0;
  }

  /** The serial number of a send with the present token; 0 where the core must be told of it. */
  draw(core, now) {
    this.hear(core, now);
    if (this.left === 0 || now >= this.until) {
      this.settle(core, now);
      this.next = core.begin(now);
      this.left = core.sends();
      this.until = core.until();
      this.quietUntil = core.quietUntil();
      this.bundle = core.lastBundle();
    }
    if (this.left === 0) {
      return 0;
    }
    this.left -= 1;
    this.next += 1;
    return this.next - 1;
  }

  /**
   * Whether nothing more is to be said of a request whose answer brought no bundle, or again that of the
   * send `bundle`.
   */
  finish(core, { generation, sent, endpoint }, bundle, now) {
    this.hear(core, now);
    if (now <= this.quietUntil && (bundle === 0 || bundle === this.bundle)) {
      if (bundle > 0 && sent > this.renewal) {
        this.renewal = sent;
        this.receipt = now;
      }
      return true;
    }
    this.settle(core, now);
    return core.finish(generation, sent, endpoint, bundle, now);
  }

  /** Where the clock goes back, the permit is void, and the core hears of it at once. */
  hear(core, now) {
    if (now < this.latest) {
      this.settle(core, now);
      this.void();
      core.catchUp(0, 0, now);
    }
    this.latest = now;
  }

  /** Tells the core what it has not heard, before it hears that it is `now`. */
  settle(core, now) {
    if (this.renewal > 0 || now < this.latest) {
      core.catchUp(this.renewal, this.receipt, this.latest);
      this.renewal = 0;
    }
  }

  /** The core is about to hear of an event. */
  end(core, now) {
    this.settle(core, now);
    this.void();
    this.latest = now;
  }

  void() {
    this.left = 0;
    this.next = 0;
    this.until = 0;
    this.quietUntil = NaN;
    this.bundle = 0;
  }
}

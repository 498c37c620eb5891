/**
 * Leave to send requests without asking the core for each, as it gave it last. A cache, not a
 * decision: the core says for how many sends it is and until when, and what it is told voids it.
 */
export class Permit {
  constructor() {
    this.left = 0;
    this.next = 0;
    this.until = 0;
    this.latest = 0;
  }

  /** The serial number of a send with the present token; 0 where the core must be told of it. */
  draw(core, now) {
    this.hear(now);
    if (this.left === 0 || now >= this.until) {
      this.next = core.begin(now);
      this.left = core.sends();
      this.until = core.until();
    }
    if (this.left === 0) {
      return 0;
    }
    this.left -= 1;
    this.next += 1;
    return this.next - 1;
  }

  /** Where the clock goes back, what the core has said of it is void. */
  hear(now) {
    if (now < this.latest) {
      this.void();
    }
    this.latest = now;
  }

  void() {
    this.left = 0;
  }
}

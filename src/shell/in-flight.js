/**
 * Requests that were sent and that the core knows nothing of, since it need not. They are linked
 * through themselves: every request comes by here, and this way none allocates anything more.
 */
export class InFlight {
  constructor() {
    this.last = undefined;
  }

  add(request) {
    request.before = this.last;
    if (this.last) {
      this.last.after = request;
    }
    this.last = request;
  }

  remove(request) {
    const { before, after } = request;
    if (before) {
      before.after = after;
    }
    if (after) {
      after.before = before;
    } else if (this.last === request) {
      this.last = before;
    }
    request.before = undefined;
    request.after = undefined;
  }

  /** All of them, in the order in which they were sent. */
  all() {
    const all = [];
    for (let request = this.last; request; request = request.before) {
      all.push(request);
    }
    return all.reverse();
  }
}

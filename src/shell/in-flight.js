/** Requests that were sent and that the core knows nothing of, since it need not. */
export class InFlight {
  constructor() {
    this.requests = [];
  }

  add(request) {
    request.place = this.requests.length;
    this.requests.push(request);
  }

  /** The last one takes its place: every request comes by here, and nothing is to be moved. */
  remove(request) {
    if (!this.has(request)) {
      return;
    }
    const last = this.requests.pop();
    if (last !== request) {
      this.requests[request.place] = last;
      last.place = request.place;
    }
  }

  has(request) {
    return this.requests[request.place] === request;
  }

  /** All of them, in the order in which they were sent. */
  all() {
    return this.requests.slice().sort((one, other) => one.sent - other.sent);
  }
}

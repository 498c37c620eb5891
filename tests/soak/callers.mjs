/** The promises and callbacks that the app's own code holds, and how often each of them was called. */

export class Callers {
  constructor(time) {
    this.time = time;
    this.all = [];
  }

  /** A call that gives a promise. */
  call(name, promise, about = {}) {
    const caller = { name, state: 'pending', ...about };
    this.all.push(caller);
    const settled = (state, key) => (value) => {
      Object.assign(caller, { state, [key]: value, settledAt: this.time() });
    };
    promise.then(settled('resolved', 'value'), settled('rejected', 'error'));
    return caller;
  }

  /**
   * A request, upload or download. Those that have callbacks may leave their promise alone.
   *
   * @param {(options: object) => Promise<unknown> & { abort(): void }} make
   */
  request(make, { id, callbacks, watchesPromise, options, about }) {
    const counts = { success: 0, fail: 0, complete: 0 };
    const caller = { name: id, id, counts, state: 'pending', callbacks, ...about };
    this.all.push(caller);
    const given = { ...options };
    for (const name of callbacks) {
      given[name] = (value) => {
        counts[name] += 1;
        if (name !== 'complete') {
          const [state, key] = name === 'success' ? ['resolved', 'value'] : ['rejected', 'error'];
          Object.assign(caller, { state, [key]: value, settledAt: this.time() });
        }
      };
    }
    const promise = make(Object.freeze(given));
    caller.abort = () => promise.abort();
    if (watchesPromise) {
      promise.then(
        (value) => this.settled(caller, 'resolved', value),
        (error) => this.settled(caller, 'rejected', error),
      );
    }
    return caller;
  }

  settled(caller, state, value) {
    const told = caller.callbacks.includes(state === 'resolved' ? 'success' : 'fail');
    caller.promised = state;
    caller[state === 'resolved' ? 'value' : 'error'] = value;
    if (!told) {
      Object.assign(caller, { state, settledAt: this.time() });
    }
  }

  pending() {
    return this.all.filter(({ state }) => state === 'pending');
  }
}

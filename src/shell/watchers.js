/** Those who watch the view. Each has an object of its own: the same function may watch twice. */
export class Watchers {
  constructor() {
    this.all = [];
  }

  get areThere() {
    return this.all.length > 0;
  }

  /** Returns what ends it. */
  add(listener) {
    const watcher = { listener };
    this.all = this.all.concat(watcher);
    return () => {
      this.all = this.all.filter((other) => other !== watcher);
    };
  }

  /** `tell` is called with each listener, unless one of those before has ended it. */
  forEach(tell) {
    for (const watcher of this.all) {
      if (this.all.includes(watcher)) {
        tell(watcher.listener);
      }
    }
  }

  clear() {
    this.all = [];
  }
}

/** What goes wrong next, at the server and on the platform, until it ends. */
export class Trouble {
  constructor() {
    this.queues = new Map();
    this.isOver = false;
  }

  /** The next answers of the server for a path. */
  answers(path, ...answers) {
    this.add(path, answers);
  }

  /** What the next call of an api comes to. */
  calls(api, outcome) {
    this.add(api, [outcome]);
  }

  end() {
    this.queues.clear();
    this.isOver = true;
  }

  /** Lets the server ask here before it answers. */
  answerFor(server, routes) {
    for (const path of [...Object.keys(routes), '/user-info', '/phone-number']) {
      server.always(path, () => this.take(path));
    }
  }

  isOf(name) {
    return this.queues.has(name);
  }

  /** A function of `wx` is about to be called. */
  strike(fake, api) {
    const outcome = this.take(api);
    if (outcome !== undefined) {
      fake.next(api, outcome);
    }
  }

  add(name, outcomes) {
    this.queues.set(name, [...(this.queues.get(name) ?? []), ...outcomes]);
  }

  take(name) {
    return this.queues.get(name)?.shift();
  }
}

/** One schedule's phone with the app on it, over all its lives. */
import { createFakeWx } from '../../src/testing/index.js';
import { Callers } from './callers.mjs';
import { createDraw } from './draw.mjs';
import { drawSetup } from './setup.mjs';
import { Trouble } from './trouble.mjs';
import { Watch } from './watch.mjs';

export class World {
  /**
   * @param {number} seed
   * @param {{ weappAuth: object, registry: object, shown: unknown[] }} miniProgram what has been
   * loaded once for all schedules; `shown` is what came to its console
   */
  constructor(seed, miniProgram) {
    this.draw = createDraw(seed);
    this.miniProgram = miniProgram;
    this.setup = drawSetup(this.draw);
    this.faults = [];
    /** What has been told to anybody but the server: none of it may hold a secret. */
    this.told = [];
    this.lives = [];
    this.requests = 0;
    this.trouble = new Trouble();
    /**
     * How many navigations may have begun while another was under way: nobody knows of it who is made
     * after an auth was disposed of, or whose clock has been put forward by more than it may take; and
     * nobody waits for one that takes so long.
     */
    this.excuses = 0;
    this.begin(createFakeWx(this.setup.phone));
    this.trouble.answerFor(this.server, this.setup.phone.server.routes);
    this.callers = new Callers(() => this.fake.time());
  }

  get server() {
    return this.fake.server;
  }

  fault(text) {
    this.faults.push(`at ${this.fake.time()} ms: ${text}`);
  }

  begin(fake) {
    this.fake = fake;
    const { responses = new Map() } = this.watch ?? {};
    this.watch = new Watch(fake, {
      fault: (text) => this.fault(text),
      trouble: this.trouble,
      responses,
    });
    this.lives.push(fake);
    this.auths = this.setup.auths.map((options) => this.create(options));
  }

  create(options) {
    const { storageKey } = options;
    const { draw, watch } = this;
    const auth = this.miniProgram.weappAuth.createAuth({
      ...options,
      wx: watch.wxOf(storageKey),
      random: draw.next,
      isUnauthorized: ({ data }) => data && data.needs,
      endsSession: ({ data }) => {
        const ends = Boolean(data) && data.error === 'endedByAnotherDevice';
        if (ends) {
          watch.dropped(storageKey);
        }
        return ends;
      },
      loginData: draw.chance(0.2) ? () => this.loginData(storageKey) : undefined,
      onWarning: (warning) => this.told.push(['warning', warning]),
      onEvent: draw.chance(0.2) ? (event) => this.told.push(['event', event]) : undefined,
    });
    auth.storageKey = storageKey;
    auth.unwatch = auth.watch((view) => this.told.push(['view', view]));
    auth.ready.catch(() => {});
    return auth;
  }

  /** What the app adds to an exchange: at once, later, or an error. */
  async loginData(storageKey) {
    const { draw, fake, trouble, watch } = this;
    await new Promise((resolve) => fake.wx.setTimeout(resolve, draw.between(0, 50)));
    if (!trouble.isOver && draw.chance(0.2)) {
      watch.dropped(storageKey);
      throw new Error('no tenant');
    }
    return { tenant: 'one' };
  }

  /** The app is closed and opened again. The machines of the life before hear nothing any more. */
  restart() {
    this.watch.close();
    const fake = this.fake.restart();
    this.callers.pending().forEach((caller) => (caller.state = 'gone'));
    for (const auth of this.auths) {
      auth.dispose();
    }
    this.begin(fake);
  }

  /** An auth is disposed of, and another one made in its place. */
  renew(index) {
    this.excuses += 1;
    const auth = this.auths[index];
    this.remember(auth);
    this.watch.dropped(auth.storageKey);
    auth.dispose();
    this.auths[index] = this.create(this.setup.auths[index]);
  }

  /** Keeps what an auth tells of itself, to be searched for secrets. */
  remember(auth) {
    this.told.push(['trace', auth.trace()]);
  }

  end() {
    for (const auth of this.auths) {
      this.remember(auth);
      auth.dispose();
    }
  }
}

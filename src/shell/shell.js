import { openCore } from './core.js';
import { disposed } from './disposed.js';
import { Durations } from './durations.js';
import { Failures } from './failures.js';
import { load, onceLoaded, whyPlain } from './load.js';
import { letNavigationEnd } from './navigation.js';
import { perform } from './perform.js';
import { Platform } from './platform.js';
import { Requests } from './requests.js';
import { Timer } from './timer.js';
import { Watchers } from './watchers.js';

const handle = onceLoaded((core, event, now) => core.handle(event, now));

/** What pages see before the core has been loaded. */
const UNKNOWN = Object.freeze({
  status: 'signedOut',
  step: null,
  button: null,
  busy: true,
  hasUserInfo: false,
  hasPhoneNumber: false,
  uid: null,
  extra: Object.freeze({}),
  error: null,
  waiting: 0,
});

/**
 * What one `Auth` runs on: tells the core what has happened, performs what it says, in order, and
 * keeps what may not or need not enter it. It decides nothing.
 */
export class Shell {
  constructor(options, registry) {
    this.options = options;
    this.registry = registry;
    this.platform = new Platform(options.wx);
    this.now = this.clock(options.now || this.platform.over.now);
    this.timer = new Timer(this.platform, () => this.tell({ type: 'timerFired' }));
    this.core = undefined;
    this.view = UNKNOWN;
    this.watchers = new Watchers();
    this.requests = new Requests(this);
    /** Calls that wait for an outcome: their promises, by caller. */
    this.calls = new Map();
    this.callers = 0;
    /** Button events whose data may still be submitted, by caller. */
    this.presses = new Map();
    this.avatar = undefined;
    this.generation = 0;
    this.credentials = {};
    this.failures = new Failures();
    /** What the exchange of a login will send, by login. */
    this.exchanges = new Map();
    this.queue = [];
    this.isBusy = false;
    this.isDisposed = false;
    this.stack = '';
    this.durations = new Durations();
  }

  /** The app's clock; where it says no time, the platform's. */
  clock(now) {
    return now
      ? () => {
          const time = this.guard(now);
          return Number.isFinite(time) ? time : Date.now();
        }
      : Date.now;
  }

  random() {
    const { random = Math.random } = this.options;
    return this.guard(random);
  }

  /** Resolves when requests will be sent: the core is loaded and storage has been read. */
  start() {
    return this.load().then(() => {
      if (this.isDisposed) {
        throw disposed();
      }
      return this.ready;
    });
  }

  /** Loads the core and starts the machine, once; a load that failed can be tried again. */
  load() {
    if (!this.loading) {
      this.loading = load(this.options.wasmPath)
        .then(() => this.begin())
        .catch((error) => {
          this.loading = undefined;
          if (error.code === 'badOptions') {
            // Another Auth, with better ones, may have the storage key.
            this.registry.remove(this.options.storageKey, this.entry);
          }
          throw error;
        });
    }
    return this.loading;
  }

  begin() {
    if (this.isDisposed) {
      throw disposed();
    }
    this.core = openCore(this.options);
    this.ready = new Promise((resolve, reject) => {
      this.becomeReady = resolve;
      this.becomeDisposed = () => reject(disposed());
    });
    this.ready.catch(() => {});
    const reason = whyPlain();
    if (reason) {
      this.warn('plainCore', `the core runs as JavaScript, which is slower: ${reason.message}`);
    }
    this.tell(Object.assign({ type: 'started' }, this.platform.environment()));
    this.registry.tellSiblings();
  }

  /** Runs something as soon as there is a core; `fail` gets the error if there will be none. */
  whenLoaded(run, fail) {
    if (this.core) {
      run();
    } else if (this.isDisposed) {
      fail(disposed());
    } else {
      this.load().then(() => (this.isDisposed ? fail(disposed()) : run()), fail);
    }
  }

  nextCaller() {
    this.callers += 1;
    return this.callers;
  }

  /** Tells the core of an event. What happens meanwhile is told afterwards. */
  tell(event) {
    if (!this.core) {
      return;
    }
    this.queue.push(event);
    if (this.isBusy) {
      return;
    }
    this.isBusy = true;
    try {
      while (this.queue.length > 0) {
        this.handle(this.queue.shift());
      }
    } finally {
      this.isBusy = false;
    }
    if (this.isDisposed) {
      this.release();
      return;
    }
    this.registry.note(this.entry, { blocked: this.core.isBlocked() });
    this.setTimer();
  }

  handle(event) {
    this.noticePages();
    event.random = this.random();
    this.performAll(event);
  }

  performAll(event) {
    const now = this.now();
    this.requests.permit.end(this.core, now);
    const effects = handle(this.core, event, now);
    if (this.options.onEvent) {
      this.report(event);
    }
    for (const effect of effects) {
      perform(this, effect);
    }
  }

  /** Tells the app what happened and what is done about it, without secrets. */
  report(event) {
    const entry = this.core.entry();
    if (entry) {
      const [{ now, input }, effects] = entry;
      const duration = this.durations.of(event, effects, now);
      const told = Object.assign({ now }, input.event && { event: input.event }, {
        effects,
        duration,
      });
      this.guard(() => this.options.onEvent(told));
    }
  }

  /** The core knows the open pages before it hears of anything that may open one. */
  noticePages() {
    const stack = this.platform.stack();
    const text = JSON.stringify(stack);
    if (text !== this.stack) {
      this.stack = text;
      this.performAll({ type: 'pagesChanged', stack });
    }
  }

  /** The clock is read before the core is asked: it may be the app's, and dispose of this. */
  setTimer() {
    const now = this.now();
    if (this.core) {
      this.timer.set(this.core.nextTimeout(this.watchers.areThere), now);
    }
  }

  /** Makes a call whose promise the core settles; `result` is what there is at that moment. */
  call(event, result) {
    return new Promise((resolve, reject) => {
      this.whenLoaded(() => {
        const caller = this.nextCaller();
        this.calls.set(caller, { resolve: () => resolve(result && result()), reject });
        this.tell({ ...event, caller });
      }, reject);
    });
  }

  /** The view as it is now: while nobody watches, no timer says when a token's life ends. */
  currentView() {
    const now = this.now();
    if (this.core && !this.isBusy) {
      this.requests.permit.hear(this.core, now);
      if (this.core.nextTimeout(true) <= now) {
        this.tell({ type: 'timerFired' });
      }
    }
    return this.view;
  }

  trace() {
    const now = this.now();
    if (!this.core) {
      return [];
    }
    this.requests.permit.settle(this.core, now);
    return this.core.trace() || [];
  }

  watch(listener) {
    const view = this.currentView();
    const end = this.watchers.add(listener);
    this.guard(() => listener(view));
    if (!this.isBusy) {
      this.setTimer();
    }
    return end;
  }

  showView() {
    this.view = Object.freeze(this.core.view());
    this.watchers.forEach((listener) => this.guard(() => listener(this.view)));
  }

  warn(code, message) {
    const { onWarning } = this.options;
    if (onWarning) {
      this.guard(() => onWarning({ code, message }));
    }
  }

  /** Runs the app's own code. What it throws is shown, and stops nothing of ours. */
  guard(run, argument) {
    try {
      return run(argument);
    } catch (error) {
      console.error(error);
      return undefined;
    }
  }

  dispose() {
    if (this.isDisposed) {
      return;
    }
    if (this.core) {
      this.requests.adoptAll();
    }
    this.isDisposed = true;
    letNavigationEnd(this);
    if (this.core) {
      this.tell({ type: 'disposed' });
      this.becomeDisposed();
    }
    this.timer.stop();
    this.watchers.clear();
    this.registry.remove(this.options.storageKey, this.entry);
  }

  /** Where there is no FinalizationRegistry nobody else gives the machine's memory back. */
  release() {
    this.core.free();
    this.core = undefined;
  }
}

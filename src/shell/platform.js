const A_MINUTE = 60000;

/**
 * The platform as one `Auth` sees it: `wx` with the app's own functions laid over it, looked up at
 * every call, so that what is laid over later counts too. For tests, `over` may also bring
 * `getCurrentPages`, `setTimeout`, `clearTimeout` and `now`.
 */
export class Platform {
  constructor(over = {}) {
    this.over = over;
    this.ids = new WeakMap();
    this.pages = 0;
  }

  /** Whoever has this function; `undefined` where nobody has. */
  host(name) {
    if (typeof this.over[name] === 'function') {
      return this.over;
    }
    return typeof wx !== 'undefined' && typeof wx[name] === 'function' ? wx : undefined;
  }

  /** Calls an API that answers by callbacks. One that is missing, throws or rejects, fails. */
  call(name, options) {
    try {
      return watched(this.host(name)[name](options), options);
    } catch (cause) {
      options.fail(cause);
    }
  }

  /** `call('request', …)`, for which a look-up by name takes too long. */
  request(options) {
    try {
      return watched(
        typeof this.over.request === 'function' ? this.over.request(options) : wx.request(options),
        options,
      );
    } catch (cause) {
      options.fail(cause);
    }
  }

  /** Calls an API that answers at once; `{}` where it is missing or throws. */
  ask(name) {
    try {
      return this.host(name)[name]() || {};
    } catch {
      return {};
    }
  }

  setTimeout(run, delay) {
    const timer = this.over.setTimeout ? this.over.setTimeout(run, delay) : setTimeout(run, delay);
    // In node, where apps are tested, the end of a token's life must not keep a process alive.
    if (delay > A_MINUTE && timer && timer.unref) {
      timer.unref();
    }
    return timer;
  }

  clearTimeout(timer) {
    return this.over.clearTimeout ? this.over.clearTimeout(timer) : clearTimeout(timer);
  }

  /** Where the app runs, for the event `started`. `getSystemInfoSync` is for old base libraries. */
  environment() {
    const [base, device] = [this.ask('getAppBaseInfo'), this.ask('getDeviceInfo')];
    const old = base.SDKVersion && device.platform ? {} : this.ask('getSystemInfoSync');
    const entered = this.ask('getEnterOptionsSync');
    return {
      sdkVersion: base.SDKVersion || old.SDKVersion,
      platform: device.platform || old.platform,
      scene: entered.scene || this.ask('getLaunchOptionsSync').scene,
      apiCategory: this.ask('getApiCategory'),
    };
  }

  /** The open pages, bottom to top, each with a number of its own. */
  stack() {
    return this.openPages().map((page) => ({ id: this.idOf(page), url: urlOf(page) }));
  }

  /** The number of the page on top; 0 before there is one. */
  topPage() {
    const pages = this.openPages();
    return pages.length > 0 ? this.idOf(pages[pages.length - 1]) : 0;
  }

  openPages() {
    try {
      const pages = this.over.getCurrentPages ? this.over.getCurrentPages() : getCurrentPages();
      return pages.filter((page) => page && typeof page.route === 'string');
    } catch {
      return [];
    }
  }

  idOf(page) {
    if (!this.ids.has(page)) {
      this.pages += 1;
      this.ids.set(page, this.pages);
    }
    return this.ids.get(page);
  }
}

/** A function laid over `wx` may be asynchronous, to sign a request say, and fail before it calls. */
function watched(task, { fail }) {
  if (task && typeof task.then === 'function') {
    task.then(undefined, fail);
  }
  return task;
}

/** WeChat hands a query over as it was written, so only what would end a value is encoded. */
function urlOf({ route, options }) {
  const query = Object.keys(options || {}).map(
    (key) => `${key}=${String(options[key]).replace(/[&#?\s]/g, encodeURIComponent)}`,
  );
  return [route, query.join('&')].filter(Boolean).join('?');
}

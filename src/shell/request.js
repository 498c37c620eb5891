/** What a task of `wx` can do beside `abort`; listeners are kept over a replay. */
const LISTENERS = ['HeadersReceived', 'ProgressUpdate', 'ChunkReceived'];

/** One request, upload or download of the app's: its options as they were given, and its promise. */
export class Request {
  constructor(requests, api, options, resolve, reject) {
    this.requests = requests;
    this.api = api;
    this.take(options);
    this.resolve = resolve;
    this.reject = reject;
    this.isSettled = false;
    /** Its place among those in flight. */
    this.place = 0;
  }

  /** The caller's own object is never changed, may be by the caller, and may throw when it is read. */
  take(given) {
    try {
      const options = copy(given);
      if (options.success || options.fail || options.complete) {
        this.success = options.success;
        this.failure = options.fail;
        this.complete = options.complete;
      }
      this.header = options.header && merge(options.header);
      this.options = options;
    } catch {
      this.options = undefined;
      this.failure = callbackIn(given, 'fail');
      this.complete = callbackIn(given, 'complete');
    }
  }

  /** Calls `wx`, with the credentials of the present token or without. */
  send(credentials, sent) {
    const { requests, api } = this;
    const { platform } = requests.shell;
    // What `options.wx` lays over may change what it gets, and each send is of what the caller gave.
    const options =
      this.task || platform.over[api] ? Object.assign({}, this.options) : this.options;
    options.header = merge(this.header, credentials);
    options.success = (response) => requests.arrived(this, sent, response);
    options.fail = (cause) => requests.failed(this, sent, cause);
    if (options.complete) {
      options.complete = undefined;
    }
    this.sent = sent;
    if (api === 'request') {
      this.task = platform.request(options) || true;
    } else {
      this.task = platform.call(api, options) || true;
      this.listenForHeaders(sent);
    }
    if (this.listeners) {
      for (const { method, listener } of this.listeners) {
        this.toTask(method, listener);
      }
    }
  }

  /** The result of an upload or download has no header: it comes apart. */
  listenForHeaders(sent) {
    this.toTask('onHeadersReceived', (result) =>
      this.requests.headersArrived(this, sent, result && result.header),
    );
  }

  succeed(response) {
    if (this.isSettled) {
      return;
    }
    this.isSettled = true;
    if (this.success || this.complete) {
      this.callBack(this.success, response);
      this.callBack(this.complete, response);
    }
    this.resolve(response);
  }

  fail(error) {
    if (this.isSettled) {
      return;
    }
    this.isSettled = true;
    this.callBack(this.failure, error);
    this.callBack(this.complete, error);
    this.reject(error);
  }

  callBack(listener, value) {
    if (typeof listener === 'function') {
      this.requests.shell.guard(() => listener(value));
    }
  }

  abort() {
    if (!this.isSettled) {
      this.requests.abort(this);
    }
  }

  /**
   * Adds or removes a listener, now and for each task to come. Without one, all that were added are
   * removed, one by one: a task would remove what we listen to as well.
   */
  listen(method, listener) {
    const listeners = this.listeners || [];
    const name = method.replace(/^off/, 'on');
    if (method === name) {
      this.listeners = listeners.concat({ method, listener });
      this.toTask(method, listener);
      return;
    }
    const isMeant = (other) =>
      other.method === name && (listener === undefined || other.listener === listener);
    this.listeners = listeners.filter((other) => !isMeant(other));
    for (const removed of listeners.filter(isMeant)) {
      this.toTask(method, removed.listener);
    }
  }

  toTask(method, listener) {
    if (this.task && typeof this.task[method] === 'function') {
      this.task[method](listener);
    }
  }
}

/** What every request will have, and the fields that the caller gave, inherited ones too. */
function copy(given) {
  const options = { url: undefined, header: undefined, success: undefined, fail: undefined };
  for (const name in given) {
    options[name] = given[name];
  }
  return options;
}

/**
 * The credentials stand in for a field of the caller's under any casing: sent twice, it would be
 * another field.
 */
function merge(header, credentials) {
  const merged = {};
  for (const name in header) {
    if (!isIn(credentials, name)) {
      merged[name] = header[name];
    }
  }
  for (const name in credentials) {
    merged[name] = credentials[name];
  }
  return merged;
}

function isIn(credentials, name) {
  for (const other in credentials) {
    if (other.toLowerCase() === name.toLowerCase()) {
      return true;
    }
  }
  return false;
}

/** A callback among options that can't be read as a whole. */
function callbackIn(options, name) {
  try {
    return options[name];
  } catch {
    return undefined;
  }
}

/** What most requests never have: kept once, for all. */
Object.assign(Request.prototype, {
  caller: 0,
  writes: false,
  page: 0,
  response: undefined,
  listeners: undefined,
  isKnown: false,
  isPassing: false,
  success: undefined,
  failure: undefined,
  complete: undefined,
});

/** By `control` alone a promise reaches its request: from the request, a path leads to the token. */
const METHODS = {
  abort() {
    this.control();
  },
};
for (const name of LISTENERS) {
  for (const method of [`on${name}`, `off${name}`]) {
    METHODS[method] = function (listener) {
      this.control(method, listener);
    };
  }
}

/** Gives a promise the methods of the task that it stands for. */
export function withTask(promise, request, api) {
  promise.control = (method, listener) =>
    method ? request.listen(method, listener) : request.abort();
  promise.abort = METHODS.abort;
  promise.onHeadersReceived = METHODS.onHeadersReceived;
  promise.offHeadersReceived = METHODS.offHeadersReceived;
  if (api === 'request') {
    promise.onChunkReceived = METHODS.onChunkReceived;
    promise.offChunkReceived = METHODS.offChunkReceived;
  } else {
    promise.onProgressUpdate = METHODS.onProgressUpdate;
    promise.offProgressUpdate = METHODS.offProgressUpdate;
  }
  return promise;
}

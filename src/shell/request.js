/** What a task of `wx` can do beside `abort`; listeners are kept over a replay. */
const LISTENERS = ['HeadersReceived', 'ProgressUpdate', 'ChunkReceived'];

/** One request, upload or download of the app's: its options as they were given, and its promise. */
export class Request {
  constructor(requests, api, options, resolve, reject) {
    this.requests = requests;
    this.api = api;
    this.options = Object.assign({}, options);
    // The one part that a later send changes; the app may change its own.
    this.header = options.header && Object.assign({}, options.header);
    this.resolve = resolve;
    this.reject = reject;
    this.caller = 0;
    this.generation = 0;
    this.sent = 0;
    this.endpoint = null;
    this.url = options.url;
    this.task = undefined;
    this.response = undefined;
    this.listeners = undefined;
    this.isSettled = false;
    this.isKnown = false;
  }

  /** Calls `wx`, with the credentials of the present token or without. */
  send(credentials, sent) {
    const { requests, api } = this;
    const options = Object.assign({}, this.options);
    options.url = this.url;
    if (credentials || this.header) {
      options.header = Object.assign({}, this.header, credentials);
    }
    options.success = (response) => requests.arrived(this, sent, response);
    options.fail = (cause) => requests.failed(this, sent, cause);
    options.complete = undefined;
    this.sent = sent;
    this.task = requests.shell.platform.call(api, options);
    if (api !== 'request') {
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
    this.toTask('onHeadersReceived', ({ header }) =>
      this.requests.headersArrived(this, sent, header),
    );
  }

  succeed(response) {
    if (this.isSettled) {
      return;
    }
    this.isSettled = true;
    const { success, complete } = this.options;
    if (success || complete) {
      this.callBack(success, response);
      this.callBack(complete, response);
    }
    this.resolve(response);
  }

  fail(error) {
    if (this.isSettled) {
      return;
    }
    this.isSettled = true;
    const { fail, complete } = this.options;
    this.callBack(fail, error);
    this.callBack(complete, error);
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

  /** Adds or removes a listener, now and for each task to come. */
  listen(method, listener) {
    this.listeners = this.listeners || [];
    this.listeners.push({ method, listener });
    this.toTask(method, listener);
  }

  toTask(method, listener) {
    if (this.task && typeof this.task[method] === 'function') {
      this.task[method](listener);
    }
  }
}

function abort() {
  this.request.abort();
}

const METHODS = {};
for (const name of LISTENERS) {
  for (const method of [`on${name}`, `off${name}`]) {
    METHODS[method] = function (listener) {
      this.request.listen(method, listener);
    };
  }
}

/** Gives a promise the methods of the task that it stands for. */
export function withTask(promise, request, api) {
  promise.request = request;
  promise.abort = abort;
  if (api === 'request') {
    promise.onHeadersReceived = METHODS.onHeadersReceived;
    promise.offHeadersReceived = METHODS.offHeadersReceived;
    promise.onChunkReceived = METHODS.onChunkReceived;
    promise.offChunkReceived = METHODS.offChunkReceived;
  } else {
    promise.onHeadersReceived = METHODS.onHeadersReceived;
    promise.offHeadersReceived = METHODS.offHeadersReceived;
    promise.onProgressUpdate = METHODS.onProgressUpdate;
    promise.offProgressUpdate = METHODS.offProgressUpdate;
  }
  return promise;
}

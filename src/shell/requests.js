import { Destinations } from './destinations.js';
import { AuthError } from './error.js';
import { InFlight } from './in-flight.js';
import { LastBundle } from './last-bundle.js';
import { badOption } from './options.js';
import { Permit } from './permit.js';
import { Request, withTask } from './request.js';
import { disposed } from './disposed.js';

const MODES = ['interactive', 'silent', 'optional', 'none'];

/** The app's requests: what is sent, what has come back, and who is told. */
export class Requests {
  constructor(shell) {
    this.shell = shell;
    /** Those that the core knows and that aren't settled, by caller. */
    this.known = new Map();
    this.destinations = new Destinations();
    this.lastBundle = new LastBundle(shell.options.bundle);
    this.permit = new Permit();
    this.inFlight = new InFlight();
  }

  /** `auth.request`, `auth.uploadFile` and `auth.downloadFile`: `api` is their name in `wx`. */
  make(api, options) {
    let request;
    const promise = new Promise((resolve, reject) => {
      request = new Request(this, api, options, resolve, reject);
    });
    if (request.failure || request.complete) {
      promise.catch(() => {});
    }
    this.admit(request);
    return withTask(promise, request, api);
  }

  admit(request) {
    const { options } = request;
    if (options === undefined) {
      request.fail(new AuthError('badOptions', "options: can't be read"));
      return;
    }
    const { url, method, auth, replay } = options;
    const { shell } = this;
    if (typeof url !== 'string') {
      request.fail(badOption('url', 'a text', url));
    } else if (method && typeof method !== 'string') {
      request.fail(badOption('method', 'a text', method));
    } else if (auth !== undefined && !MODES.includes(auth)) {
      request.fail(badOption('auth', `one of ${MODES.join(', ')}`, auth));
    } else if (replay !== undefined && replay !== 'always') {
      request.fail(badOption('replay', '"always", or nothing', replay));
    } else if (auth === 'none') {
      // Needs no decision, and doesn't wait for the core.
      request.options.url = absolute(url, shell.options.baseUrl);
      this.pass(request);
    } else if (shell.core) {
      this.proceed(request, auth);
    } else {
      shell.whenLoaded(
        () => request.isSettled || this.proceed(request, auth),
        (error) => request.fail(error),
      );
    }
  }

  proceed(request, auth) {
    const { shell } = this;
    const { url, endpoint, writes } = this.destinations.of(shell.core, request);
    request.options.url = url;
    request.endpoint = endpoint;
    if (writes) {
      request.writes = true;
      request.page = shell.platform.topPage();
    }
    if (endpoint === null) {
      return request.isSettled || this.pass(request);
    }
    request.caller = shell.nextCaller();
    const now = shell.now();
    if (request.isSettled || shell.isDisposed) {
      // By the app's own code: a clock, or `getCurrentPages`, that aborts or disposes.
      return request.fail(disposed());
    }
    // What was told before, and what the core has said and isn't done yet, comes first.
    const isPlain =
      request.api === 'request' && auth !== 'optional' && !shell.isBusy && !shell.options.onEvent;
    const sent = isPlain ? this.permit.draw(shell.core, now) : 0;
    if (sent > 0) {
      request.generation = shell.generation;
      this.inFlight.add(request);
      return request.send(shell.credentials, sent);
    }
    this.know(request);
    return shell.tell({ type: 'requestMade', ...this.describe(request) });
  }

  /** From now on the core knows it. */
  know(request) {
    this.known.set(request.caller, request);
    request.isKnown = true;
  }

  describe({ caller, options: { auth, replay }, endpoint, writes, page }) {
    return { caller, auth, replay, endpoint, writes, page };
  }

  /** A request that is none of ours goes straight through, without a token. */
  pass(request) {
    request.isPassing = true;
    request.send(undefined, 0);
  }

  /** The core says: send it, with the present token or, for generation 0, without. */
  send(caller, { generation, sent }) {
    const request = this.known.get(caller);
    if (request) {
      request.generation = generation;
      request.send(generation > 0 ? this.shell.credentials : undefined, sent);
    }
  }

  arrived(request, sent, response) {
    if (request.isPassing) {
      request.succeed(response);
    } else if (this.shell.isDisposed) {
      request.fail(disposed());
    } else if (!response) {
      // Only what is laid over `wx` does so: a success without a response is no answer.
      this.failed(request, sent, response);
    } else if (request.isKnown) {
      this.tellArrived(request, sent, response, this.inspect(response));
    } else if (!request.isSettled) {
      this.arrivedPlainly(request, sent, response);
    }
  }

  /** A request that the core has not been told of: it need not be, if nothing is new. */
  arrivedPlainly(request, sent, response) {
    const { shell } = this;
    const statusCode = statusOf(response);
    const { isUnauthorized, endsSession } = shell.options;
    const judged = isUnauthorized || endsSession ? this.inspect(response) : undefined;
    const isSuccess = statusCode >= 200 && statusCode < 300;
    const isPlain = isSuccess && !(judged && (judged.named || judged.endsSession));
    const bundle = isPlain ? this.lastBundle.compare(response) : -1;
    const now = shell.now();
    if (request.isSettled) {
      // By the app's own code, which has just judged it, or told the time: it was aborted, or the Auth
      // disposed of.
      return undefined;
    }
    if (bundle >= 0 && this.permit.finish(shell.core, request, bundle, now)) {
      this.inFlight.remove(request);
      return request.succeed(response);
    }
    this.adopt(request);
    return this.tellArrived(request, sent, response, judged || this.inspect(response));
  }

  /** Makes the core know a request that has been sent already. */
  adopt(request) {
    const { generation, sent } = request;
    this.inFlight.remove(request);
    this.know(request);
    this.shell.tell({ type: 'requestAdopted', ...this.describe(request), generation, sent });
  }

  tellArrived(request, sent, response, inspected) {
    const { caller } = request;
    const awaitsHeaders = request.api !== 'request';
    request.response = response;
    const bundle = this.lastBundle.read(response);
    const isLastWord = () => Boolean(this.shell.core) && this.shell.core.lastBundle() === sent;
    // The platform may answer twice, and only the first answer is heard.
    const wasLastWord = isLastWord();
    this.shell.tell({ type: 'responseArrived', caller, sent, ...inspected, awaitsHeaders });
    if (!wasLastWord && isLastWord()) {
      this.lastBundle.keep(bundle, sent);
    }
  }

  headersArrived({ caller, isPassing }, sent, header) {
    if (!isPassing) {
      this.shell.tell({ type: 'headersArrived', caller, sent, header });
    }
  }

  failed(request, sent, cause) {
    if (request.isPassing) {
      request.fail(new AuthError('network', 'the request had no answer', { cause }));
      return;
    }
    if (this.shell.isDisposed) {
      request.fail(disposed());
      return;
    }
    if (!request.isKnown) {
      if (request.isSettled) {
        return;
      }
      this.adopt(request);
    }
    const { shell } = this;
    const number = shell.failures.keep(cause);
    shell.tell({ type: 'requestFailed', caller: request.caller, sent, cause: number });
  }

  abort(request) {
    if (request.isPassing || !this.shell.core || !this.isTold(request)) {
      const abortsTask = request.task && request.task.abort;
      request.fail(new AuthError('aborted', 'the request was aborted', { byUser: true }));
      if (abortsTask) {
        request.task.abort();
      }
      return;
    }
    if (!request.isKnown) {
      this.adopt(request);
    }
    this.shell.tell({ type: 'aborted', caller: request.caller });
  }

  /** Whether the core knows of a request, or of its send. */
  isTold(request) {
    return request.isKnown || this.inFlight.has(request);
  }

  abortTask(caller) {
    const request = this.known.get(caller);
    const task = request && request.task;
    if (task && typeof task.abort === 'function') {
      task.abort();
    }
  }

  deliver(caller) {
    this.settle(caller, (request) => request.succeed(request.response));
  }

  reject(caller, error) {
    this.settle(caller, (request) => request.fail(error));
  }

  settle(caller, settle) {
    const request = this.known.get(caller);
    if (request) {
      this.known.delete(caller);
      settle(request);
    }
  }

  /** A response with what the app's own functions say about it. */
  inspect(response) {
    const { isUnauthorized, endsSession } = this.shell.options;
    const { shell } = this;
    return {
      response,
      named: isUnauthorized && shell.guard(isUnauthorized, response),
      endsSession: endsSession && Boolean(shell.guard(endsSession, response)),
    };
  }

  /** What is to hold for all that were sent has to be known to the core. */
  adoptAll() {
    for (const request of this.inFlight.all()) {
      this.adopt(request);
    }
  }

  forgetBundle() {
    this.lastBundle.forget();
  }
}

/** What can't be read is no success; the core reads past it. */
function statusOf(response) {
  try {
    return response.statusCode;
  } catch {
    return undefined;
  }
}

/** A relative url is appended to the first base with one slash. */
function absolute(url, baseUrl) {
  const base = Array.isArray(baseUrl) ? baseUrl[0] : baseUrl;
  return /^([a-z][a-z\d+.-]*:|\/\/|\\)/i.test(url)
    ? url
    : `${base.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`;
}

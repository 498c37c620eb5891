import { bundleOf, putBundle } from './server/bundle.js';
import { createLog } from './server/log.js';
import { createSessions } from './server/sessions.js';
import { submit } from './server/submission.js';

/** The challenge for each step (the contract). */
const CHALLENGES = { userInfo: 'getUserInfo', phoneNumber: 'getPhoneNumber' };

/**
 * A server of the contract, in memory: 401 says that the token is dead, 401 with `WWW-Authenticate`
 * says what is missing. Every request is judged when it arrives, and answered after the delay.
 *
 * @param {{ clock: object, wechat: object, options?: object }} parts
 */
export function createServer({ clock, wechat, options: given }) {
  const options = Object.assign(
    {
      baseUrl: 'https://api.example.com',
      loginUrl: '/login',
      userInfoUrl: '/user-info',
      phoneNumberUrl: '/phone-number',
      bundle: {},
      delay: 0,
      expiresIn: 7200,
      flow: 'unionid',
      knows: [],
      grace: 30000,
      staleKey: 401,
      ended: { status: 401, data: { error: 'endedByAnotherDevice' } },
    },
    given,
  );
  const sessions = createSessions({ clock, options });
  const log = createLog(options.baseUrl);
  const routes = new Map();
  const queues = new Map();
  const standing = new Map();
  Object.keys(options.routes || {}).forEach((path) => routes.set(path, options.routes[path]));

  function scripted(path) {
    const queue = queues.get(path);
    return queue && queue.length > 0 ? queue.shift() : standing.get(path);
  }

  /** A transport: resolves to `{ status, header, body }`, rejects where there is no response. */
  function handle(request) {
    const entry = log.add(request, clock.time());
    const route = routes.get(entry.path) || {};
    let script = scripted(entry.path);
    if (typeof script === 'function') {
      script = script(entry);
    }
    const { fail, delay = route.delay === undefined ? options.delay : route.delay } = script || {};
    if (script === 'never') {
      return new Promise(() => {});
    }
    if (fail) {
      return later(delay, (resolve, reject) => reject(fail));
    }
    const answer = finished(entry, answerOf(entry, route, script || {}));
    return later(delay, (resolve) => {
      entry.answeredAt = clock.time();
      resolve(answer);
    });
  }

  function later(delay, settle) {
    return new Promise((resolve, reject) => {
      clock.answer(delay, () => settle(resolve, reject));
    });
  }

  /** What the script says of the answer stands; the rest is what the server says by itself. */
  function answerOf(entry, route, script) {
    if (script.status !== undefined && !script.bundle && !script.rotate) {
      return script;
    }
    const session = sessions.live(entry.token);
    const own = entry.ours ? judge(entry, route, session) : { status: 200, data: {} };
    const answer = Object.assign({}, own, script);
    const rotates = script.rotate || route.rotates || (session && session.rotateNext);
    if (rotates && session && !own.bundleOf) {
      sessions.rotate(session);
    }
    const wanted = own.bundleOf || script.bundle || rotates || route.bundle || options.everywhere;
    const about = own.bundleOf || (wanted ? session : null);
    return about
      ? putBundle(answer, Object.assign(bundleOf(about, options), script.extra), options.bundle)
      : answer;
  }

  function judge(entry, route, session) {
    if (entry.path === options.loginUrl) {
      return exchange(entry);
    }
    if (route.open) {
      return reply(entry, route, session);
    }
    if (sessions.isEnded(entry.token)) {
      return options.ended;
    }
    if (!session) {
      return { status: 401, data: { error: 'unauthorized' } };
    }
    const step = stepOf(entry.path);
    if (step) {
      return submit(step, entry, session, { wechat, options });
    }
    const missing = (route.wants || []).filter((wanted) => !sessions.satisfies(session, wanted));
    return missing.length > 0
      ? challenge(missing.map((wanted) => CHALLENGES[wanted]))
      : reply(entry, route, session);
  }

  function stepOf(path) {
    return path === options.userInfoUrl
      ? 'userInfo'
      : path === options.phoneNumberUrl
        ? 'phoneNumber'
        : null;
  }

  function exchange(entry) {
    const found = wechat.code2Session(entry.data && entry.data.code);
    entry.error = found.errcode ? found.errmsg : null;
    return found.errcode
      ? { status: 400, data: { error: found.errmsg } }
      : { status: 200, data: { ok: true }, bundleOf: sessions.open(found) };
  }

  const server = {
    handle,
    options,
    requests: log.entries,
    /** How many requests came for a path. */
    sends: (path) => log.entries.filter((entry) => entry.path === path).length,
    /** How many codes were exchanged, or tried to be. */
    get logins() {
      return server.sends(options.loginUrl);
    },
    route: (path, route) => void routes.set(path, route),
    answer(path, ...answers) {
      queues.set(path, (queues.get(path) || []).concat(answers));
    },
    always: (path, answer) => void (answer ? standing.set(path, answer) : standing.delete(path)),
    get token() {
      return sessions.latest();
    },
    revoke: sessions.revoke,
    revokeAll: sessions.revokeAll,
    rotate: sessions.rotateNext,
    endSession: sessions.end,
    know: (step, uid) => sessions.know(step, true, uid),
    forget: (step, uid) => sessions.know(step, false, uid),
    users: sessions.users,
  };
  return server;
}

function challenge(names) {
  return {
    status: 401,
    header: { 'WWW-Authenticate': names.join(', ') },
    data: { error: 'incomplete' },
  };
}

function reply(entry, route, session) {
  const answer = { status: 200, data: { ok: true, path: entry.path } };
  const own = route.reply ? route.reply(entry, session && session.user) : {};
  return Object.assign(answer, route.data === undefined ? {} : { data: route.data }, own);
}

/** As it goes over the wire. `data: undefined` is handed over as it is: no wire has it. */
function finished(entry, { status, header, data }) {
  const isText = typeof data === 'string' || data === undefined || isBytes(data);
  entry.status = status;
  return {
    status,
    header: Object.assign({ 'Content-Type': isText ? 'text/plain' : 'application/json' }, header),
    body: isText ? data : JSON.stringify(data),
  };
}

function isBytes(data) {
  return Object.prototype.toString.call(data) === '[object ArrayBuffer]';
}

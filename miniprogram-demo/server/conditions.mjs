/**
 * What goes wrong on purpose, so that the demo and tests can show what a client makes of it. A real
 * server is FAIR, and has no need of this file but for that.
 */
import { SPELLINGS } from '../headers/server.mjs';
import { Failure } from './failure.mjs';

export const FAIR = {
  /** Called with each request before it is looked at. */
  before: async () => {},
  /** How the names of the answer's fields are written. */
  spell: () => (name) => name,
  /** Whether the answer tells how they were written. */
  isShown: false,
};

/** The conditions as they are before anybody makes them worse. */
const CALM = { casing: 'WWW-Authenticate', delay: 0, hang: 0, failLogins: { times: 0 } };

export function createConditions() {
  const state = structuredClone(CALM);
  const hanging = new Set();

  function release() {
    for (const resume of hanging) resume();
    hanging.clear();
  }

  return {
    state,

    async before({ path, request, response }) {
      if (path.startsWith('/control/')) return;
      if (state.hang > 0) {
        state.hang -= 1;
        await new Promise((resume) => {
          hanging.add(resume);
          response.once('close', resume);
        });
      }
      if (state.delay > 0) await pause(state.delay);
      if (path === '/login' && request.method === 'POST' && state.failLogins.times > 0) {
        state.failLogins.times -= 1;
        throw loginFailure(state.failLogins);
      }
    },

    /** A request may choose for itself, so that each of a simulator's phones has its own. */
    spell({ url, headers }) {
      const asked = headers['demo-casing'] ?? state.casing;
      const isControl = url.startsWith('/control/');
      return SPELLINGS[isControl || !Object.hasOwn(SPELLINGS, asked) ? CALM.casing : asked];
    },

    isShown: true,

    /** Requests that hang go on. */
    release,

    reset() {
      Object.assign(state, structuredClone(CALM));
      release();
    },
  };
}

function loginFailure({ status, retryAfter }) {
  const fields = retryAfter === undefined ? [] : [['Retry-After', String(retryAfter)]];
  return new Failure(status, 'failedOnPurpose', 'this login was to fail', fields);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

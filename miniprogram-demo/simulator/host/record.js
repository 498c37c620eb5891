/** What has happened, for whoever watches: requests, what the Auth did, what went wrong. */
const LENGTH = 200;
/** ms; watchers are told once a frame. */
const FRAME = 16;

export function createRecord() {
  const listeners = new Set();
  let auth = null;
  let happenings = [];
  let scheduled = false;
  const record = {
    requests: [],
    problems: [],
    /** The Auth's view. */
    view: null,
    /** What its machine heard and said, in order: `{ event, effects }`. */
    happenings: [],

    /** Hears of a request; what it returns is told how it ended. */
    note({ method, url }) {
      const line = { method, url, at: Date.now(), status: null, took: null, challenge: null };
      record.requests = [...record.requests, line].slice(-LENGTH);
      record.changed();
      return {
        end({ status, failure, rawHeaders = [] }) {
          const took = Date.now() - line.at;
          Object.assign(line, {
            status: status ?? failure,
            took,
            challenge: challengeIn(rawHeaders),
          });
          record.changed();
        },
      };
    },

    /** @param {unknown[]} problem what was told the console of something that went wrong */
    report(problem) {
      const texts = problem.map((part) => String(part?.stack ?? part?.errMsg ?? part));
      record.problems.push(texts.join(' '));
      record.changed();
    },

    /** Follows the mini-program's only Auth, through the package's own registry. */
    follow({ load }) {
      ({ auth } = load('miniprogram_npm/weapp-auth/registry.js').find());
      ({ happenings } = load('utils/happenings.js'));
      auth.watch(record.changed);
    },

    watch(listener) {
      listeners.add(listener);
      record.changed();
    },

    changed() {
      if (!scheduled) {
        scheduled = true;
        setTimeout(tell, FRAME);
      }
    },
  };

  function tell() {
    scheduled = false;
    record.view = auth && auth.view;
    record.happenings = happenings.slice();
    listeners.forEach((listener) => listener(record));
  }
  return record;
}

/** The challenge as the server spelled it. */
function challengeIn(rawHeaders) {
  const index = rawHeaders.findIndex((name) => name.toLowerCase() === 'www-authenticate');
  return index < 0 ? null : `${rawHeaders[index]}: ${rawHeaders[index + 1]}`;
}

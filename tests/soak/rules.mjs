/** What must hold of a schedule that is over, seen from outside: by the app, the server, the platform. */
import { checkSecrets } from './secrets.mjs';

/**
 * How often a request may hear of one token that something is missing. After an answer was taken it
 * hears once more at most, and where the union id is wanted there are two remedies.
 */
const MOST = { bare: 1, userInfo: 3, phoneNumber: 2, unread: 4 };
/** The first send, one after a login, three for steps, three stale replays. */
const MOST_SENDS = 8;

export function checkRules(world) {
  checkCallers(world);
  checkSends(world);
  checkTokens(world);
  checkSecrets(world);
  const overlaps = world.lives.reduce((sum, fake) => sum + fake.overlaps, 0);
  if (overlaps > world.excuses) {
    world.fault(`${overlaps} navigations overlapped`);
  }
  for (const fake of world.lives) {
    for (const error of fake.errors) {
      world.fault(`a callback of wx threw ${error && error.stack}`);
    }
    for (const name of fake.unknown) {
      world.fault(`wx.${name} was read`);
    }
  }
}

/** Each promise settled, and each callback once. */
function checkCallers(world) {
  for (const caller of world.callers.all) {
    const { name, state, counts, callbacks, promised, error } = caller;
    if (state === 'pending' && !(callbacks && callbacks.length > 0 && promised === undefined)) {
      world.fault(`${name} never settled: ${JSON.stringify(caller)}`);
    }
    if (state === 'rejected' && !(error && error.name === 'AuthError')) {
      world.fault(`${name} was rejected with ${error && error.stack}`);
    }
    if (!counts || state === 'gone') {
      continue;
    }
    for (const callback of callbacks) {
      const expected =
        callback === 'complete' || (callback === 'success') === (state === 'resolved');
      if (counts[callback] !== Number(expected)) {
        world.fault(`${name}: ${callback} was called ${counts[callback]} times, ${state}`);
      }
    }
    if (promised !== undefined && promised !== state) {
      world.fault(`${name}: the callbacks say ${state}, the promise ${promised}`);
    }
  }
}

/** What came to the server of each request: few sends, each after a 401, none after the end. */
function checkSends(world) {
  const sends = new Map();
  for (const entry of world.server.requests) {
    const id = entry.header['X-Id'] ?? entry.header['x-id'];
    if (id) {
      sends.set(id, [...(sends.get(id) ?? []), entry]);
    }
  }
  for (const caller of world.callers.all.filter(({ id }) => id)) {
    checkSendsOf(world, caller, sends.get(caller.id) ?? []);
  }
}

function checkSendsOf(world, caller, sends) {
  const { id, isOurs, state, value, settledAt } = caller;
  const responses = world.watch.responses.get(id) ?? [];
  const fault = (text) => world.fault(`${id} (${caller.mode} ${caller.route}): ${text}`);
  if (!isOurs && sends.length > 1) {
    fault(`is none of ours and was sent ${sends.length} times`);
  }
  for (const response of new Set(responses)) {
    const [kind] = response.split(' ');
    if (kind in MOST && responses.filter((other) => other === response).length > MOST[kind]) {
      fault(`heard too often: ${responses.join(', ')}`);
    }
  }
  if (sends.length > MOST_SENDS) {
    fault(`was sent ${sends.length} times: ${responses.join(', ')}`);
  }
  const early = responses.slice(0, -1).find((response) => response.startsWith('final'));
  if (early || responses.length < sends.length - 1) {
    fault(`was sent ${sends.length} times, with the answers ${responses.join(', ')}`);
  }
  const late = sends.find(({ time }) => time > settledAt);
  if (late) {
    fault(`was sent at ${late.time} ms, and had settled at ${settledAt}`);
  }
  if (isOurs && state === 'resolved' && value && value.statusCode === 401) {
    fault('resolved with a 401');
  }
}

/** A token goes to our server alone, and with no exchange. */
function checkTokens(world) {
  for (const { ours, path, token, header, url, body } of world.server.requests) {
    const text = JSON.stringify([header, url, body ?? null]);
    if (!ours && /token-\d/.test(text)) {
      world.fault(`a token went to ${url}`);
    }
    if (path === '/login' && token !== null) {
      world.fault('an exchange carried a token');
    }
  }
}

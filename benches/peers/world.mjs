/** One peer in one scenario: a phone in virtual time, a server, and what became of the requests. */
import { createFakeWx } from '../../src/testing/index.js';
import { refuseInBody, Server } from './server.mjs';

const SOCKET = ['onSocketOpen', 'onSocketClose', 'onSocketMessage', 'onSocketError'];

export const BASE = 'https://api.example.com';

export class World {
  fake;
  server;
  #peer;
  #request;
  #asked = [];
  #crashes = 0;
  #before = 0;

  constructor(peer) {
    this.#peer = peer;
    this.fake = createFakeWx({
      delays: { login: 5 },
      // wafer2-client-sdk listens to sockets as soon as it is loaded.
      wx: Object.fromEntries(SOCKET.map((name) => [name, () => {}])),
      transport: (request) => this.server.receive(request),
    });
    const { wx } = this.fake;
    const wait = (ms) => new Promise((resolve) => wx.setTimeout(resolve, ms));
    this.server = new Server({ time: () => this.fake.time(), wait }, peer.dialect);
    // The libraries find a WeChat here, and time that stands still.
    Object.assign(globalThis, { wx, setTimeout: wx.setTimeout, clearTimeout: wx.clearTimeout });
    Date.now = () => this.fake.now();
  }

  /** Starts the peer, with a dead token that it has from before, or none. */
  async open(token) {
    if (token && this.#peer.seededByLogin) this.server.next('/login', { grant: token });
    const until = (promise) => this.fake.until(promise);
    this.#request = await this.#peer.open({ wx: this.fake.wx, base: BASE, token, until });
    await this.fake.settle();
    this.#before = this.fake.calls('login').length;
  }

  refuseInBody() {
    this.server.refuseWith(refuseInBody(this.#peer.dialect));
  }

  /** Sends a request as the peer's users do, and watches what becomes of it. */
  ask(path, options = {}) {
    const entry = { outcome: 'hang' };
    this.#asked.push(entry);
    const given = { header: { 'X-Trace': '1' }, ...options };
    const before = JSON.stringify(given);
    const judge = (outcome) => {
      entry.outcome = JSON.stringify(given) === before ? outcome : 'changed';
    };
    new Promise((resolve) => resolve(this.#request(path, given))).then(
      (result) => judge(result?.path === path ? 'answer' : 'raw'),
      (error) => judge(isRefusal(error) ? 'refused' : 'error'),
    );
  }

  async pass(ms) {
    try {
      await this.fake.advance(ms);
    } catch {
      this.#crashes += 1;
    }
  }

  /** Counts: logins, sends, and outcomes by kind. */
  result() {
    const outcomes = {};
    for (const { outcome } of this.#asked) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (this.#crashes) outcomes.crash = this.#crashes;
    return {
      logins: this.fake.calls('login').length - this.#before,
      sends: this.server.sends.length,
      outcomes,
    };
  }
}

/** A 401, or what stands for it, that was handed to the caller as it came. */
function isRefusal(error) {
  return [error, error?.response, error?.detail].some(
    (place) => place?.status === 401 || place?.statusCode === 401,
  );
}

/** A server that counts: it knows tokens, answers after a delay, and can be told to do otherwise. */

export class Server {
  /** The tokens that are alive. */
  alive = new Set();
  /** What came in, in order, but for the logins: `{ path, method, token, time }`. */
  sends = [];
  #clock;
  #dialect;
  #answers = new Map();
  #issued = 0;

  /**
   * @param {{ time: () => number, wait: (ms: number) => Promise<void> }} clock
   * @param {object} dialect how the peer and its server talk; {@link DIALECT} has the members
   */
  constructor(clock, dialect) {
    this.#clock = clock;
    this.#dialect = { ...DIALECT, ...dialect };
  }

  /**
   * What the next requests to a path come to, one each: after `delay` ms, `fail`: no response;
   * `refuse`: 401 or what stands for it; `always`: from now on. A login also takes `status`, and
   * `token: false`.
   */
  next(path, ...answers) {
    this.#answers.set(path, [...(this.#answers.get(path) ?? []), ...answers]);
  }

  /** From now on a path is answered as if nothing had been said of it. */
  calm(path) {
    this.#answers.delete(path);
  }

  /** Says no in another way than the peer's dialect has. */
  refuseWith(refusals) {
    this.#dialect = { ...this.#dialect, refuse: ({ path }) => refusals(path) };
  }

  /** Takes what `wx.request` sends; its response, or a rejection as `wx.request` fails. */
  async receive({ url, method, header }) {
    const path = new URL(url).pathname;
    const token = this.#dialect.token(lowerCase(header));
    const request = { path, method, token, time: this.#clock.time() };
    const answer = this.#take(path);
    return path === '/login' ? this.#login(answer) : this.#serve(request, answer);
  }

  async #serve(request, { delay = 10, fail, refuse = !this.alive.has(request.token) }) {
    this.sends.push(request);
    await this.#clock.wait(delay);
    if (fail) throw { errMsg: 'request:fail timeout', errno: 5 };
    if (refuse) return { header: {}, ...this.#dialect.refuse(request) };
    return { status: 200, header: {}, body: this.#dialect.wrap({ path: request.path }) };
  }

  async #login({ delay = 30, fail, status = 200, token = true, grant }) {
    await this.#clock.wait(delay);
    if (fail) throw { errMsg: 'request:fail timeout', errno: 5 };
    if (status !== 200) return { status, header: {}, body: '' };
    if (!token || grant) return { status, header: {}, body: this.#dialect.grant(grant) };
    this.#issued += 1;
    const issued = `T${this.#issued}`;
    this.alive.add(issued);
    return { status, header: {}, body: this.#dialect.grant(issued) };
  }

  #take(path) {
    const answers = this.#answers.get(path) ?? [];
    return (answers[0]?.always ? answers[0] : answers.shift()) ?? {};
  }
}

/** How most of them talk. */
const DIALECT = {
  token: (header) => /^Bearer (.*)$/.exec(header.authorization ?? '')?.[1],
  refuse: () => ({ status: 401, body: '' }),
  grant: (token) => ({ token, tokenStatus: { token, expiresIn: 7200 } }),
  wrap: (data) => data,
  /** Says no with a 200. */
  refuseInBody: () => ({ status: 200, body: { code: -1 } }),
};

export const refuseInBody = (dialect) => ({ ...DIALECT, ...dialect }).refuseInBody;

function lowerCase(header) {
  return Object.fromEntries(
    Object.entries(header ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

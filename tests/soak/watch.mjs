/**
 * Lays itself over a life's `wx` and watches what only the platform sees: whether one `wx.login` is
 * under way while another is asked for, and whether one comes between a press and its submission's
 * answer. Either would void the session_key that the other rests on.
 */

/** ms; `loginTimeout`, after which an auth gives up what it has begun. */
const GIVEN_UP = 15_000;

export class Watch {
  /**
   * @param {object} fake
   * @param {{ fault: (text: string) => void, trouble: Trouble, responses: Map }} about
   */
  constructor(fake, { fault, trouble, responses }) {
    this.fake = fake;
    this.fault = fault;
    this.trouble = trouble;
    /** What is under way: `{ kind, owner, code, since }`. */
    this.running = [];
    this.codes = new Set();
    this.isOver = false;
    /** By a request's id: what each of its sends came to, and with which token. */
    this.responses = responses;
  }

  /** The `wx` of one auth. */
  wxOf(owner) {
    const { fake, trouble } = this;
    const over = {
      login: (options) => this.login(owner, options),
      request: (options) => this.request(owner, 'request', options),
      uploadFile: (options) => this.request(owner, 'uploadFile', options),
      downloadFile: (options) => this.request(owner, 'downloadFile', options),
    };
    const get = (wx, name) => {
      const call = over[name] ?? wx[name];
      return trouble.isOf(name) && call
        ? (options) => {
            trouble.strike(fake, name);
            return call(options);
          }
        : call;
    };
    return new Proxy(fake.wx, { get });
  }

  /** The app is closed. */
  close() {
    this.isOver = true;
  }

  /** An auth has signed out or is gone: what it had begun is nobody's any more. */
  dropped(owner) {
    this.running = this.running.filter((one) => one.owner !== owner);
  }

  /** The device's clock is put forward: what was begun may seem to have taken too long. */
  clockForward() {
    this.running = [];
  }

  login(owner, options) {
    const now = this.fake.time();
    const other = this.running.find(({ since }) => now - since < GIVEN_UP);
    if (other && !this.isOver) {
      this.fault(`wx.login of ${owner} while a ${other.kind} of ${other.owner} is under way`);
    }
    const login = this.start('login', owner);
    const { success, fail } = options;
    const told = {
      success: (result) => {
        if (result.code) {
          login.code = result.code;
        } else {
          this.end(login);
        }
        success(result);
      },
      fail: (error) => {
        this.end(login);
        fail(error);
      },
    };
    try {
      return this.fake.wx.login(told);
    } catch (error) {
      this.end(login);
      throw error;
    }
  }

  request(owner, api, options) {
    const path = new URL(options.url, 'https://unparsable.example').pathname;
    if (path === '/login') {
      const { code } = options.data;
      this.used(code);
      const login = this.running.find((one) => one.code === code);
      return this.send(api, login, options);
    }
    if (path === '/phone-number' || path === '/user-info') {
      this.used(options.data && options.data.code);
      return this.send(api, this.start('submission', owner), options);
    }
    return this.fake.wx[api](this.noting(options));
  }

  /** Keeps what the platform hands over for each send of a request of the app's. */
  noting({ header, success, ...options }) {
    const id = header && header['X-Id'];
    let isNoted = false;
    return {
      ...options,
      header,
      success: (result) => {
        const response = `${kindOf(result)} to ${(header && header.Authorization) ?? 'no token'}`;
        // The platform may answer twice.
        if (!isNoted) {
          isNoted = true;
          this.responses.set(id, [...(this.responses.get(id) ?? []), response]);
        }
        success(result);
      },
    };
  }

  used(code) {
    if (code !== undefined && this.codes.has(code)) {
      this.fault(`${code} was sent twice`);
    }
    this.codes.add(code);
  }

  start(kind, owner) {
    const one = { kind, owner, since: this.fake.time() };
    this.running.push(one);
    return one;
  }

  /** Sends what is under way until it is answered. */
  send(api, one, options) {
    const wrap = (callback) => (result) => {
      this.end(one);
      callback(result);
    };
    const told = { ...options, success: wrap(options.success), fail: wrap(options.fail) };
    try {
      return this.fake.wx[api](told);
    } catch (error) {
      this.end(one);
      throw error;
    }
  }

  end(one) {
    this.running = this.running.filter((other) => other !== one);
  }
}

/**
 * What has been handed over: a 401 that is `bare`, or names `userInfo` or `phoneNumber` first, or whose
 * header comes apart (`unread`); or anything else, which is `final`.
 */
function kindOf({ statusCode, header, data }) {
  if (statusCode !== 401) {
    return data && data.needs ? 'bare' : 'final';
  }
  if (header === undefined) {
    return 'unread';
  }
  const value = Object.keys(header)
    .filter((name) => name.toLowerCase() === 'www-authenticate')
    .map((name) => String(header[name]))
    .join();
  const [found] = /(?<![\w"])get(?:UserInfo|PhoneNumber)(?![\w"])/.exec(value) ?? ['bare'];
  return { getUserInfo: 'userInfo', getPhoneNumber: 'phoneNumber' }[found] ?? found;
}

/** What crosses the boundary of the WebAssembly module, as `src/wasm.rs` makes it. */

/**
 * One thing a server asks for before it answers: a session (`wx.login`), the user's profile or
 * unionid (`WWW-Authenticate: getUserInfo`), or the phone number (`getPhoneNumber`).
 */
export type Step = 'login' | 'userInfo' | 'phoneNumber';

/** A challenge of a `WWW-Authenticate` header (RFC 9110, section 11.3). */
export interface Challenge {
  /** As written; compare it without regard to case. */
  scheme: string;
  /** With its padding, where the scheme has one instead of parameters. */
  token68: string | null;
  /** Names as written with their values unquoted, in order and with repeats. */
  params: [name: string, value: string][];
}

/**
 * What a status means: 2xx, 3xx, 400, 401, 403, 404, 405, 429, any other 4xx, any other 5xx, 503,
 * and everything that is no final status.
 */
export type Outcome =
  | 'success'
  | 'redirect'
  | 'badRequest'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'methodNotAllowed'
  | 'tooManyRequests'
  | 'clientError'
  | 'serverError'
  | 'unavailable'
  | 'unknown';

/** What a response says about the login. */
export interface Inspection {
  outcome: Outcome;
  /**
   * What the server wants first, in its order and without repeats. Empty unless the status is 401;
   * `['login']` where it names no scheme of ours.
   */
  steps: Step[];
  /** How long the server wants to be left alone, in ms; `null` where it does not say. */
  retryAfter: number | null;
}

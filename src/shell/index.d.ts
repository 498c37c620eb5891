import type { Auth, AuthOptions } from './auth';
import type {
  Answer,
  Button,
  ButtonQuery,
  ButtonStep,
  Challenge,
  Inspection,
  Navigation,
  NavigationQuery,
  Step,
  Trade,
  TradeQuery,
} from './types';

export * from './auth';
export * from './request';
export * from './types';

/**
 * Makes the object that logs in, asks and sends again: once, in `app.js`. It returns at once and
 * loads the module itself; what is asked of it before that waits.
 *
 * @throws {@link AuthError} `badOptions`, whose message names the option, what is expected and what
 * was given; also where a living Auth has the same `storageKey`
 */
export function createAuth(options: AuthOptions): Auth;

/**
 * Loads the core: the WebAssembly module or, where that can't be had, the same in JavaScript. Only
 * the decisions below need it to be called; {@link createAuth} does so by itself. Later calls share
 * the first one's promise. After a failure the next call tries again. The promise is the platform's:
 * where that never answers, neither does this.
 *
 * @param wasmPath the file's path in the code package, from its root, where it is not
 * `/miniprogram_npm/weapp-auth/weapp_auth_bg.wasm`; it ends with `.wasm`, or with `.wasm.br` from
 * base library 2.14.0 on
 * @throws (as a rejection) {@link AuthError} `loadFailed`, whose message tells a missing file, a
 * missing WXWebAssembly, a base library below 2.13.0 and a file of another release apart;
 * `badOptions` where `wasmPath` is no such path
 */
export function load(wasmPath?: string): Promise<void>;

/**
 * A header field under any casing; `undefined` where there is none. Several casings, and the
 * elements of an array, are joined by `", "`. Takes whatever a platform hands over as `res.header`,
 * and never throws for it.
 *
 * @throws {@link AuthError} `notLoaded` before {@link load} has resolved
 */
export function findHeader(header: unknown, name: string): string | undefined;

/**
 * All header fields under their lower-case names, repeats joined by `", "`.
 *
 * @throws {@link AuthError} `notLoaded` before {@link load} has resolved
 */
export function normalizeHeader(header: unknown): Record<string, string>;

/**
 * The challenges in the value of a `WWW-Authenticate` field, or in an array of such values. What is
 * malformed is left out, and never hides a well-formed challenge before it.
 *
 * @throws {@link AuthError} `notLoaded` before {@link load} has resolved
 */
export function parseChallenges(value: unknown): Challenge[];

/**
 * What a response says about the login. Takes the result of `wx.request` as it is.
 *
 * @param now ms since 1970; a `Retry-After` that is a date counts from it
 * @throws {@link AuthError} `notLoaded` before {@link load} has resolved
 */
export function inspectResponse(
  response: { statusCode: number; header?: unknown },
  now?: number,
): Inspection;

/**
 * Which `wx` navigation opens the login page, or leads back from it. Back is: to the page where it is
 * on the stack; else to a tab page that is left without a query; else by `reLaunch`.
 *
 * @throws {@link AuthError} `notLoaded` before {@link load} has resolved
 */
export function chooseNavigation(query: NavigationQuery): Navigation;

/**
 * Which button a step needs here and now, and whether a press opens a window that asks.
 *
 * @throws {@link AuthError} `notLoaded` before {@link load} has resolved
 */
export function chooseButton(query: ButtonQuery): Button;

/**
 * What a button's `detail`, or the result of `wx.getUserProfile`, means. Takes whatever a platform
 * hands over; refusals are told by `errno` and, where there is none, by every spelling of `errMsg`
 * that is documented or reported.
 *
 * @throws {@link AuthError} `notLoaded` before {@link load} has resolved
 */
export function readAnswer(step: ButtonStep, detail: unknown): Answer;

/**
 * Whether an order is paid. Only `trade_state` of an order query says so, to the letter; see
 * https://pay.weixin.qq.com/doc/v3/merchant/4013070356.
 *
 * @throws {@link AuthError} `notLoaded` before {@link load} has resolved
 */
export function tradeVerdict(query: TradeQuery): Trade;

/**
 * What weapp-auth throws and rejects with. Those who wait for one thing get one and the same object,
 * so that an app can show it once.
 */
export class AuthError extends Error {
  readonly name: 'AuthError';
  constructor(
    code: AuthErrorCode,
    message: string,
    about?: { step?: Step | null; byUser?: boolean; cause?: unknown },
  );
  /** Stable: compare this one. */
  code: AuthErrorCode;
  /** In English, for developers. Holds nothing that a response brought. */
  message: string;
  /** The step that was asked for and not done, where the error is about one. */
  step: Step | null;
  /**
   * Whether the user, or the app on the user's behalf, chose this (`refused`, `abandoned`, `aborted`,
   * `loggedOut`): no failure to show.
   */
  byUser: boolean;
  /** What `wx` said (`{ errMsg, errno }`), or what `loginData` threw, where there is such a thing. */
  cause?: unknown;
}

/** Whether a value is an {@link AuthError}, of this copy of the package or of another. */
export function isAuthError(value: unknown): value is AuthError;

/** Why something failed. `docs/api.md` says of each who did it and what an app can do. */
export type AuthErrorCode =
  | 'abandoned'
  | 'aborted'
  | 'badOptions'
  | 'challengeLoop'
  | 'disposed'
  | 'loadFailed'
  | 'loggedOut'
  | 'loginFailed'
  | 'loginLoop'
  | 'loginMalformed'
  | 'loginRejected'
  | 'loginTimedOut'
  | 'malformed'
  | 'navigationFailed'
  | 'network'
  | 'noQuota'
  | 'notLoaded'
  | 'privacyNotAgreed'
  | 'refused'
  | 'stepRequired'
  | 'submissionRejected'
  | 'submissionTimedOut'
  | 'unavailable'
  | 'userChanged';

import type { Challenge, Inspection, Step } from './types';

export type { Challenge, Inspection, Outcome, Step } from './types';

/**
 * Loads the WebAssembly module. Call it once, in `app.js`; later calls share the first one's
 * promise. After a failure the next call tries again. The promise is the platform's: where that
 * never answers, neither does this.
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

/** What weapp-auth rejects with and throws. */
export class AuthError extends Error {
  readonly name: 'AuthError';
  constructor(
    code: AuthErrorCode,
    message: string,
    about?: { step?: Step | null; byUser?: boolean; cause?: unknown },
  );
  /** Stable: compare this one. */
  code: AuthErrorCode;
  /** The step that was asked for and not taken, where the error is about one. */
  step: Step | null;
  /** Whether the user, or the app on the user's behalf, chose this: no failure to show. */
  byUser: boolean;
  /** What the platform said, where it said something. */
  cause?: unknown;
}

/** Whether a value is an {@link AuthError}, of this copy of the package or of another. */
export function isAuthError(value: unknown): value is AuthError;

export type AuthErrorCode = 'badOptions' | 'loadFailed' | 'notLoaded';

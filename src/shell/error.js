/** What weapp-auth rejects with. `code` is stable; `message` is for people. */
export class AuthError extends Error {
  /**
   * @param {string} code one of the codes in `index.d.ts`
   * @param {string} message never holds a token or anything else that a response brought
   * @param {{ step?: import('./types').Step, byUser?: boolean, cause?: unknown }} [about]
   */
  constructor(code, message, { step = null, byUser = false, cause } = {}) {
    super(message);
    this.name = 'AuthError';
    this.code = code;
    this.step = step;
    this.byUser = byUser;
    if (cause !== undefined) {
      this.cause = cause;
    }
  }
}

/**
 * Whether a value is an `AuthError`, also one of another copy of this package. Told by name, since
 * a mini-program's subpackages may each bring their own class.
 *
 * @param {unknown} value
 */
export function isAuthError(value) {
  try {
    return value.name === 'AuthError' && typeof value.code === 'string';
  } catch {
    return false;
  }
}

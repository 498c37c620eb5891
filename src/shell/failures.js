import { AuthError } from './error.js';

/** How many are kept, for those who are rejected later for the same cause. */
const REMEMBERED = 64;
/** Failures of one request alone: nobody else will be rejected for the same. */
const SINGLE = ['aborted', 'challengeLoop', 'network', 'stepRequired'];

/** What the platform said of failures, and the errors made of them: one object for one cause. */
export class Failures {
  constructor() {
    this.causes = new Map();
    this.errors = new Map();
    this.count = 0;
  }

  /** Keeps what the platform said; returns the number by which the core knows it. */
  keep(cause) {
    this.count += 1;
    this.causes.set(this.count, cause);
    forgetOldest(this.causes);
    return this.count;
  }

  /** One error object for all that fail for one cause. */
  errorOf({ id, code, message, step, byUser, cause }) {
    const error =
      this.errors.get(id) ||
      new AuthError(code, message, { step, byUser, cause: this.causes.get(cause) });
    this.errors.delete(id);
    if (!SINGLE.includes(code)) {
      this.errors.set(id, error);
      forgetOldest(this.errors);
    }
    return error;
  }
}

function forgetOldest(map) {
  if (map.size > REMEMBERED) {
    map.delete(map.keys().next().value);
  }
}

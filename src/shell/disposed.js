import { AuthError } from './error.js';

/** What everybody gets who asks an Auth that is no more. */
export function disposed() {
  return new AuthError('disposed', 'this Auth has been disposed; call createAuth again');
}

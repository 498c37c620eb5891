/**
 * The three answers of 401: what the server still needs, as WWW-Authenticate says it.
 *
 * | token                                | answer                                    |
 * | ------------------------------------ | ----------------------------------------- |
 * | missing, unknown, expired            | 401, bare                                 |
 * | good; unionid or user info missing   | 401, `WWW-Authenticate: getUserInfo`      |
 * | good; phone number missing           | 401, `WWW-Authenticate: getPhoneNumber`   |
 */
import { Failure } from './failure.mjs';

const SCHEMES = { userInfo: 'getUserInfo', phoneNumber: 'getPhoneNumber' };

/** Bare: the client calls wx.login and comes back. */
export function loginNeeded() {
  return new Failure(401, 'loginNeeded', 'there is no token, or it is no longer good');
}

/**
 * The steps that a person must take before the request can be answered.
 *
 * @param {('userInfo' | 'phoneNumber')[]} steps in the order they are to be taken; all that are
 *     missing are named at once, so that the client can have them done on one page
 */
export function stepsNeeded(steps) {
  const schemes = steps.map((step) => SCHEMES[step]).join(', ');
  return new Failure(401, 'stepNeeded', `the server still needs: ${schemes}`, [
    ['WWW-Authenticate', schemes],
  ]);
}

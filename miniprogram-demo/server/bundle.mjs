/**
 * The token-status bundle (口令状态包), which every answer to a known session carries. It says what
 * the server has, never what it is: no session_key, openid, unionid or phone number.
 */
import { stepsDone } from './flow.mjs';

const MEMBER = 'tokenStatus';
const FIELD = 'Token-Status';

/** The bundle of somebody who is signed out. */
export const SIGNED_OUT = { token: null };

/**
 * @param {{ token?: string, expiresIn?: number }} session as `sessions.renew` hands it out: without
 *     a token when the client has been given a newer one than it sent. A member that is absent
 *     leaves what the client knows
 * @param {object} user a row of dt_weapp_user
 */
export function bundleOf({ token, expiresIn }, user, settings) {
  const done = stepsDone(user, settings);
  return {
    ...(token === undefined ? {} : { token, expiresIn }),
    hasUserInfo: done.userInfo,
    ...(settings.identity === 'phoneNumber' ? { hasPhoneNumber: done.phoneNumber } : {}),
    ...(user.uid === null ? {} : { uid: String(user.uid) }),
  };
}

/**
 * Puts the bundle where the client looks for it.
 *
 * @param {{ body: object, fields: [string, string][] }} reply
 * @returns {{ body: object, fields: [string, string][] }}
 */
export function withBundle({ body, fields }, bundle, { bundleIn }) {
  if (bundleIn === 'body') return { body: { ...body, [MEMBER]: bundle }, fields };
  // Percent-encoded: a field's value is ASCII (RFC 9110, section 5.5), business members may not be.
  const value = encodeURIComponent(JSON.stringify(bundle));
  return { body, fields: [...fields, [FIELD, value]] };
}

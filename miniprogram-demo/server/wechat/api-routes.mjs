/** WeChat's API for backends, as far as the demo calls it. */
import crypto from 'node:crypto';
import * as v from 'valibot';
import { makeSessionKey } from './encrypt.mjs';
import { ERRORS } from './errors.mjs';

const ACCESS_LIFETIME_S = 7200;
const MINUTE_MS = 60_000;
const LOGINS_A_MINUTE = 100;
const PhoneCode = v.object({ code: v.optional(v.string()), openid: v.optional(v.string()) });

/**
 * @param {{ account: { appid: string, secret: string }, state: object, now: () => number }} parts
 * @returns {import('../router.mjs').Route[]}
 */
export function apiRoutes({ account, state, now }) {
  return [
    {
      method: 'GET',
      path: '/sns/jscode2session',
      handle: ({ query }) => ({ body: failureFor('login') ?? code2Session(query) }),
    },
    {
      method: 'GET',
      path: '/cgi-bin/token',
      handle: ({ query }) => ({ body: accountError(query) ?? giveAccessToken(query) }),
    },
    {
      method: 'POST',
      path: '/wxa/business/getuserphonenumber',
      body: PhoneCode,
      handle: ({ query, body }) => ({
        body: failureFor('phone') ?? accessError(query) ?? phoneNumber(body),
      }),
    },
  ];

  function code2Session(query) {
    const wrong = accountError(query);
    if (wrong) return wrong;
    if (query.get('grant_type') !== 'authorization_code') return ERRORS.invalidGrantType;
    const { person, error } = state.codes.use('login', query.get('js_code'));
    if (error) return ERRORS[error];
    if (person.isRisk) return ERRORS.blockedUser;
    person.logins = [...person.logins.filter((at) => at > now() - MINUTE_MS), now()];
    if (person.logins.length > LOGINS_A_MINUTE) return ERRORS.tooOften;
    // The one before is void from now on.
    person.sessionKey = makeSessionKey();
    return {
      session_key: person.sessionKey,
      openid: person.openid,
      ...(person.unionidAtLogin ? { unionid: person.unionid } : {}),
    };
  }

  function giveAccessToken(query) {
    if (query.get('grant_type') !== 'client_credential') return ERRORS.invalidGrantType;
    const token = crypto.randomBytes(64).toString('base64url');
    state.access = { token, until: now() + ACCESS_LIFETIME_S * 1000 };
    return { access_token: token, expires_in: ACCESS_LIFETIME_S };
  }

  function phoneNumber({ code, openid }) {
    const { person, error } = state.codes.use('phone', code);
    if (error) return ERRORS[error];
    if (openid !== undefined && openid !== person.openid) return ERRORS.invalidOpenid;
    return {
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: person.phoneNumber,
        purePhoneNumber: person.phoneNumber,
        countryCode: '86',
        watermark: { timestamp: Math.floor(now() / 1000), appid: account.appid },
      },
    };
  }

  function accountError(query) {
    if (query.get('appid') !== account.appid) return ERRORS.invalidAppid;
    if (query.get('secret') !== account.secret) return ERRORS.invalidSecret;
    return undefined;
  }

  function accessError(query) {
    const token = query.get('access_token');
    if (!token) return ERRORS.missingAccessToken;
    if (token !== state.access?.token) return ERRORS.invalidCredential;
    return now() < state.access.until ? undefined : ERRORS.expiredAccessToken;
  }

  /** The error that was ordered for the next calls. */
  function failureFor(api) {
    if (!(state.failures[api]?.times > 0)) return undefined;
    state.failures[api].times -= 1;
    return ERRORS[state.failures[api].error];
  }
}

/**
 * The three things that the backend asks WeChat's server. Urls, answers and errors of these calls
 * are full of secrets, so nothing of them is ever part of an error or a log: only `errcode` is.
 */
import * as v from 'valibot';
import { badRequest, Failure, retryLater } from './failure.mjs';

const TIMEOUT_MS = 5000;
/** A token is renewed this long before it ends. */
const LEEWAY_MS = 5 * 60_000;

const text = v.pipe(v.string(), v.nonEmpty());
const Refusal = v.looseObject({ errcode: v.pipe(v.number(), v.notValue(0)) });
const Session = v.object({ openid: text, session_key: text, unionid: v.optional(text) });
const AccessToken = v.object({ access_token: text, expires_in: v.number() });
const Phone = v.object({
  phone_info: v.object({ phoneNumber: text, watermark: v.object({ appid: v.string() }) }),
});

/**
 * @param {{ origin: string, appid: string, secret: string }} wechat
 * @param {{ now: () => number, log: (entry: object) => void }} parts
 */
export function createWeChatClient({ origin, appid, secret }, { now, log }) {
  let access; // a promise of { token, until }: whoever comes while it is fetched waits for the same

  async function call(api, { query, body }, schema) {
    const answer = await exchange(new URL(`${api}?${new URLSearchParams(query)}`, origin), body);
    const refusal = v.safeParse(Refusal, answer);
    if (refusal.success) throw new Refused(api, refusal.output.errcode);
    const result = v.safeParse(schema, answer);
    if (!result.success) throw new Refused(api, undefined);
    return result.output;
  }

  async function fetchAccessToken() {
    const query = { grant_type: 'client_credential', appid, secret };
    const { access_token, expires_in } = await call('/cgi-bin/token', { query }, AccessToken);
    return { token: access_token, until: now() + expires_in * 1000 - LEEWAY_MS };
  }

  async function accessToken() {
    const mine = (access ??= fetchAccessToken());
    try {
      const { token, until } = await mine;
      if (now() < until) return token;
    } catch (error) {
      if (access === mine) access = undefined;
      throw error;
    }
    if (access === mine) access = undefined;
    return accessToken();
  }

  async function callWithAccessToken(api, body, schema) {
    const token = await accessToken();
    try {
      return await call(api, { query: { access_token: token }, body }, schema);
    } catch (error) {
      if (![40001, 40014, 42001].includes(error.errcode)) throw error;
      // Somebody else has fetched a newer one and so voided ours. Once is enough.
      access = undefined;
      const query = { access_token: await accessToken() };
      return call(api, { query, body }, schema);
    }
  }

  /** Says a refusal in the client's terms, and keeps the number for the log. */
  async function reported(work) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      log({ event: 'wechatRefused', api: error.api, errcode: error.errcode ?? null });
      throw failureOf(error.errcode);
    }
  }

  return {
    /**
     * What wx.login's code stands for. A code is good once, for five minutes, and voids the
     * session_key of the one before.
     */
    code2Session: (code) =>
      reported(async () => {
        const query = { appid, secret, js_code: code, grant_type: 'authorization_code' };
        const answer = await call('/sns/jscode2session', { query }, Session);
        return { openid: answer.openid, sessionKey: answer.session_key, unionid: answer.unionid };
      }),

    /**
     * What the code of the phone button stands for: another kind of code than wx.login's.
     *
     * @param {string} openid whose button it must have been
     */
    phoneNumber: (code, openid) =>
      reported(async () => {
        const body = { code, openid };
        const answer = await callWithAccessToken('/wxa/business/getuserphonenumber', body, Phone);
        const { phoneNumber, watermark } = answer.phone_info;
        if (watermark.appid !== appid) throw badRequest('the code is of another mini-program');
        return phoneNumber;
      }),
  };
}

/** WeChat said no, or something else than it promises. */
class Refused extends Error {
  constructor(api, errcode) {
    super(`${api} was refused`);
    this.api = api;
    this.errcode = errcode;
  }
}

async function exchange(url, body) {
  try {
    const response = await fetch(url, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return await response.json();
  } catch {
    // Not the cause: its text may have the url, which has the secret, or a piece of the answer.
    throw retryLater(503, 'wechatUnreachable', "WeChat's server does not answer", 1);
  }
}

/** https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html */
function failureOf(errcode) {
  switch (errcode) {
    case 40029: // invalid
    case 40163: // used
    case 40003: // of another user
      return new Failure(400, 'invalidCode', 'the code is invalid, used or too old');
    case 45011:
      return retryLater(429, 'tooOften', 'too many logins of this user within a minute', 60);
    case 40226:
      return new Failure(403, 'blockedUser', 'WeChat takes this user for a risk');
    case -1:
      return retryLater(503, 'wechatBusy', "WeChat's server is busy", 1);
    default: // our appid, secret or permission is wrong, which is no client's fault
      return new Failure(500, 'wechatRefused', "WeChat's server refused the backend");
  }
}

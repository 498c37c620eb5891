/** The routes by which somebody signs in: what weapp-auth calls by itself, and the way out. */
import * as v from 'valibot';
import { loginNeeded } from './challenge.mjs';
import { decrypt, isSigned, StaleSessionKey } from './decrypt.mjs';
import { badRequest } from './failure.mjs';
import { readForm } from './form.mjs';
import { checked, mediaType, readJson } from './request-body.mjs';

const text = (limit) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(limit));

/** As long as WeChat lets one be, and nothing that a terminal or a page would take as a command. */
const Nickname = v.pipe(v.string(), v.trim(), v.maxLength(32), v.regex(/^\P{Cc}*$/u));

const Login = v.object({ code: text(512) });
const Sealed = { encryptedData: text(16_384), iv: text(64) };
const UserInfo = v.object({
  ...Sealed,
  rawData: v.optional(text(16_384)),
  signature: v.optional(text(64)),
});
const AvatarFields = v.object({ nickName: v.optional(Nickname) });
const PhoneCode = v.object({ code: text(512) });
/** Before base library 2.21.2 the phone button gave no code. */
const SealedPhone = v.object(Sealed);
const Phone = v.union([PhoneCode, SealedPhone]);

/** What is inside the encrypted data. getUserProfile's has neither openId nor unionId. */
const DecryptedUser = v.object({
  nickName: v.optional(v.string()),
  unionId: v.optional(text(64)),
  openId: v.optional(text(64)),
});
const DecryptedPhone = v.object({ phoneNumber: text(32) });

/**
 * @param {{ wechat: object, users: object, sessions: object, avatars: object, appid: string,
 *     database: object, now: () => number }} parts
 * @returns {import('./router.mjs').Route[]}
 */
export function sessionRoutes({ wechat, users, sessions, avatars, appid, now }) {
  return [
    {
      method: 'POST',
      path: '/login',
      body: Login,
      async handle({ body }) {
        const { sessionKey, ...identity } = await wechat.code2Session(body.code);
        const user = users.recognise(identity);
        return { session: sessions.start(user.id, sessionKey) };
      },
    },
    {
      method: 'POST',
      path: '/user-info',
      access: 'session',
      async handle(call) {
        const isForm = mediaType(call.request) === 'multipart/form-data';
        await (isForm ? saveAvatar(call) : saveUserInfo(call));
        return {};
      },
    },
    {
      method: 'POST',
      path: '/phone-number',
      access: 'session',
      body: Phone,
      async handle({ user, session, body }) {
        const phoneNumber = body.code
          ? await wechat.phoneNumber(body.code, user.openid)
          : checked(opened(session, body), DecryptedPhone).phoneNumber;
        users.savePhoneNumber(user.id, phoneNumber);
        return {};
      },
    },
    {
      method: 'POST',
      path: '/logout',
      // Who is signed out already has what they want.
      access: 'anybody',
      handle({ session }) {
        if (session) sessions.end(session.id);
        return { session: null };
      },
    },
  ];

  /** What chooseAvatar and the nickname input gave. */
  async function saveAvatar({ request, user }) {
    const form = await readForm(request, 'avatar');
    const { nickName } = checked(form.fields, AvatarFields);
    const avatar = await avatars.keep(form.file);
    const { replacedAvatar } = users.saveInfo(user.id, { nickname: nickName || undefined, avatar });
    await avatars.remove(replacedAvatar);
  }

  /** What getUserInfo or getUserProfile gave. */
  async function saveUserInfo({ request, user, session }) {
    const body = await readJson(request, UserInfo);
    const info = checked(opened(session, body), DecryptedUser);
    if (info.openId !== undefined && info.openId !== user.openid) {
      throw badRequest('the data is of another user');
    }
    users.saveInfo(user.id, { nickname: info.nickName, unionid: info.unionId });
  }

  /** Decrypts; with a session_key that is no longer WeChat's the session is worth nothing. */
  function opened(session, { encryptedData, iv, rawData, signature }) {
    const sessionKey = sessions.sessionKeyOf(session.userId);
    try {
      if (!sessionKey) throw new StaleSessionKey();
      const data = decrypt({ encryptedData, iv }, { sessionKey, appid, now: now() });
      if (rawData !== undefined && !isSigned({ rawData, signature: signature ?? '' }, sessionKey)) {
        throw badRequest('rawData is not signed in this session');
      }
      return data;
    } catch (error) {
      if (!(error instanceof StaleSessionKey)) throw error;
      // The client logs in again and has the button pressed once more, with the new session_key.
      sessions.end(session.id);
      throw loginNeeded();
    }
  }
}

/** ms; both codes ("有效期五分钟", API references of wx.login and of the phone button). */
const CODE_LIFETIME = 5 * 60 * 1000;

/**
 * WeChat's own servers, as the developer's server asks them: codes, session_keys, phone numbers.
 *
 * Every `wx.login` makes a new code and a new session_key; the ones before are void from then on
 * (API reference of wx.login: "调用此接口获取的登录凭证…可能会导致 session_key 更新"; this fake always
 * does what may happen).
 *
 * @param {{ clock: object, person: object, issueCode?: Function }} parts
 */
export function createWeChat({ clock, person, issueCode }) {
  const codes = new Map();
  let last = 0;
  let key = 0;

  const sessionKey = (which = key) => `session_key-${which}`;

  function issue(kind) {
    last += 1;
    const who = person.profile();
    const code = issueCode
      ? issueCode(kind, last, Object.assign({ session_key: sessionKey() }, who))
      : `${kind}-code-${last}`;
    codes.set(code, { kind, who, key, used: false, at: clock.time() });
    return code;
  }

  /** What a code stands for, once. */
  function redeem(kind, code) {
    const found = codes.get(code);
    if (!found || found.kind !== kind) {
      return { errcode: 40029, errmsg: 'invalid code' };
    }
    if (found.used) {
      return { errcode: 40163, errmsg: 'code been used' };
    }
    if (clock.time() - found.at >= CODE_LIFETIME || (kind === 'login' && found.key !== key)) {
      return { errcode: 40029, errmsg: 'invalid code' };
    }
    found.used = true;
    return found;
  }

  return {
    /** `wx.login`: a code. */
    login() {
      key += 1;
      return issue('login');
    },
    /** The phone button: a code. */
    phoneCode: () => issue('phoneNumber'),
    /**
     * `code2Session`: `{ openid, session_key, unionid? }`, or `{ errcode, errmsg }`.
     * unionid is there for apps bound to an open platform account (since 2021-02-23).
     */
    code2Session(code) {
      const found = redeem('login', code);
      return found.errcode
        ? found
        : Object.assign(
            { openid: found.who.openid, session_key: sessionKey(found.key) },
            found.who.unionid && { unionid: found.who.unionid },
          );
    },
    /** `phonenumber.getPhoneNumber`: `{ phoneNumber }`, or `{ errcode, errmsg }`. */
    phoneNumber(code) {
      const found = redeem('phoneNumber', code);
      return found.errcode ? found : { phoneNumber: found.who.phoneNumber };
    },
    /** What only the present session_key opens. Anybody can read it here: it is a fake. */
    encrypt(payload) {
      const sealed = { session_key: sessionKey(), payload };
      return { encryptedData: encodeURIComponent(JSON.stringify(sealed)), iv: `iv-${key}` };
    },
    /** What was encrypted, or `null` where this session_key isn't, or is no longer, the right one. */
    decrypt(held, encryptedData) {
      let sealed;
      try {
        sealed = JSON.parse(decodeURIComponent(encryptedData));
      } catch {
        return null;
      }
      const fits = sealed.session_key === held && held === sessionKey();
      return fits ? sealed.payload : null;
    },
    /** Whether `wx.checkSession` succeeds. */
    hasSession: () => key > 0,
  };
}

/**
 * What a button brought, at the server: checked with WeChat, then kept.
 *
 * @param {'userInfo' | 'phoneNumber'} step
 */
export function submit(step, entry, session, { wechat, options }) {
  const data = Object.assign({}, entry.data);
  const found = step === 'phoneNumber' ? phoneOf(data) : profileOf(data);
  if (found.error) {
    entry.error = found.error;
    // A server whose session_key is stale needs a login: by the contract, a bare 401.
    const status = found.error === 'staleSessionKey' ? options.staleKey : 400;
    return { status, data: { error: found.error } };
  }
  Object.assign(session.user, found);
  return { status: 200, data: { ok: true }, bundleOf: session };

  function phoneOf({ code, encryptedData }) {
    if (code) {
      const { errmsg, phoneNumber } = wechat.phoneNumber(code);
      return errmsg ? { error: errmsg } : { phoneNumber };
    }
    const { error, payload } = decrypted(encryptedData);
    return error ? { error } : { phoneNumber: payload.phoneNumber };
  }

  function profileOf({ encryptedData, nickName, avatar }) {
    if (encryptedData) {
      const { error, payload } = decrypted(encryptedData);
      return error
        ? { error }
        : Object.assign(
            { profile: { nickName: payload.nickName } },
            payload.unionId && { unionid: payload.unionId },
          );
    }
    return avatar || nickName
      ? { profile: { nickName: nickName || null, avatar: avatar || null } }
      : { error: 'nothingSubmitted' };
  }

  function decrypted(encryptedData) {
    if (!encryptedData) {
      return { error: 'nothingSubmitted' };
    }
    const payload = wechat.decrypt(session.user.sessionKey, encryptedData);
    return payload ? { payload } : { error: 'staleSessionKey' };
  }
}

/**
 * Who is known to the server, and which tokens it has given out.
 *
 * @param {{ clock: object, options: object }} parts
 */
export function createSessions({ clock, options }) {
  const users = new Map();
  const tokens = new Map();
  let last = 0;
  let lastUid = 0;
  let latest = null;

  function userOf({ openid, unionid }) {
    if (!users.has(openid)) {
      lastUid += 1;
      users.set(openid, {
        openid,
        uid: String(lastUid),
        unionid: null,
        profile: options.knows.includes('userInfo') ? { nickName: null } : null,
        phoneNumber: options.knows.includes('phoneNumber') ? 'known' : null,
        sessionKey: null,
      });
    }
    const user = users.get(openid);
    user.unionid = unionid || user.unionid;
    return user;
  }

  function newToken(session) {
    last += 1;
    const token = `token-${last}`;
    tokens.set(token, { session, givenAt: clock.time(), until: Infinity });
    session.token = token;
    latest = session;
    return token;
  }

  function known(token) {
    return token === null ? undefined : tokens.get(token);
  }

  const sessions = {
    users: () => Array.from(users.values()),
    /** A token for who a code stood for. */
    open(found) {
      const user = userOf(found);
      user.sessionKey = found.session_key;
      const session = { user, rotateNext: false, ended: false };
      newToken(session);
      return session;
    },
    /** The session of a token, while it is good. */
    live(token) {
      const entry = known(token);
      const lifetime = options.expiresIn > 0 ? options.expiresIn * 1000 : Infinity;
      return entry &&
        !entry.session.ended &&
        clock.time() < Math.min(entry.until, entry.givenAt + lifetime)
        ? entry.session
        : null;
    },
    isEnded: (token) => Boolean(known(token) && known(token).session.ended),
    /** Gives a new token; the one before stays good for the grace. */
    rotate(session) {
      tokens.get(session.token).until = clock.time() + options.grace;
      session.rotateNext = false;
      newToken(session);
    },
    rotateNext() {
      if (latest) {
        latest.rotateNext = true;
      }
    },
    revoke(token) {
      const entry = known(token === undefined ? sessions.latest() : token);
      if (entry) {
        entry.until = 0;
      }
    },
    revokeAll: () => tokens.forEach((entry) => void (entry.until = 0)),
    /** Another device has logged in: the tokens of the session are dead, and it is told why. */
    end() {
      if (latest) {
        latest.ended = true;
      }
    },
    latest: () => (latest ? latest.token : null),
    satisfies: ({ user }, step) => hasStep(user, step, options),
    know(step, is, uid) {
      users.forEach((user) => {
        if (uid === undefined || user.uid === uid) {
          user.profile = step === 'userInfo' ? (is ? { nickName: null } : null) : user.profile;
          user.phoneNumber = step === 'phoneNumber' ? (is ? 'known' : null) : user.phoneNumber;
        }
      });
    },
  };
  return sessions;
}

/**
 * Whether a step is done. In the flow `unionid` the union id is all that user info is wanted for; in
 * the flow `profile` it is wanted once of each user.
 */
export function hasStep(user, step, { flow }) {
  return step === 'phoneNumber'
    ? user.phoneNumber !== null
    : user.profile !== null || (flow === 'unionid' && user.unionid !== null);
}

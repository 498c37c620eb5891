/**
 * The sessions: dt_weapp_code2session, one row a login. A token is `ID.SECRET`; the row is found by
 * the first half, and of the second only a hash is kept, so a stolen database opens no session.
 */
import crypto from 'node:crypto';

const TOKEN = /^([\w-]{22})\.([\w-]{43})$/;

/**
 * @param {{ database: ReturnType<typeof import('./database.mjs').openDatabase>,
 *     settings: { tokenLifetime: number, grace: number }, now: () => number }} parts
 */
export function createSessions({ database, settings, now }) {
  const lifetime = () => settings.tokenLifetime * 1000;

  return {
    /**
     * Begins a session. WeChat keeps one session_key a user: a login voids the one before, in
     * whatever session it was.
     *
     * @returns {object} the session, with its `token`
     */
    start(userId, sessionKey) {
      const id = randomText(16);
      const secret = randomText(32);
      const at = now();
      database.transaction(() => {
        database.run('DELETE FROM dt_weapp_code2session WHERE expires_at <= :at', { at });
        database.run(
          'UPDATE dt_weapp_code2session SET session_key = NULL WHERE user_id = :userId',
          { userId },
        );
        database.run(
          `INSERT INTO dt_weapp_code2session
             (id, user_id, session_key, token_hash, issued_at, expires_at, created_at)
           VALUES (:id, :userId, :sessionKey, :hash, :at, :expiresAt, :at)`,
          { id, userId, sessionKey, hash: hashOf(secret), at, expiresAt: at + lifetime() },
        );
      });
      return { id, userId, token: `${id}.${secret}`, ended: null };
    },

    /**
     * The session of a token, if the token is good. `token` is absent from it when a newer one has
     * been handed out; `ended` says why somebody else has ended it.
     *
     * @param {string | undefined} token
     */
    find(token) {
      const [, id, secret] = TOKEN.exec(token ?? '') ?? [];
      const row = id && database.get('SELECT * FROM dt_weapp_code2session WHERE id = :id', { id });
      if (!row) return undefined;
      const hash = hashOf(secret);
      const session = { id, userId: row.user_id, ended: row.ended };
      if (isSame(hash, row.token_hash) && now() < row.expires_at) return { ...session, token };
      if (isSame(hash, row.previous_token_hash) && now() < row.previous_until) return session;
      return undefined;
    },

    /**
     * What the bundle is to say of a session that was found or started: the token and what is left
     * of it, in seconds. A token past half of its life is rotated. The old one stays good for the
     * grace, because requests with it are under way; their answers name no token, for the hash of
     * the new one is all there is.
     *
     * @returns {{ token?: string, expiresIn?: number } | undefined} undefined: it has ended
     */
    renew({ id, token }) {
      const row = database.get('SELECT * FROM dt_weapp_code2session WHERE id = :id', { id });
      const at = now();
      if (!row || row.ended !== null) return undefined;
      if (token === undefined) return {};
      const hash = hashOf(TOKEN.exec(token)[2]);
      // Another request has rotated it while this one was being answered.
      if (!isSame(hash, row.token_hash)) return {};
      if (at >= row.expires_at) return undefined;
      if (at - row.issued_at < lifetime() / 2) {
        return { token, expiresIn: Math.max(1, Math.floor((row.expires_at - at) / 1000)) };
      }
      const secret = randomText(32);
      database.run(
        `UPDATE dt_weapp_code2session
           SET token_hash = :next, previous_token_hash = :hash, previous_until = :until,
               issued_at = :at, expires_at = :expiresAt
           WHERE id = :id`,
        {
          id,
          hash,
          next: hashOf(secret),
          until: at + settings.grace * 1000,
          at,
          expiresAt: at + lifetime(),
        },
      );
      return { token: `${id}.${secret}`, expiresIn: settings.tokenLifetime };
    },

    /** The user's session_key, if it is still known which one is good. */
    sessionKeyOf(userId) {
      return database.get(
        `SELECT session_key FROM dt_weapp_code2session
           WHERE user_id = :userId AND session_key IS NOT NULL`,
        { userId },
      )?.session_key;
    },

    /** The user has logged out, or the session is of no use: no token, no session_key. */
    end(id) {
      database.run('DELETE FROM dt_weapp_code2session WHERE id = :id', { id });
    },

    /** Every token is past its time from now on. */
    expireAll() {
      database.run('UPDATE dt_weapp_code2session SET expires_at = :at, previous_until = :at', {
        at: now(),
      });
    },

    endAll() {
      database.run('DELETE FROM dt_weapp_code2session');
    },

    /** Somebody else ends all sessions, and who asks with their tokens is told so. */
    kickOutAll() {
      database.run(
        `UPDATE dt_weapp_code2session SET ended = 'kickedOut', session_key = NULL
           WHERE expires_at > :at`,
        { at: now() },
      );
    },
  };
}

/** A fast hash will do: the secret has 256 bits of chance in it, and can't be guessed. */
function hashOf(secret) {
  return crypto.createHash('sha256').update(secret).digest();
}

function isSame(hash, stored) {
  return stored !== null && crypto.timingSafeEqual(hash, stored);
}

function randomText(bytes) {
  return crypto.randomBytes(bytes).toString('base64url');
}

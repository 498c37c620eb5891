/** The users: dt_weapp_user, and the business users that they turn out to be. */

/**
 * @param {{ database: ReturnType<typeof import('./database.mjs').openDatabase>, appid: string,
 *     now: () => number }} parts
 */
export function createUsers({ database, appid, now }) {
  const byId = (id) => database.get('SELECT * FROM dt_weapp_user WHERE id = :id', { id });

  return {
    byId,

    /**
     * The user that code2Session has named, made on the first visit. What is saved stays: the
     * unionid is not always given again.
     *
     * @param {{ openid: string, unionid?: string }} identity
     */
    recognise({ openid, unionid = null }) {
      return database.get(
        `INSERT INTO dt_weapp_user (appid, openid, unionid, created_at)
           VALUES (:appid, :openid, :unionid, :now)
         ON CONFLICT (appid, openid)
           DO UPDATE SET unionid = coalesce(excluded.unionid, unionid)
         RETURNING *`,
        { appid, openid, unionid, now: now() },
      );
    },

    /**
     * Saves what a button gave of a user. Members that are absent leave what is saved.
     *
     * @param {number} id
     * @param {{ nickname?: string, avatar?: string, unionid?: string }} info
     * @returns {{ replacedAvatar: string | null }} a file that nobody needs any more
     */
    saveInfo(id, { nickname = null, avatar = null, unionid = null }) {
      return database.transaction(() => {
        const before = byId(id);
        database.run(
          `UPDATE dt_weapp_user
             SET nickname = coalesce(:nickname, nickname), avatar = coalesce(:avatar, avatar),
                 unionid = coalesce(:unionid, unionid), user_info_at = :now
             WHERE id = :id`,
          { id, nickname, avatar, unionid, now: now() },
        );
        return { replacedAvatar: avatar === null ? null : before.avatar };
      });
    },

    /** Finds the business user of the phone number, or makes one, and says that it is this one. */
    savePhoneNumber(id, phoneNumber) {
      database.transaction(() => {
        const { uid } = database.get(
          `INSERT INTO business_user (phone_number, created_at) VALUES (:phoneNumber, :now)
             ON CONFLICT (phone_number) DO UPDATE SET phone_number = excluded.phone_number
             RETURNING uid`,
          { phoneNumber, now: now() },
        );
        database.run('UPDATE dt_weapp_user SET uid = :uid WHERE id = :id', { id, uid });
      });
    },

    /** The user's phone number as it may be shown: `138****0001`. */
    maskedPhoneNumber(user) {
      const row = database.get('SELECT phone_number FROM business_user WHERE uid = :uid', {
        uid: user.uid,
      });
      return row ? masked(row.phone_number) : null;
    },
  };
}

/** Only the ends of a number; nothing of one too short to hide anything. */
export function masked(phoneNumber) {
  return phoneNumber.length < 8
    ? '****'
    : `${phoneNumber.slice(0, -8)}****${phoneNumber.slice(-4)}`;
}

/**
 * The demo's levers: they make tokens expire, logins fail and answers hang. Only a server started
 * for the demo has these routes.
 */
import * as v from 'valibot';
import { SPELLINGS } from '../headers/server.mjs';
import { masked } from './users.mjs';
import { SettingsSchema } from './settings.mjs';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));
const Nothing = v.object({});
/** Without the defaults: what isn't named is left as it is. */
const Settings = v.partial(
  v.object(
    Object.fromEntries(
      Object.entries(SettingsSchema.entries).map(([name, { wrapped }]) => [name, wrapped]),
    ),
  ),
);
const Conditions = v.object({
  casing: v.optional(v.picklist(Object.keys(SPELLINGS))),
  delay: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000))),
});
const FailLogins = v.object({
  times: v.optional(count, 1),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)), 503),
  retryAfter: v.optional(count),
});

/**
 * @param {{ database: object, sessions: object, avatars: object, settings: object,
 *     conditions: object, now: () => number }} parts
 * @returns {import('./router.mjs').Route[]}
 */
export function controlRoutes({ database, sessions, avatars, settings, conditions, now }) {
  const initial = { ...settings };
  const lever = (name, body, pull) => ({
    method: 'POST',
    path: `/control/${name}`,
    body,
    async handle(call) {
      await pull(call.body);
      return { body: stateNow() };
    },
  });
  const stateNow = () => ({
    settings,
    conditions: conditions.state,
    database: contents(database, now()),
  });

  return [
    { method: 'GET', path: '/control/state', handle: () => ({ body: stateNow() }) },
    lever('settings', Settings, (chosen) => Object.assign(settings, chosen)),
    lever('conditions', Conditions, (chosen) => Object.assign(conditions.state, chosen)),
    lever('expire-tokens', Nothing, () => sessions.expireAll()),
    lever('revoke-tokens', Nothing, () => sessions.endAll()),
    lever('kick-out', Nothing, () => sessions.kickOutAll()),
    lever('fail-logins', FailLogins, (chosen) => {
      conditions.state.failLogins = chosen;
    }),
    lever('hang', v.object({ times: v.optional(count, 1) }), ({ times }) => {
      conditions.state.hang = times;
    }),
    lever('release', Nothing, () => conditions.release()),
    lever('reset', Nothing, async () => {
      Object.assign(settings, initial);
      conditions.reset();
      empty(database);
      await avatars.clear();
    }),
  ];
}

/** Everything in the database that may be looked at. */
function contents(database, at) {
  return {
    dt_weapp_user: database
      .all(
        `SELECT id, unionid, nickname, avatar, user_info_at, uid, phone_number
           FROM dt_weapp_user LEFT JOIN business_user USING (uid) ORDER BY id`,
      )
      .map(({ unionid, avatar, phone_number: phone, ...row }) => ({
        ...row,
        unionid: presence(unionid),
        avatar: presence(avatar),
        phone_number: phone && masked(phone),
      })),
    dt_weapp_code2session: database
      .all('SELECT * FROM dt_weapp_code2session ORDER BY rowid')
      .map((row) => ({
        user_id: row.user_id,
        session_key: presence(row.session_key),
        expiresIn: Math.max(0, Math.ceil((row.expires_at - at) / 1000)),
        inGrace: row.previous_until !== null && at < row.previous_until,
        ended: row.ended,
      })),
    customer_order: database.all(
      'SELECT uid, sku, quantity, amount FROM customer_order ORDER BY rowid',
    ),
    payment: database.all('SELECT trade_state FROM payment ORDER BY rowid'),
  };
}

function empty(database) {
  database.transaction(() => {
    for (const statement of [
      'DELETE FROM payment',
      'DELETE FROM customer_order',
      'DELETE FROM dt_weapp_code2session',
      'DELETE FROM dt_weapp_user',
      'DELETE FROM business_user',
    ]) {
      database.run(statement);
    }
  });
}

function presence(value) {
  return value === null ? null : 'saved';
}

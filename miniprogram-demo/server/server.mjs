/**
 * The demo's backend, put together. `startServer` makes each noun once and hands it to those that
 * use it; there is no other state.
 */
import path from 'node:path';
import { createAvatars } from './avatars.mjs';
import { createConditions, FAIR } from './conditions.mjs';
import { controlRoutes } from './control-routes.mjs';
import { openDatabase } from './database.mjs';
import { createHandler } from './handler.mjs';
import { listen } from './listen.mjs';
import { createOrders } from './orders.mjs';
import { createPaymentClient } from './payment-client.mjs';
import { profileRoutes } from './profile-routes.mjs';
import { createRouter } from './router.mjs';
import { sessionRoutes } from './session-routes.mjs';
import { createSessions } from './sessions.mjs';
import { settingsFrom } from './settings.mjs';
import { shopRoutes } from './shop-routes.mjs';
import { createUsers } from './users.mjs';
import { createWeChatClient } from './wechat-client.mjs';

/**
 * @param {object} options
 * @param {{ origin: string, appid: string, secret: string }} options.wechat WeChat's server, and
 *     who we are there
 * @param {{ origin: string, mchid: string, serial: string, sign(text: string): Promise<string> }}
 *     options.merchant WeChat Pay's server, and who we are there
 * @param {string} options.folder where the database and the avatars are kept
 * @param {Partial<ReturnType<typeof settingsFrom>>} [options.settings]
 * @param {boolean} [options.demo] adds the levers under /control/; anybody can pull them
 * @param {string} [options.host]
 * @param {number} [options.port] 0, the default, is any free one
 * @param {() => number} [options.now] the clock, in ms
 * @param {(entry: object) => void} [options.log]
 * @returns {Promise<{ origin: string, close(grace?: number): Promise<void> }>}
 */
export async function startServer({
  wechat,
  merchant,
  folder,
  settings: chosen,
  demo = false,
  host,
  port,
  now = Date.now,
  log = () => {},
}) {
  const settings = settingsFrom(chosen);
  const { appid } = wechat;
  const database = openDatabase(path.join(folder, 'demo.db'));
  const conditions = demo ? createConditions() : FAIR;
  const parts = {
    appid,
    now,
    log,
    settings,
    database,
    conditions,
    avatars: createAvatars(path.join(folder, 'avatars')),
    users: createUsers({ database, appid, now }),
    sessions: createSessions({ database, settings, now }),
    orders: createOrders({ database, now }),
    wechat: createWeChatClient(wechat, { now, log }),
    payments: createPaymentClient({ ...merchant, appid }, { now, log }),
  };
  const routes = [
    ...sessionRoutes(parts),
    ...profileRoutes(parts),
    ...shopRoutes(parts),
    ...(demo ? controlRoutes(parts) : []),
  ];
  try {
    const handle = createHandler({ ...parts, findRoute: createRouter(routes) });
    const server = await listen(handle, { host, port });
    let closed;
    return {
      origin: server.origin,
      close(grace) {
        closed ??= server.close(grace).then(() => database.close());
        return closed;
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

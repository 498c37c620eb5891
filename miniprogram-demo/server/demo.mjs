/** The backend beside the stand-in for WeChat: what the simulator and its tests start. */
import crypto from 'node:crypto';
import { promisify } from 'node:util';
import { startServer } from './server.mjs';
import { ACCOUNT, startWeChat } from './wechat/server.mjs';

const generateKeyPair = promisify(crypto.generateKeyPair);

/**
 * @param {object} options those of `startServer`, but for what it says of WeChat
 * @param {string} [options.wechatOrigin] a stand-in that runs already: the backend can then be
 *     stopped and started again while WeChat stays, as in life
 * @param {number} [options.wechatPort] where to start one otherwise
 * @param {{ origin: string, appid: string, secret: string }} [options.account] a real account at
 *     WeChat: logins and phone numbers go there, payments still to the stand-in
 * @returns {Promise<{ origin: string, wechatOrigin: string, close(grace?: number): Promise<void> }>}
 */
export async function startDemo({ wechatOrigin, wechatPort, account, ...options }) {
  const wechat = wechatOrigin
    ? { origin: wechatOrigin, close: async () => {} }
    : await startWeChat({ host: options.host, port: wechatPort, now: options.now });
  const { origin } = wechat;
  try {
    const backend = await startServer({
      demo: true,
      ...options,
      wechat: account ?? { origin, ...ACCOUNT },
      merchant: { origin, ...makeMerchant() },
    });
    return {
      origin: backend.origin,
      wechatOrigin: origin,
      async close(grace) {
        await backend.close(grace);
        await wechat.close(grace);
      },
    };
  } catch (error) {
    await wechat.close();
    throw error;
  }
}

/** A merchant whom nobody knows, with a key of the moment: the stand-in checks no signatures. */
function makeMerchant() {
  let pair;
  return {
    mchid: '1900000000',
    serial: '00',
    async sign(text) {
      pair ??= generateKeyPair('rsa', { modulusLength: 2048 });
      return crypto.sign('sha256', text, (await pair).privateKey).toString('base64');
    },
  };
}

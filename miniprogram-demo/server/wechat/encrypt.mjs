/** What WeChat's client does to data before a mini-program sees it. */
import crypto from 'node:crypto';

/** @returns {string} a session_key: 16 bytes in base64 */
export function makeSessionKey() {
  return crypto.randomBytes(16).toString('base64');
}

/**
 * @param {object} data
 * @param {{ sessionKey: string, appid: string, now: number }} context
 * @returns {{ encryptedData: string, iv: string }}
 */
export function encrypt(data, { sessionKey, appid, now }) {
  const iv = crypto.randomBytes(16);
  const aes = crypto.createCipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), iv);
  const watermark = { timestamp: Math.floor(now / 1000), appid };
  const text = JSON.stringify({ ...data, watermark });
  return {
    encryptedData: aes.update(text, 'utf8', 'base64') + aes.final('base64'),
    iv: iv.toString('base64'),
  };
}

export function sign(rawData, sessionKey) {
  return crypto
    .createHash('sha1')
    .update(rawData + sessionKey)
    .digest('hex');
}

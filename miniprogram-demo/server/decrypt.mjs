/**
 * What WeChat's client encrypts for the server: `encryptedData`, by AES-128-CBC with the session_key
 * (https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html).
 */
import crypto from 'node:crypto';
import * as v from 'valibot';
import { badRequest } from './failure.mjs';

/** How far the watermark's clock, WeChat's, may be from ours. The data is used when it is made. */
const FRESH_MS = 10 * 60_000;

const Watermark = v.looseObject({
  watermark: v.object({ appid: v.string(), timestamp: v.number() }),
});

/** The session_key in hand isn't the one the data was encrypted with: a login brings the present. */
export class StaleSessionKey extends Error {
  constructor() {
    super('the data does not decrypt with the session_key of the last login');
    this.name = 'StaleSessionKey';
  }
}

/**
 * Decrypts, and checks that the data was made for this mini-program, and just now.
 *
 * @param {{ encryptedData: string, iv: string }} sealed both in base64
 * @param {{ sessionKey: string, appid: string, now: number }} known `now` in ms
 * @returns {object} what was inside, not yet checked beyond its watermark
 * @throws {StaleSessionKey}
 * @throws {import('./failure.mjs').Failure} 400: data of another mini-program, or old
 */
export function decrypt({ encryptedData, iv }, { sessionKey, appid, now }) {
  const vector = Buffer.from(iv, 'base64');
  if (vector.length !== 16) throw badRequest('iv is not 16 bytes');
  const text = decipher(Buffer.from(encryptedData, 'base64'), vector, sessionKey);
  const { success, output } = v.safeParse(Watermark, parsed(text));
  if (!success) throw badRequest('the data has no watermark');
  if (output.watermark.appid !== appid) throw badRequest('the data is for another mini-program');
  if (Math.abs(now - output.watermark.timestamp * 1000) > FRESH_MS) {
    throw badRequest('the data is not fresh');
  }
  return output;
}

/**
 * Whether WeChat's client has made `rawData` in the session: `sha1(rawData + session_key)`.
 *
 * @param {{ rawData: string, signature: string }} signed
 * @param {string} sessionKey
 */
export function isSigned({ rawData, signature }, sessionKey) {
  const expected = crypto.createHash('sha1').update(rawData + sessionKey);
  const [ours, theirs] = [Buffer.from(expected.digest('hex')), Buffer.from(signature)];
  return ours.length === theirs.length && crypto.timingSafeEqual(ours, theirs);
}

function decipher(data, vector, sessionKey) {
  const aes = crypto.createDecipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), vector);
  try {
    return Buffer.concat([aes.update(data), aes.final()]).toString('utf8');
  } catch {
    // The padding is wrong: the usual sign of another key.
    throw new StaleSessionKey();
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    // One wrong key in 256 leaves padding that looks right, and then noise.
    throw new StaleSessionKey();
  }
}

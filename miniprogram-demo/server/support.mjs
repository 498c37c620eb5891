/** What the tests share: a demo on free ports with a clock of its own, and a phone to use it with. */
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { startDemo } from './demo.mjs';
import { startWeChat } from './wechat/server.mjs';

/** A picture as small as there is one: the first bytes are what the server looks at. */
export const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/**
 * @param {import('node:test').TestContext} t closes everything at its end
 * @param {Parameters<typeof startDemo>[0]} [options]
 */
export async function openDemo(t, options = {}) {
  const clock = { ms: Date.parse('2026-11-21T08:00:00Z') };
  const now = () => clock.ms;
  const entries = [];
  const folder = options.folder ?? makeFolder(t);
  const stand = await startWeChat({ now });
  t.after(() => stand.close(0));
  const demo = await startDemo({
    folder,
    now,
    log: (entry) => entries.push(entry),
    ...options,
    wechatOrigin: stand.origin,
  });
  t.after(() => demo.close(0));
  const pass = (seconds) => (clock.ms += seconds * 1000);
  return { ...demo, folder, entries, people: stand.people, pass, phone: phoneOf(demo) };
}

export function makeFolder(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weapp-auth-server-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A request on a socket of its own.
 *
 * @param {string} url
 * @param {{ method?: string, token?: string, headers?: object, json?: unknown,
 *     body?: string | Buffer }} [options]
 * @returns {Promise<{ status: number, names: string[], headers: object, bytes: Buffer, body: any }>}
 *     `names` as on the wire
 */
export function send(url, { method, token, headers = {}, json, body } = {}) {
  const content = json === undefined ? body : JSON.stringify(json);
  return new Promise((resolve, reject) => {
    const request = http.request(url, {
      method: method ?? (content === undefined ? 'GET' : 'POST'),
      agent: false,
      headers: {
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
    });
    request.on('error', reject).on('response', async (response) => {
      try {
        const bytes = Buffer.concat(await response.toArray());
        resolve({
          status: response.statusCode,
          names: response.rawHeaders.filter((_, index) => index % 2 === 0),
          headers: response.headers,
          bytes,
          body: (response.headers['content-type'] ?? '').startsWith('application/json')
            ? JSON.parse(bytes)
            : undefined,
        });
      } catch (error) {
        reject(error);
      }
    });
    request.end(content);
  });
}

/** The form that wx.uploadFile sends. */
export function avatarForm({ file = PNG, name = 'avatar', ...fields } = {}) {
  const boundary = 'a-boundary';
  const texts = Object.entries(fields).map(([key, value]) => part(`name="${key}"`, value));
  const picture = part(`name="${name}"; filename="tmp.png"\r\nContent-Type: image/png`, file);
  return {
    method: 'POST',
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([...texts, picture, Buffer.from(`--${boundary}--\r\n`)]),
  };

  function part(disposition, content) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')]);
  }
}

/** What a mini-program does, a step at a time; `person` is who holds the phone. */
function phoneOf({ origin, wechatOrigin }) {
  const fake = async (name, json = {}) =>
    (await send(`${wechatOrigin}/fake/${name}`, { json })).body;
  const control = async (name, json = {}) =>
    (await send(`${origin}/control/${name}`, { json })).body;

  return {
    fake,
    control,
    state: async () => (await send(`${origin}/control/state`)).body,
    request: (route, options) => send(`${origin}${route}`, options),

    /** @returns {Promise<string>} a token */
    async login(person) {
      const { code } = await fake('login', { person });
      const { body } = await send(`${origin}/login`, { json: { code } });
      return body.tokenStatus.token;
    },

    async givePhoneNumber(token, person) {
      const { code } = await fake('phone-number', { person });
      return send(`${origin}/phone-number`, { token, json: { code } });
    },

    async giveUserInfo(token, person) {
      const { encryptedData, iv, rawData, signature } = await fake('user-info', { person });
      const json = { encryptedData, iv, rawData, signature };
      return send(`${origin}/user-info`, { token, json });
    },

    giveAvatar: (token, form) => send(`${origin}/user-info`, { token, ...avatarForm(form) }),
  };
}

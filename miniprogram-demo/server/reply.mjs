/** Writes an answer onto the socket. */

/**
 * @typedef {object} Reply
 * @property {number} status
 * @property {object} [body] goes out as JSON
 * @property {{ bytes: Buffer, type: string }} [file] goes out as it is, in place of a body
 * @property {[name: string, value: string][]} [fields] of the header
 */

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Reply} reply
 * @param {{ now: number, spell: (name: string) => string, isShown: boolean }} how `spell` writes the
 *     names of fields: their case must not matter to a client, and the demo tries that. `isShown`
 *     tells a page in a browser, which sees only lower case, how they were on the wire
 */
export function send(response, { status, body, file, fields = [] }, { now, spell, isShown }) {
  if (response.destroyed) return;
  const content = file ?? jsonOf(body);
  const names = [
    ...fields,
    ['Date', new Date(now).toUTCString()],
    // An answer is one user's, at one time: no cache on the way may keep it.
    ...(file ? [] : [['Cache-Control', 'no-store']]),
    ['X-Content-Type-Options', 'nosniff'],
    ...(content ? [['Content-Type', content.type]] : []),
    ...(status === 204 ? [] : [['Content-Length', String(content?.bytes.length ?? 0)]]),
  ].map(([name, value]) => [spell(name), value]);
  if (isShown) names.push(['Demo-Header-Names', names.map(([name]) => name).join(', ')]);
  // Node would write its own Date in its own case; names in a flat array it writes as they are.
  response.sendDate = false;
  response.writeHead(status, names.flat()).end(content?.bytes);
}

function jsonOf(body) {
  if (body === undefined) return undefined;
  return { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json; charset=utf-8' };
}

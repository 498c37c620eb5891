/**
 * Carries requests of the mini-program: a browser would change the header's spelling, and ask the
 * server for its consent (CORS), which phones do not.
 */
import http from 'node:http';
import { buffer } from 'node:stream/consumers';

/**
 * `POST /relay` answers in JSON with the response, `{ status, rawHeaders, body }`, the body as text;
 * or with why there is none, `{ failure }`, as node names it. Its own body is the one to send, and
 * its field `Relay-To` says where: `{ url, method, header }`, percent-encoded JSON.
 * `GET /relay?url=…` answers as that url does: an image, say.
 *
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 * @param {Record<string, string>} hosts where origins are that the mini-program names
 */
export async function relay(request, response, hosts) {
  if (request.method === 'GET') {
    const url = new URL(request.url, 'http://localhost').searchParams.get('url');
    const found = await send({ url, method: 'GET', header: {} }, undefined, hosts).catch(
      () => null,
    );
    response.writeHead(found?.status ?? 502, { 'Content-Type': found?.type ?? 'text/plain' });
    response.end(found?.content);
    return;
  }
  const wanted = JSON.parse(decodeURIComponent(request.headers['relay-to']));
  const answer = await send(wanted, await buffer(request), hosts).then(
    ({ status, rawHeaders, content }) => ({ status, rawHeaders, body: content.toString() }),
    ({ code, message }) => ({ failure: code ?? message }),
  );
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(answer));
}

function send({ url, method, header }, body, hosts) {
  return new Promise((resolve, reject) => {
    const { origin, pathname, search } = new URL(url);
    if (!Object.hasOwn(hosts, origin)) {
      reject(new Error('ENOTFOUND'));
      return;
    }
    const headers = { ...header, ...(body?.length ? { 'Content-Length': body.length } : {}) };
    const target = `${hosts[origin]}${pathname}${search}`;
    const request = http.request(target, { method, headers, agent: false }, (response) => {
      const { statusCode: status, rawHeaders } = response;
      const type = response.headers['content-type'];
      buffer(response).then((content) => resolve({ status, rawHeaders, type, content }), reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

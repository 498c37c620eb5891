/** Serves the simulator, and carries the mini-program's requests. */
import http from 'node:http';
import { extname } from 'node:path';
import { relay } from './relay.mjs';
import { buildSite } from './site.mjs';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** Where the mini-program's config.js says that the backend is. */
const CONFIGURED = 'http://127.0.0.1:8787';

/**
 * What a demo (server/demo.mjs) is called in the phone.
 *
 * @param {{ origin: string, wechatOrigin: string }} demo
 */
export function hostsOf({ origin, wechatOrigin }) {
  return {
    [CONFIGURED]: origin,
    'https://backend.invalid': origin,
    'https://wechat.invalid': wechatOrigin,
  };
}

/**
 * @param {object} [options]
 * @param {number} [options.port] 0: a free one
 * @param {Map<string, Buffer | string>} [options.site]
 * @param {Record<string, string>} [options.hosts] where origins that the mini-program names are, on
 * this machine; requests to others are refused
 */
export async function startSimulator({ port = 0, site = buildSite(), hosts = {} } = {}) {
  const server = http.createServer((request, response) => {
    const [path] = request.url.split('?');
    if (path === '/relay') {
      relay(request, response, hosts).catch(() => response.writeHead(400).end());
      return;
    }
    const file = path === '/' ? '/panel.html' : path;
    const content = site.get(file);
    response.statusCode = content === undefined ? 404 : 200;
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
    response.setHeader('Cache-Control', file.startsWith('/font/') ? 'max-age=86400' : 'no-store');
    response.end(content);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server on a socket: time limits at its start, an orderly end. */
import http from 'node:http';

/** A client that is slower than this is cut off, so that it can't keep a connection for itself. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 16 * 1024,
};

/**
 * @param {http.RequestListener} handle
 * @param {{ host?: string, port?: number }} [address] port 0 is any free one
 * @returns {Promise<{ origin: string, close(grace?: number): Promise<void> }>} `close` lets what
 *     is being answered end, for `grace` ms, and cuts the rest off
 */
export async function listen(handle, { host = '127.0.0.1', port = 0 } = {}) {
  const server = http.createServer(LIMITS, handle);
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return {
    origin: `http://${host}:${server.address().port}`,
    async close(grace = 2000) {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const cutOff = setTimeout(() => server.closeAllConnections(), grace);
      await closed;
      clearTimeout(cutOff);
    },
  };
}

/**
 * Lets pages of this machine's own servers, such as the simulator, call the backend from a browser.
 * A mini-program has no need of it: wx.request sends no Origin.
 */
const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * @param {string | undefined} origin of the request
 * @param {string[]} exposed names of fields that a page may read
 * @returns {[string, string][]} fields for every answer to it
 */
export function corsFields(origin, exposed) {
  if (!LOCAL.test(origin ?? '')) return [['Vary', 'Origin']];
  return [
    ['Vary', 'Origin'],
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Expose-Headers', exposed.join(', ')],
  ];
}

/** @returns {[string, string][]} fields for the answer to a preflight, besides those above */
export function preflightFields(requestHeaders = '') {
  return [
    ['Access-Control-Allow-Methods', 'GET, POST'],
    ['Access-Control-Allow-Headers', requestHeaders],
    ['Access-Control-Max-Age', '600'],
  ];
}

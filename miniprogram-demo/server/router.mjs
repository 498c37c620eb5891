/** Finds the route of a request. A path may have parameters: `/orders/:id`. */
import { Failure } from './failure.mjs';

/**
 * @typedef {object} Route
 * @property {string} method
 * @property {string} path
 * @property {'anybody' | 'session'} [access] 'session': a good token is needed. 'anybody': a good
 *     token is welcome. Absent: no token is read
 * @property {('userInfo' | 'phoneNumber')[]} [needs] what must be known of the user, in the order in
 *     which to ask for it
 * @property {import('valibot').GenericSchema} [body] of the JSON that is to come with it
 * @property {(call: object) => object | Promise<object>} handle makes the answer, see handler.mjs
 */

/** @param {Route[]} routes */
export function createRouter(routes) {
  const patterns = routes.map((route) => ({ route, pattern: patternOf(route.path) }));

  /**
   * @param {string} method
   * @param {string} path without a query
   * @returns {{ route: Route, params: Record<string, string> }}
   * @throws {Failure} 404, or 405 with `Allow`
   */
  return function find(method, path) {
    const matches = patterns.flatMap(({ route, pattern }) => {
      const match = pattern.exec(path);
      return match ? [{ route, params: { ...match.groups } }] : [];
    });
    const found = matches.find(({ route }) => route.method === method);
    if (found) return found;
    if (matches.length === 0) throw new Failure(404, 'notFound', 'there is no such resource');
    const allowed = matches.map(({ route }) => route.method).join(', ');
    throw new Failure(405, 'methodNotAllowed', `allowed: ${allowed}`, [['Allow', allowed]]);
  };
}

/** What a parameter may hold needs no decoding. */
function patternOf(path) {
  return new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:(\w+)/g, '(?<$1>[\\w.-]{1,100})')}$`);
}

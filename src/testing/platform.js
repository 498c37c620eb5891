import { SINCE } from './since.js';

/** Asked by engines, inspectors and promises of any object, and so of `wx`, by no mini-program. */
const ASKED_OF_ANYTHING = /^(then|toJSON|constructor|prototype|inspect|nodeType|\$\$typeof)$/;

/** Not the platform's, but taken by weapp-auth from its `wx` option, for virtual time. */
export const OURS = ['setTimeout', 'clearTimeout', 'now', 'getCurrentPages'];

/**
 * The object `wx` itself: each function from the base library on that has it.
 *
 * Below that it reads as `undefined`, as feature tests want it. A name that is nothing here is an
 * error: it is kept in `unknown` and thrown, so that no test passes on what isn't there.
 *
 * @param {{ apis: object, device: object, unknown: string[], overlay?: object }} parts
 */
export function createPlatform({ apis, device, unknown, overlay }) {
  const own = Object.assign({}, overlay);
  const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
  const isThere = (name) =>
    has(own, name) || OURS.indexOf(name) >= 0 || (has(SINCE, name) && device.isFrom(SINCE[name]));

  function read(name) {
    if (has(own, name)) {
      return own[name];
    }
    if (has(apis, name)) {
      return isThere(name) ? apis[name] : undefined;
    }
    if (typeof name === 'symbol' || ASKED_OF_ANYTHING.test(name)) {
      return Object.prototype[name];
    }
    unknown.push(name);
    throw new Error(
      `the fake wx has no ${name}: it is no api of WeChat's, or one to be given as createFakeWx({ wx: { ${name} } })`,
    );
  }

  const names = () => Object.keys(Object.assign({}, apis, own)).filter(isThere);
  if (typeof Proxy !== 'function') {
    return names().reduce((wx, name) => Object.assign(wx, { [name]: read(name) }), {});
  }
  return new Proxy(
    {},
    {
      get: (_, name) => read(name),
      set(_, name, value) {
        own[name] = value;
        return true;
      },
      deleteProperty(_, name) {
        delete own[name];
        return true;
      },
      has: (_, name) => isThere(name),
      ownKeys: names,
      getOwnPropertyDescriptor: (_, name) =>
        isThere(name)
          ? { value: read(name), writable: true, enumerable: true, configurable: true }
          : undefined,
    },
  );
}

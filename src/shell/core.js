import { Core } from 'weapp-auth-glue';
import { AuthError } from './error.js';
import { badOption } from './options.js';

/**
 * The core of one `Auth`, once the module has been loaded. It has the last word on options.
 *
 * @throws {AuthError} `badOptions`
 */
export function openCore(options) {
  let core;
  try {
    core = new Core(options);
  } catch ({ code = 'loadFailed', message }) {
    throw new AuthError(code, message);
  }
  // What a button brings is sent with the token, which goes nowhere but under a base.
  for (const name of ['userInfoUrl', 'phoneNumberUrl']) {
    const url = options[name];
    if (url !== undefined && core.resolve('POST', url).endpoint === null) {
      core.free();
      throw badOption(name, 'a url under baseUrl', url);
    }
  }
  return core;
}

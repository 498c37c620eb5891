import * as core from 'weapp-auth-glue';
import { AuthError, isAuthError } from './error.js';
import { load, onceLoaded } from './load.js';

// Not `export`: the bundler's wrapper that makes CommonJS of it is a twentieth of this file's size.
module.exports = {
  load,
  findHeader: onceLoaded(core.findHeader),
  normalizeHeader: onceLoaded(core.normalizeHeader),
  parseChallenges: onceLoaded(core.parseChallenges),
  inspectResponse: onceLoaded((response, now = Date.now()) => core.inspectResponse(response, now)),
  AuthError,
  isAuthError,
};

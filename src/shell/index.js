import * as core from 'weapp-auth-glue';
import { createAuth } from './create-auth.js';
import { AuthError, isAuthError } from './error.js';
import { load, onceLoaded } from './load.js';

// Not `export`: the bundler's wrapper that makes CommonJS of it is a twentieth of this file's size.
module.exports = {
  load,
  createAuth,
  findHeader: onceLoaded(core.findHeader),
  normalizeHeader: onceLoaded(core.normalizeHeader),
  parseChallenges: onceLoaded(core.parseChallenges),
  inspectResponse: onceLoaded((response, now = Date.now()) => core.inspectResponse(response, now)),
  chooseNavigation: onceLoaded(core.chooseNavigation),
  chooseButton: onceLoaded(core.chooseButton),
  readAnswer: onceLoaded(core.readAnswer),
  tradeVerdict: onceLoaded(core.tradeVerdict),
  AuthError,
  isAuthError,
};

import { openCore } from './core.js';
import { AuthError } from './error.js';
import { isLoaded } from './load.js';
import { Offers } from './offers.js';
import { badOption, checkOptions } from './options.js';
import { answer } from './press.js';
import { Shell } from './shell.js';

const registry = require('./registry.js');

const STORAGE_KEY = 'weapp-auth';
/** After how long a navigation of the app's has changed the stack of open pages, in ms. */
const SETTLED = 50;
const STEPS = ['login', 'userInfo', 'phoneNumber'];

/**
 * Makes the one object that an app asks for everything: see `Auth` in `index.d.ts`.
 *
 * @throws {AuthError} `badOptions`, also when a living auth has the same storage key
 */
export function createAuth(given) {
  const options = checkOptions(given);
  options.storageKey = options.storageKey || STORAGE_KEY;
  if (registry.has(options.storageKey)) {
    throw new AuthError(
      'badOptions',
      'storageKey: another living Auth has this one; use that Auth, dispose() it, or choose another key',
    );
  }
  if (isLoaded()) {
    openCore(options).free();
  }
  const shell = new Shell(options, registry);
  const auth = authOf(shell);
  shell.entry = entryOf(auth, shell);
  registry.add(options.storageKey, shell.entry);
  // Whoever asks for `ready`, or makes a call, gets the error.
  shell.start().catch(() => {});
  return auth;
}

function authOf(shell) {
  return {
    get ready() {
      return shell.start();
    },
    get view() {
      return shell.currentView();
    },
    request: (options) => shell.requests.make('request', options),
    uploadFile: (options) => shell.requests.make('uploadFile', options),
    downloadFile: (options) => shell.requests.make('downloadFile', options),
    require(step) {
      return STEPS.includes(step)
        ? shell.call({ type: 'stepRequired', step }).then(() => shell.view)
        : Promise.reject(badOption('step', `one of ${STEPS.join(', ')}`, step));
    },
    credentials: () =>
      shell.call({ type: 'credentialsAsked' }, () => Object.assign({}, shell.credentials)),
    login: () => shell.call({ type: 'loginAsked' }).then(() => shell.view),
    logout(options) {
      try {
        return shell.call({ type: 'logoutAsked', hold: Boolean(options && options.hold) });
      } catch {
        return Promise.reject(new AuthError('badOptions', "hold: can't be read"));
      }
    },
    answer: (event, extra) => answer(shell, event, extra),
    abandon: () => shell.tell({ type: 'pageLeft' }),
    watch(listener) {
      if (typeof listener !== 'function') {
        throw badOption('listener', 'a function', listener);
      }
      return shell.watch(listener);
    },
    trace: () => shell.trace(),
    dispose: () => shell.dispose(),
  };
}

/** What the registry holds of an auth, for the component and for its siblings. */
function entryOf(auth, shell) {
  const offers = new Offers((step) =>
    shell.whenLoaded(
      () => shell.tell({ type: 'stepOffered', step }),
      () => {},
    ),
  );
  return {
    auth,
    blocked: false,
    navigating: false,
    /** Whether it was disposed of during a navigation: its turn lasts until the end, or the last auth's. */
    isLingering: false,
    siblingsChanged: (state) => shell.tell({ type: 'siblingsChanged', ...state }),
    here: () => shell.platform.topPage(),
    offer: (step, who) => offers.make(step, who),
    call: (name, options) => shell.platform.call(name, options),
    // A page is hidden before the open pages have changed.
    hidden: (page) =>
      shell.platform.setTimeout(() => shell.tell({ type: 'pageHidden', page }), SETTLED),
  };
}

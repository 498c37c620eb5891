import { createApp } from './app.js';
import { createCalls } from './calls.js';
import { canIUse } from './can-i-use.js';
import { createClock, createLife } from './clock.js';
import { consentApis, createPrivacy } from './consent.js';
import { createDevice, deviceApis } from './device.js';
import { createFiles } from './files.js';
import { navigationApis } from './navigation.js';
import { createNetwork } from './network.js';
import { createPages } from './pages.js';
import { createPerson } from './person.js';
import { createPlatform } from './platform.js';
import { createPress } from './press.js';
import { PHONE_REFUSALS } from './refusals.js';
import { createScript } from './script.js';
import { createServer } from './server.js';
import { createStorage, storageApis } from './storage.js';
import { uiApis } from './ui.js';
import { createWeChat } from './wechat.js';

export { fetchTransport } from './fetch-transport.js';

/** How long (ms) `until` moves time at most. */
const LIMIT = 60 * 60 * 1000;

/**
 * A WeChat in memory: the `wx` of a mini-program, the person who holds the phone, and a server.
 *
 * `index.d.ts` says what each option and each member means.
 *
 * @param {object} [options]
 */
export function createFakeWx(options) {
  return open(createWorld(options || {}));
}

/** What outlives the app: the phone, its owner, what it stores, WeChat, the developer's server. */
function createWorld(options) {
  const clock = createClock(options);
  const person = createPerson(options.person);
  const wechat = createWeChat({ clock, person, issueCode: options.issueCode });
  const server = createServer({ clock, wechat, options: options.server });
  return {
    options,
    clock,
    person,
    wechat,
    server,
    device: createDevice(options),
    files: createFiles(),
    storage: options.storage || createStorage(),
    transport: options.transport || server.handle,
  };
}

/** One life of the app, from its start to its end. */
function open(world) {
  const { options, clock, person, wechat, server, device, files, storage } = world;
  const life = createLife(clock);
  const script = createScript(options.delays);
  const calls = createCalls({ life, clock, script, device });
  const hooks = Object.assign({}, options.hooks);
  const pageOptions = Object.assign({ entry: 'pages/index/index' }, options.pages);
  const pages = createPages(Object.assign({ hooks, run: clock.run }, pageOptions));
  const network = createNetwork(
    Object.assign({}, world, { life, calls, options: Object.assign({}, options.network) }),
  );
  const app = createApp({ calls, clock, pages, network, life });
  const state = { running: 0, overlaps: 0 };
  const tapping = { inTap: false };
  const shown = [];
  const unknown = [];
  const ask = (question, about) =>
    fake.hooks.onAsk ? fake.hooks.onAsk(question, about) : 'granted';
  const privacy = createPrivacy({ person, ask, run: clock.run });

  const apis = Object.assign(
    { setTimeout: life.setTimeout, clearTimeout: life.clearTimeout },
    { now: clock.now, getCurrentPages: pages.instances },
    { nextTick: (callback) => void life.answer(0, callback) },
    {
      login: calls.later('login', () => ({ code: wechat.login() })),
      checkSession: calls.later('checkSession', () => {
        if (!wechat.hasSession()) {
          // As reports have it; only success and fail are documented.
          throw { errMsg: 'checkSession:fail session expired' };
        }
      }),
      canIUse: calls.sync('canIUse', (schema) => canIUse(schema, device)),
    },
    app.apis,
    consentApis({ calls, device, person, wechat, ask, tapping, privacy }),
    deviceApis({ device, calls }),
    navigationApis({ pages, calls, state }),
    network.apis,
    storageApis({ storage, calls }),
    uiApis({ calls, shown, ask }),
  );
  const wx = createPlatform({ apis, device, unknown, overlay: options.wx });

  function openPage(url) {
    const isFirst = pages.stack().length === 0;
    pages[whereTo(pages, url.split('?')[0].replace(/^\//, ''))]({ url });
    const page = pages.top();
    if (isFirst) {
      device.entry = { path: page.path, query: page.query };
    }
    return page;
  }

  const fake = {
    wx,
    server,
    wechat,
    person,
    device,
    files,
    storage,
    network: network.settings,
    hooks,
    shown,
    unknown,
    errors: clock.errors,

    now: clock.now,
    time: clock.time,
    setClock: clock.setOffset,
    advance: (ms) => clock.advance(ms),
    settle: clock.settle,
    until: (promise, limit) => clock.until(promise, limit === undefined ? LIMIT : limit),

    next: script.next,
    every: script.every,
    calls: (api) => (api === undefined ? calls.log.slice() : calls.of(api)),

    get pages() {
      return pages.stack();
    },
    get overlaps() {
      return state.overlaps;
    },
    openPage,
    back() {
      if (pages.stack().length < 2) {
        return false;
      }
      pages.navigateBack({ delta: 1 });
      return true;
    },
    hideApp: app.hide,
    showApp: () => app.show({ scene: device.scene, path: device.entry.path, query: {} }),
    setScene(scene) {
      device.scene = scene;
      app.tell('ApiCategoryChange', { apiCategory: device.apiCategory() });
    },

    press: createPress({ device, person, privacy, wechat, files, options }),
    refusals: PHONE_REFUSALS,
    tap(callback) {
      tapping.inTap = true;
      try {
        return callback();
      } finally {
        tapping.inTap = false;
      }
    },
    changeUser: (other) => person.change(other),

    close() {
      life.end();
      pages.clear();
    },
    restart() {
      fake.close();
      return open(world);
    },
  };
  if (pageOptions.entry !== null) {
    openPage(`/${pageOptions.entry}`);
  }
  return fake;
}

/** How a person gets to a page: the first one is launched, a tab page is switched to. */
function whereTo(pages, path) {
  if (pages.stack().length === 0) {
    return 'reLaunch';
  }
  return pages.isTab(path) ? 'switchTab' : 'navigateTo';
}

/** The world around the mini-program: the phone, its owner, WeChat, the network. */
import { createFakeWx } from '../../../src/testing/index.js';
import { createOpenTypes } from './open-type.js';
import { createTransport } from './transport.js';
import { weChatApis } from './wechat.js';

const HOUR = 3600 * 1000;
/** 朋友圈单页模式. */
const SINGLE_PAGE = 1154;
const STORED = 'simulator.storage';

/**
 * @param {object} parts
 * @param {object} parts.program
 * @param {object} parts.settings
 * @param {import('./windows.js').Windows} parts.windows
 * @param {(sent: object) => object} parts.note
 * @param {(problem: unknown) => void} parts.report
 */
export function createWorld({ program, settings, windows, note, report }) {
  const fake = createFakeWx({
    clock: 'real',
    baseLibrary: settings.baseLibrary,
    platform: settings.platform,
    scene: settings.singlePage ? SINGLE_PAGE : 1001,
    pages: {
      list: program.app.pages,
      tabBar: (program.app.tabBar?.list ?? []).map(({ pagePath }) => pagePath),
      entry: null,
    },
    hooks: { onAsk: (question, about) => windows.ask(question, about) },
    transport: createTransport({ settings, files: () => fake.files, note }),
    wx: weChatApis({ settings, windows, note }),
  });
  // Nobody moves this clock, so nobody would see what callbacks have thrown.
  fake.errors.push = (error) => report(error);
  keepStorage(fake.storage);

  return {
    fake,
    press: createOpenTypes({ fake, settings, windows }),
    /** Makes the world as the settings say, at any time. */
    apply() {
      fake.device.baseLibrary = settings.baseLibrary;
      fake.device.platform = settings.platform;
      fake.setScene(settings.singlePage ? SINGLE_PAGE : 1001);
      fake.setClock(settings.clock * HOUR);
      fake.storage.full = settings.storageFull;
      fake.network.offline = settings.network === 'offline';
      fake.person.privacyDeclared = settings.privacy;
    },
  };
}

/** What is stored outlives the app, which ends when the page is loaded again. */
function keepStorage(storage) {
  const stored = JSON.parse(sessionStorage.getItem(STORED) ?? '{}');
  Object.entries(stored).forEach(([key, value]) => storage.set(key, value));
  addEventListener('pagehide', () => {
    sessionStorage.setItem(STORED, JSON.stringify(storage.all()));
  });
}

/** A mini-program that runs: its modules, its App, its pages. Needs no DOM. */
import { createFramework } from './framework.js';
import { createLoader } from './loader.js';
import { OpenPage } from './page.js';

/**
 * @param {object} options
 * @param {object} options.program what compile/program.mjs made
 * @param {object} options.fake what `createFakeWx` made, with no page open. Its hooks are set: it
 * knows which navigation may open what, and this makes the pages
 * @param {object | undefined} options.WXWebAssembly
 * @param {typeof Date} options.Date the device's clock
 * @param {object} options.backend glass-easel's backend
 * @param {string[]} options.builtIn tags of the built-in components
 * @param {{ place(page: OpenPage): void, show(page: OpenPage): void, remove(page: OpenPage): void }}
 * options.screen where pages are seen
 * @param {(problem: unknown) => void} options.report told of what would otherwise pass in silence
 */
export function createMiniProgram({ program, fake, WXWebAssembly, Date, screen, report, ...rest }) {
  let app = null;
  const App = (definition) => {
    app = definition;
  };
  const { wx } = fake;
  const timers = [wx.setTimeout, wx.clearTimeout];
  const globals = [wx, WXWebAssembly, App, () => app, wx.getCurrentPages, Date, ...timers];
  const load = createLoader(program.modules, globals);
  const createRoot = createFramework({ program, load, report, ...rest });
  const opened = new Map();

  Object.assign(fake.hooks, {
    onOpen(page) {
      const open = new OpenPage(page, createRoot(page.path));
      opened.set(page, open);
      screen.place(open);
      // Its route is known from the start (getCurrentPages in onLoad).
      Object.assign(open.instance, { route: page.path, options: page.query });
      reporting(() => open.load());
      return open.instance;
    },
    onShow(page) {
      screen.show(opened.get(page));
      reporting(() => opened.get(page).show());
    },
    onHide(page) {
      reporting(() => opened.get(page).hide());
    },
    onClose(page) {
      const open = opened.get(page);
      opened.delete(page);
      reporting(() => open.unload());
      screen.remove(open);
    },
  });

  function reporting(script) {
    try {
      script();
    } catch (error) {
      report(error);
    }
  }

  return {
    /** What one of its modules exports. */
    load,
    /** The pages that are open, by what the fake knows of them. */
    opened,
    /** Starts the app at this page. */
    launch(url = `/${program.app.pages[0]}`) {
      load('app.js');
      const [path] = url.slice(1).split('?');
      const options = { path, query: {}, scene: fake.device.scene };
      app?.onLaunch?.(options);
      app?.onShow?.(options);
      fake.openPage(url);
    },
  };
}

/** Runs the built code package of a sample as WeChat would, as far as a sample needs it. */
import { openMiniProgram } from '../tests/support/sandbox.mjs';

/**
 * Launches the app, opens its first page and waits until the page has shown a text.
 *
 * @param {Record<string, Buffer>} files the code package
 * @param {object} wx laid over the platform's `wx`
 * @param {string} text
 * @returns {Promise<void>} never resolves if the page never shows the text
 */
export function showFirstPage(files, wx, text) {
  return new Promise((resolve) => {
    const stack = [];
    let app = {};
    let options;
    const register = (given) => {
      options = given;
    };
    const mini = openMiniProgram({
      files,
      WXWebAssembly: undefined,
      wx,
      globals: {
        App: (given) => {
          app = given;
        },
        Page: register,
        Component: register,
        getApp: () => app,
        getCurrentPages: () => [...stack],
        // The runtime of uni-app keeps its functions there.
        global: {},
        clearTimeout,
        setTimeout,
        console,
      },
    });
    mini.require('./app.js');
    app.onLaunch?.({ path: '', query: {}, scene: 1001 });
    app.onShow?.({ path: '', query: {}, scene: 1001 });

    const [route] = JSON.parse(files['/app.json']).pages;
    mini.require(`./${route}.js`);
    const page = instance(options, route, (data) => {
      if (JSON.stringify(data).includes(text)) resolve();
    });
    stack.push(page);
    page.onLoad({});
    page.onShow?.();
    page.onReady?.();
  });
}

/** What Page and Component make of their options: of a page's life, its beginning. */
function instance({ methods, lifetimes = {}, ...options }, route, onSetData) {
  const page = {
    ...options,
    ...methods,
    route,
    is: route,
    data: { ...options.data },
    properties: {},
    setData(data, done) {
      Object.assign(this.data, data);
      onSetData(data);
      done?.();
    },
    selectComponent: () => null,
    selectAllComponents: () => [],
    triggerEvent() {},
  };
  lifetimes.created?.call(page);
  lifetimes.attached?.call(page);
  return page;
}

/** What happens to the app as a whole: shown, hidden, put into another api category. */
export function createApp({ calls, clock, pages, network, life }) {
  const listeners = { AppShow: [], AppHide: [], ApiCategoryChange: [] };
  let cancelInterrupt = () => {};

  function tell(event, result) {
    listeners[event].slice().forEach((listener) => clock.run(listener, result));
  }

  const apis = Object.keys(listeners).reduce(
    (all, event) =>
      Object.assign(all, {
        [`on${event}`]: (listener) => {
          calls.note(`on${event}`, listener);
          listeners[event].push(listener);
        },
        [`off${event}`]: (listener) => {
          listeners[event] = listener ? listeners[event].filter((other) => other !== listener) : [];
        },
      }),
    {},
  );

  return {
    apis,
    tell,
    hide() {
      pages.hide();
      tell('AppHide', {});
      // "小程序进入后台 5s 内网络请求没有结束，会回调错误信息 fail interrupted" (network guide).
      cancelInterrupt = life.after(5000, () => network.interrupt());
    },
    show(options) {
      cancelInterrupt();
      tell('AppShow', options);
      pages.show();
    },
  };
}

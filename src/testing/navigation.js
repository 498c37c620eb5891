/**
 * `wx`'s navigations. They are done when their delay is over, one after the other. That one was asked
 * for while another was under way is counted: phones then report
 * `routeDone with a webviewId N is not found`. One that never answers is not under way for ever.
 *
 * @param {{ pages: object, calls: object, state: { running: number, overlaps: number } }} parts
 */
export function navigationApis({ pages, calls, state }) {
  const around = {
    start() {
      state.overlaps += state.running > 0 ? 1 : 0;
      state.running += 1;
    },
    end() {
      state.running -= 1;
    },
  };
  const names = ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab', 'navigateBack'];
  return names.reduce(
    (apis, api) =>
      Object.assign(apis, {
        [api]: calls.later(api, (options) => void pages[api](options), { atEnd: true, around }),
      }),
    {},
  );
}

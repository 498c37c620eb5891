/** Windows over a page. Each is kept in `shown`; a modal is answered by `ask`. */
export function uiApis({ calls, shown, ask }) {
  const note = (api) => calls.later(api, (options) => void shown.push({ api, options }));
  return {
    showToast: note('showToast'),
    hideToast: note('hideToast'),
    showLoading: note('showLoading'),
    hideLoading: note('hideLoading'),
    setNavigationBarTitle: note('setNavigationBarTitle'),
    stopPullDownRefresh: note('stopPullDownRefresh'),
    showModal: calls.later('showModal', async (options) => {
      shown.push({ api: 'showModal', options });
      const confirm = (await ask('showModal', options)) === 'granted';
      return { confirm, cancel: !confirm };
    }),
    showActionSheet: calls.later('showActionSheet', async (options) => {
      shown.push({ api: 'showActionSheet', options });
      if ((await ask('showActionSheet', options)) !== 'granted') {
        throw { errMsg: 'showActionSheet:fail cancel' };
      }
      return { tapIndex: 0 };
    }),
  };
}

/** Calls the navigation that the core chose. */
export function navigate(shell, navigation, { api, ...target }) {
  shell.platform.call(api, {
    ...target,
    success: () => shell.tell({ type: 'navigated', navigation }),
    fail: (error) =>
      shell.tell({ type: 'navigationFailed', navigation, errMsg: String(error && error.errMsg) }),
  });
}

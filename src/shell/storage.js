/** Reads what is stored; whatever goes wrong, nothing is. */
export function readStorage(shell, read) {
  const tell = (stored) => shell.tell({ type: 'storageRead', read, stored });
  shell.platform.call('getStorage', {
    key: shell.options.storageKey,
    success: (result) => tell(result && result.data),
    fail: () => tell(),
  });
}

export function save(shell, stored) {
  shell.platform.call('setStorage', {
    key: shell.options.storageKey,
    data: stored,
    fail: () => shell.tell({ type: 'saveFailed' }),
  });
}

/** How long a navigation may take, in ms, before nobody waits for it any more. */
const LONGEST = 5000;

/** Calls the navigation that the core chose. The other auths learn that pages close by it. */
export function navigate(shell, navigation, { api, ...target }) {
  const { entry, registry } = shell;
  const ended = (event) => {
    registry.note(entry, { navigating: false });
    shell.tell(event);
    giveTurnUp(shell);
  };
  registry.note(entry, { navigating: true });
  shell.platform.call(api, {
    ...target,
    success: () => ended({ type: 'navigated', navigation }),
    fail: (error) =>
      ended({ type: 'navigationFailed', navigation, errMsg: String(error && error.errMsg) }),
  });
}

/** An auth that is disposed of while it navigates keeps its turn from the others until that is over. */
export function letNavigationEnd(shell) {
  if (shell.entry.navigating) {
    shell.entry.isLingering = true;
    shell.platform.setTimeout(() => giveTurnUp(shell), LONGEST);
  }
}

function giveTurnUp({ entry, registry }) {
  if (entry.isLingering) {
    entry.isLingering = false;
    registry.release(entry);
  }
}

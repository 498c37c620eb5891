/** Calls `wx.login` and keeps its code for the exchange, which is to follow. */
export function login(shell, login) {
  const fail = (cause) => shell.tell({ type: 'loginFailed', login, cause: shell.keepCause(cause) });
  shell.platform.call('login', {
    success(result) {
      if (result && result.code) {
        shell.code = { login, code: result.code };
        shell.tell({ type: 'codeReceived', login });
      } else {
        fail(result);
      }
    },
    fail,
  });
}

/** POSTs the code to `loginUrl`, with what the app adds, and without a token. */
export function exchange(shell, login) {
  const { loginData, loginUrl } = shell.options;
  const { code } = shell.code;
  shell.code = undefined;
  const fail = (cause) => shell.tell({ type: 'loginFailed', login, cause: shell.keepCause(cause) });
  const post = (data) =>
    shell.platform.call('request', {
      url: shell.core.resolve('POST', loginUrl).url,
      method: 'POST',
      data: { ...data, code },
      success: (response) =>
        shell.tell({ type: 'exchangeAnswered', login, ...shell.requests.inspect(response) }),
      fail,
    });
  if (!loginData) {
    return post();
  }
  // What it gives may throw when it is read; and the Auth may be gone by then.
  new Promise((resolve) => resolve(loginData()))
    .then((data) => shell.isDisposed || post(data))
    .catch(fail);
}

/** Calls `wx.login` and keeps what the exchange, which is to follow, will send. */
export function login(shell, login) {
  const fail = (cause) =>
    shell.tell({ type: 'loginFailed', login, cause: shell.failures.keep(cause) });
  const { loginData } = shell.options;
  const take = (data) => {
    shell.exchanges.set(login, data);
    shell.tell({ type: 'codeReceived', login });
  };
  let isAnswered = false;
  /** A platform that answers twice is heard once: the exchange may be under way by then. */
  const once = (hear) => (result) => {
    if (!isAnswered) {
      isAnswered = true;
      hear(result);
    }
  };
  shell.platform.call('login', {
    success: once((result) => {
      if (!(result && result.code)) {
        fail(result);
      } else if (loginData) {
        // Before the core hears of the code: a login that is over by then exchanges nothing. What
        // the app gives may throw when it is read.
        new Promise((resolve) => resolve(loginData()))
          .then((data) => take({ ...data, code: result.code }))
          .catch(fail);
      } else {
        take({ code: result.code });
      }
    }),
    fail: once(fail),
  });
}

/** POSTs the code to `loginUrl`, with what the app adds, and without a token. */
export function exchange(shell, login) {
  const data = shell.exchanges.get(login);
  // Those of logins that were over before are never sent.
  shell.exchanges.clear();
  shell.platform.call('request', {
    url: shell.core.resolve('POST', shell.options.loginUrl).url,
    method: 'POST',
    data,
    success: (response) =>
      shell.tell({ type: 'exchangeAnswered', login, ...shell.requests.inspect(response) }),
    fail: (cause) => shell.tell({ type: 'loginFailed', login, cause: shell.failures.keep(cause) }),
  });
}

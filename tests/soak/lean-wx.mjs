/**
 * A `wx` that remembers nothing, so that what grows is the package. It answers at once, by the path:
 * `/unauthorized` once per token with a bare 401, `/phone` with a challenge until a number was
 * submitted, `/broken` with no answer.
 */
export function createLeanWx() {
  const timers = new Map();
  let pages = [page('pages/index/index')];
  let count = 0;
  let token = '';
  let refused = '';
  let hasPhone = false;
  let now = 1_767_225_600_000;

  const soon = (callback, value) => void Promise.resolve().then(() => callback(value));
  const ok = ({ success = () => {} }, value = {}) => soon(success, value);

  function answer({ url, header = {} }) {
    if (url.includes('/login')) {
      count += 1;
      token = `token-${count}`;
      return { statusCode: 200, header: {}, data: { tokenStatus: { token, expiresIn: 7200 } } };
    }
    if (url.includes('/phone-number')) {
      hasPhone = true;
      return {
        statusCode: 200,
        header: {},
        data: { tokenStatus: { token, hasPhoneNumber: true } },
      };
    }
    if (url.includes('/unauthorized') && refused !== header.Authorization) {
      refused = header.Authorization;
      return { statusCode: 401, header: {}, data: {} };
    }
    if (url.includes('/phone') && !hasPhone) {
      return { statusCode: 401, header: { 'Www-Authenticate': 'getPhoneNumber' }, data: {} };
    }
    return { statusCode: 200, header: {}, data: { url } };
  }

  function send(options) {
    const task = { abort: () => {}, onHeadersReceived: (listener) => (task.listener = listener) };
    const { success, fail } = options;
    if (options.url.includes('/broken')) {
      soon(fail, { errMsg: `request:fail ${options.url}` });
    } else if (!options.url.includes('/never')) {
      const { header, ...rest } = answer(options);
      soon(() => {
        if (task.listener) task.listener({ header });
        success({ header, ...rest });
      });
    }
    return task;
  }

  return {
    /** Nobody has a number any more. */
    forgetPhone: () => (hasPhone = false),
    wx: {
      request: send,
      uploadFile: send,
      downloadFile: send,
      login: (options) => ok(options, { code: `code-${count}` }),
      getStorage: ({ fail }) => soon(fail, {}),
      setStorage: (options) => ok(options),
      getSetting: (options) => ok(options, { authSetting: {} }),
      getPrivacySetting: (options) => ok(options, { needAuthorization: false }),
      navigateTo: (options) => {
        pages = [...pages, page(options.url.slice(1))];
        ok(options);
      },
      navigateBack: (options) => {
        pages = pages.slice(0, 1);
        ok(options);
      },
      getAppBaseInfo: () => ({ SDKVersion: '3.8.12' }),
      getDeviceInfo: () => ({ platform: 'ios' }),
      getCurrentPages: () => pages,
      now: () => (now += 1),
      setTimeout: (callback) => {
        count += 1;
        timers.set(count, callback);
        return count;
      },
      clearTimeout: (id) => timers.delete(id),
    },
    timers,
  };
}

const page = (route) => ({ route, options: {} });

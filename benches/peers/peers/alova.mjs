import { createAlova } from 'alova';
import { createServerTokenAuthentication } from 'alova/client';
import { wxLogin } from './login.mjs';

export const alova = {
  name: 'alova',
  how: '`createServerTokenAuthentication` of `alova/client` with `refreshTokenOnSuccess`, an adapter over `wx.request`, the login as a method of the role `refreshToken`',

  open({ wx, base, token }) {
    let current = token;
    const { onAuthRequired, onResponseRefreshToken } = createServerTokenAuthentication({
      assignToken: (method) => {
        if (current) method.config.headers.Authorization = `Bearer ${current}`;
      },
      refreshTokenOnSuccess: {
        isExpired: (response) => response.statusCode === 401 || response.data?.code === -1,
        handler: async () => {
          const login = instance.Post('/login', { code: await wxLogin(wx) });
          login.meta = { authRole: 'refreshToken' };
          current = (await login).data.token;
        },
      },
    });
    const instance = createAlova({
      baseURL: base,
      cacheFor: null,
      requestAdapter: adapter(wx),
      beforeRequest: onAuthRequired(),
      responded: onResponseRefreshToken((response) => {
        if (response.statusCode < 400) return response;
        throw Object.assign(new Error(response.errMsg), { response });
      }),
    });
    return async (path, { method = 'GET', header, data }) => {
      const config = { headers: { ...header } };
      const response = await (method === 'GET'
        ? instance.Get(path, config)
        : instance.Post(path, data, config));
      return response.data;
    };
  },
};

/** As alova's guide to adapters has it, and its adapters for uni-app and Taro do it. */
const adapter =
  (wx) =>
  ({ url, type, data, headers }) => {
    let task;
    const response = new Promise((success, fail) => {
      task = wx.request({ url, method: type, data, header: headers, success, fail });
    });
    return {
      response: () => response,
      headers: () => response.then(({ header }) => header),
      abort: () => task.abort(),
    };
  };

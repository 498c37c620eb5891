import axios, { AxiosError } from 'axios';
import { createAuthRefresh } from 'axios-auth-refresh';
import { wxLogin } from './login.mjs';

export const axiosAuthRefresh = {
  name: 'axios-auth-refresh',
  how: '`createAuthRefresh` on an instance of axios, which adds the token in a request interceptor, with an adapter over `wx.request`; for S10, `shouldRefresh` and an interceptor that makes an error of the code',

  open({ wx, base, token }) {
    let current = token;
    const config = { baseURL: base, adapter: adapter(wx) };
    const instance = axios.create(config);
    instance.interceptors.request.use((request) => {
      if (current) request.headers.Authorization = `Bearer ${current}`;
      return request;
    });
    instance.interceptors.response.use((response) => {
      if (response.data?.code !== -1) return response;
      const { config, request } = response;
      throw new AxiosError('expired', 'ERR_BAD_REQUEST', config, request, response);
    });
    createAuthRefresh(
      instance,
      async (failed) => {
        const { data } = await axios.post('/login', { code: await wxLogin(wx) }, config);
        current = data.token;
        failed.response.config.headers.Authorization = `Bearer ${current}`;
      },
      { shouldRefresh: ({ response }) => response?.status === 401 || response?.data?.code === -1 },
    );
    return async (url, { method, header, data }) =>
      (await instance.request({ url, method, headers: header, data })).data;
  },
};

/** As axios documents an adapter: settled by `validateStatus`. */
const adapter = (wx) => (config) =>
  new Promise((resolve, reject) => {
    wx.request({
      url: axios.getUri(config),
      method: config.method.toUpperCase(),
      data: config.data,
      header: config.headers.toJSON(),
      success({ data, statusCode: status, header: headers }) {
        const response = { data, status, statusText: '', headers, config, request: null };
        if (config.validateStatus(status)) resolve(response);
        else reject(new AxiosError(`status ${status}`, 'ERR_BAD_REQUEST', config, null, response));
      },
      fail: ({ errMsg }) => reject(new AxiosError(errMsg, AxiosError.ERR_NETWORK, config)),
    });
  });

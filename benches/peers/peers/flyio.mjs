import { createRequire } from 'node:module';
import { wxLogin } from './login.mjs';

export const flyio = {
  name: 'flyio',
  how: 'its build for WeChat; the request interceptor of its README, which locks the instance and fetches the token where there is none; a response interceptor that forgets the token at 401 and requests again',

  open({ wx, base, token }) {
    const Fly = createRequire(import.meta.url)('flyio/dist/npm/wx');
    let current = token;
    const fly = new Fly();
    const tokenFly = new Fly();
    fly.config.baseURL = base;
    tokenFly.config.baseURL = base;
    const expired = (request) => {
      current = undefined;
      return fly.request(request);
    };
    fly.interceptors.request.use((request) => {
      if (current) {
        request.headers.Authorization = `Bearer ${current}`;
        return request;
      }
      fly.lock();
      return wxLogin(wx)
        .then((code) => tokenFly.post('/login', { code }))
        .then(({ data }) => {
          current = data.token;
          request.headers.Authorization = `Bearer ${current}`;
          return request;
        })
        .finally(() => fly.unlock());
    });
    fly.interceptors.response.use(
      (response) => (response.data?.code === -1 ? expired(response.request) : response),
      (error) => (error.status === 401 ? expired(error.request) : Promise.reject(error)),
    );
    return async (path, { method = 'GET', header, data }) =>
      (await fly.request(path, data, { method, headers: { ...header } })).data;
  },
};

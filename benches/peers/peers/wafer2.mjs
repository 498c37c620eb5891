import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const wafer2 = {
  name: 'wafer2-client-sdk',
  how: '`setLoginUrl` and `request`, against a server that speaks its headers and bodies',

  dialect: {
    token: (header) => header['x-wx-skey'],
    grant: (skey) => ({ code: 0, data: { skey, userinfo: {} } }),
  },

  open({ base, token }) {
    const qcloud = require('wafer2-client-sdk');
    if (token) qcloud.Session.set({ skey: token });
    qcloud.setLoginUrl(`${base}/login`);
    return (path, options) =>
      new Promise((resolve, reject) => {
        const success = ({ data }) => resolve(data);
        qcloud.request({ ...options, url: base + path, success, fail: reject });
      });
  },
};

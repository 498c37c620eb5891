import { createRequire } from 'node:module';

export const mpReq = {
  name: 'mp-req',
  how: '`init` with the `code2sessionId` and `isSessionAvailable` of its README, against a server that says no with 200 and a code, the only refusal that it knows',
  // It isn't published to npm.
  source: 'github:wxlite-plus/mp-req#7ccb0d533d0b18df68279b7089fc17015a2fda40',
  skips: { S6: 'knows no 401' },

  dialect: {
    token: (header) => header.sessionid,
    refuse: () => ({ status: 200, body: { code: 3000 } }),
    refuseInBody: () => ({ status: 200, body: { code: 3000 } }),
    grant: (sessionId) => ({ code: 0, data: { sessionId } }),
  },

  open({ wx, base, token }) {
    if (token) wx.setStorageSync('mp-req-session-id', token);
    const req = createRequire(import.meta.url)('mp-req');
    req.init({
      apiUrl: base,
      code2sessionId: (code) =>
        new Promise((resolve, reject) => {
          wx.request({
            url: `${base}/login`,
            method: 'POST',
            data: { code },
            success(result) {
              if (result.data && result.data.code === 0) resolve(result.data.data.sessionId);
              else reject(result);
            },
            fail: reject,
          });
        }),
      isSessionAvailable: ({ code }) => code !== 3000,
    });
    let ask;
    req.use({ install: (_, request) => (ask = request) });
    return (path, options) => ask({ ...options, url: base + path });
  },
};

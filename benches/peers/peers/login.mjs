/** `wx.login` as a promise of its code: what the users of every peer but the WeChat ones write. */
export const wxLogin = (wx) =>
  new Promise((resolve, reject) =>
    wx.login({ success: ({ code }) => resolve(code), fail: reject }),
  );

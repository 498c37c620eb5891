/** @type {Record<string, string>} */
const WORDS = {
  abandoned: '还没有验证',
  loggedOut: '已退出登录',
  loginFailed: '登录没有成功',
  loginRejected: '登录没有成功',
  loginTimedOut: '登录没有成功',
  network: '网络不通',
  noQuota: '验证次数用完了，请稍后再来',
  refused: '你没有同意',
  stepRequired: '还要验证',
  unavailable: '这里不能登录，请打开小程序',
};

/**
 * What to tell the user of an error of weapp-auth.
 *
 * @param {any} error
 */
exports.explain = (error) => WORDS[error.code] || '出了点问题';

/**
 * How WeChat's API says no: status 200, and a number
 * (https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html).
 */
export const ERRORS = {
  busy: { errcode: -1, errmsg: 'system error' },
  invalidCredential: { errcode: 40001, errmsg: 'invalid credential, access_token is invalid' },
  invalidGrantType: { errcode: 40002, errmsg: 'invalid grant_type' },
  invalidOpenid: { errcode: 40003, errmsg: 'invalid openid' },
  invalidAppid: { errcode: 40013, errmsg: 'invalid appid' },
  invalidCode: { errcode: 40029, errmsg: 'invalid code' },
  invalidSecret: { errcode: 40125, errmsg: 'invalid appsecret' },
  usedCode: { errcode: 40163, errmsg: 'code been used' },
  blockedUser: { errcode: 40226, errmsg: 'code blocked' },
  missingAccessToken: { errcode: 41001, errmsg: 'access_token missing' },
  expiredAccessToken: { errcode: 42001, errmsg: 'access_token expired' },
  tooOften: {
    errcode: 45011,
    errmsg: 'api minute-quota reach limit, must slower, retry next minute',
  },
};

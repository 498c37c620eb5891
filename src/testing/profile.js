/** What everybody's profile has been reduced to, step by step, since 2021-04-28. */
const GREY = {
  nickName: '微信用户',
  avatarUrl:
    'https://thirdwx.qlogo.cn/mmopen/vi_32/POgEwh4mIHO4nibH0KlMECNjjGxQUq24ZEaGT4poC6icRiccVGKSyXwibcPq4BWmiaIGuG1icwxaQX6grC9VemZoJ8rg/132',
  gender: 0,
  language: '',
  city: '',
  province: '',
  country: '',
};

/**
 * A user's data as `wx.getUserInfo`, `wx.getUserProfile` and the button getUserInfo give it.
 *
 * @param {'grey' | 'real'} which grey: avatar and nickname of nobody; real: the person's own
 * @param {boolean} [ids] whether the encrypted part has openId and unionId (not getUserProfile's)
 */
export function userData(which, { person, wechat }, ids) {
  const { nickName, avatarUrl } = person;
  const userInfo = Object.assign({}, GREY, which === 'real' && { nickName, avatarUrl });
  const rawData = JSON.stringify(userInfo);
  const { openid, unionid } = person.profile();
  const secret = Object.assign(
    {},
    userInfo,
    ids && { openId: openid },
    ids && unionid && { unionId: unionid },
  );
  return Object.assign(
    { userInfo, rawData, signature: `signature-of-${rawData.length}`, cloudID: 'cloud-id' },
    wechat.encrypt(secret),
  );
}

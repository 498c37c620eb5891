/**
 * Who holds the device: a WeChat account, and what it has said to this mini-program.
 *
 * @param {object} [given]
 */
export function createPerson(given) {
  let last = 0;
  const person = Object.assign(
    {
      nickName: '昵称',
      avatarUrl: 'https://thirdwx.qlogo.cn/mmopen/vi_32/example/132',
      phoneNumber: '12000000001',
      /** Whether the app is bound to an open platform account, so that code2Session has a unionid. */
      bound: true,
      /** As `wx.getSetting` tells: a scope that was never asked for is absent. */
      setting: {},
      /** Whether the app has declared what it collects, so that the agreement is needed. */
      privacyDeclared: false,
      privacyAgreed: false,
    },
    given,
    {
      /** Another account at this device, with nothing said yet. */
      change(other) {
        last += 1;
        person.account = last;
        Object.assign(person, { setting: {}, privacyAgreed: false }, other);
      },
      /** The account, as WeChat's servers know it. */
      profile: () => ({
        openid: `openid-${person.account}`,
        unionid: person.bound ? `unionid-${person.account}` : null,
        nickName: person.nickName,
        phoneNumber: person.phoneNumber,
      }),
      /** Whether the agreement stands in the way. */
      needsPrivacy: () => person.privacyDeclared && !person.privacyAgreed,
    },
  );
  person.account = 0;
  person.change({ setting: person.setting, privacyAgreed: person.privacyAgreed });
  return person;
}

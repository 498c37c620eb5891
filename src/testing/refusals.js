/**
 * The ways in which the phone button is reported to say that it won't: what it means, and the
 * `detail` of the event. Reports of developers, in several spellings each; the platform documents
 * the numbers 104, 112 and 1400001 only.
 */
export const PHONE_REFUSALS = {
  refused: [
    { errMsg: 'getPhoneNumber:fail user deny' },
    { errMsg: 'getPhoneNumber:fail:user deny' },
    { errMsg: 'getPhoneNumber:user deny' },
    { errMsg: 'getPhoneNumber:fail:user denied' },
    { errMsg: 'getPhoneNumber:fail:user cancel' },
    { errMsg: 'getPhoneNumber:fail user cancel' },
    { errMsg: 'getPhoneNumber:fail:cancel to bind phone' },
    { errMsg: 'getPhoneNumber:fail:cancel to confirm login' },
  ],
  // What it means is the number's to say; the text is made up.
  noQuota: [{ errMsg: 'getPhoneNumber:fail no quota', errno: 1400001 }],
  unavailable: [
    { errMsg: 'getPhoneNumber:fail no permission' },
    { errMsg: 'getPhoneNumber:fail 该 appid 没有权限' },
    { errMsg: 'getPhoneNumber:fail jsapi has no permission, event_id=1' },
    { errMsg: 'getPhoneNumber:fail:access denied' },
    // Seen of other functions; put together for this one.
    {
      errMsg: 'getPhoneNumber:fail api scope is not declared in the privacy agreement',
      errno: 112,
    },
  ],
  privacyNotAgreed: [
    { errMsg: 'getPhoneNumber:fail privacy permission is not authorized', errno: 104 },
  ],
  // A yes that brings nothing, and something nobody has seen.
  malformed: [{ errMsg: 'getPhoneNumber:ok' }, {}],
};

/** The same for the other open types. `chooseAvatar:fail cancel` is seen in `detail`. */
export const OTHER_REFUSALS = {
  chooseAvatar: { refused: [{ errMsg: 'chooseAvatar:fail cancel' }] },
  getUserInfo: { refused: [{ errMsg: 'getUserInfo:fail auth deny' }] },
};

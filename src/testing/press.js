import { userData } from './profile.js';
import { OTHER_REFUSALS, PHONE_REFUSALS } from './refusals.js';
import { OPEN_TYPE_SINCE } from './since.js';

const COUPLED = 'getPhoneNumber|agreePrivacyAuthorization';

/** From this base library on, the agreement stands before what it covers. */
const PRIVACY_SINCE = '2.32.3';

/** What the agreement covers, as far as buttons go (user-privacy/PrivacyAuthorize.html). */
const COVERED = /PhoneNumber|chooseAvatar/;

/** The number is documented; the text is the phone button's, and for others put together after it. */
function notAgreed(openType) {
  const api = /PhoneNumber/.test(openType) ? 'getPhoneNumber' : openType;
  return { errMsg: `${api}:fail privacy permission is not authorized`, errno: 104 };
}

/**
 * A person presses a button with an `open-type` and answers what it asks.
 *
 * @param {object} parts
 * @returns {(openType: string, answer?: string | object) => object | null} the event
 * `{ type, detail }` as a page's handler gets it; `null` where this button gives none
 */
export function createPress({ device, person, privacy, wechat, files, options }) {
  const GRANTED = {
    agreePrivacyAuthorization: agree,
    chooseAvatar: avatar,
    getPhoneNumber: phone,
    [COUPLED]: phone,
    getRealtimePhoneNumber: phone,
    getUserInfo: () =>
      Object.assign({ errMsg: 'getUserInfo:ok' }, userData('grey', { person, wechat }, true)),
    openSetting: () => ({
      errMsg: 'openSetting:ok',
      authSetting: Object.assign({}, person.setting),
    }),
  };

  function agree() {
    person.privacyAgreed = true;
    return { errMsg: 'agreePrivacyAuthorization:ok' };
  }

  function avatar() {
    const avatarUrl = files.newPath('avatar');
    files.write(avatarUrl, 'an image');
    // Documented with avatarUrl only.
    return { avatarUrl };
  }

  function phone() {
    const { phoneNumber } = person;
    const secret = { phoneNumber, purePhoneNumber: phoneNumber, countryCode: '86' };
    return Object.assign(
      { errMsg: 'getPhoneNumber:ok' },
      wechat.hasSession() && wechat.encrypt(secret),
      device.isFrom('2.21.2') && { code: wechat.phoneCode() },
    );
  }

  function detailOf(openType, answer) {
    if (answer && typeof answer === 'object') {
      return answer;
    }
    const asksForNumber = /^get\w*PhoneNumber/.test(openType);
    if (openType === COUPLED && answer !== 'privacyNotAgreed') {
      agree();
    }
    if (answer === undefined || answer === 'granted') {
      return COVERED.test(openType) && !passesPrivacy() ? notAgreed(openType) : GRANTED[openType]();
    }
    const refusals = asksForNumber ? PHONE_REFUSALS : OTHER_REFUSALS[openType] || {};
    if (!refusals[answer]) {
      throw new TypeError(`a button with open-type ${openType} does not answer '${answer}'`);
    }
    return refusals[answer][0];
  }

  /**
   * The agreement is asked for first: by WeChat's own window, to which this person says yes, or by
   * the app's listener. That one takes its time, so the first press comes to nothing.
   */
  function passesPrivacy() {
    if (device.isFrom(PRIVACY_SINCE) && person.needsPrivacy()) {
      if (privacy.listener) {
        privacy.ask(null);
        return false;
      }
      agree();
    }
    return true;
  }

  return function press(openType, answer) {
    if (!OPEN_TYPE_SINCE[openType]) {
      throw new TypeError(`the fake knows no open-type '${openType}'`);
    }
    if (!device.isFrom(OPEN_TYPE_SINCE[openType])) {
      return null;
    }
    const detail = Object.assign({}, detailOf(openType, answer));
    if (detail.errno !== undefined && !device.isFrom('2.24.0')) {
      delete detail.errno;
    }
    const type = openType.split('|')[0].toLowerCase();
    // Skyline has nested what a button brings (WeChat 8.0.48 with base library 3.4.0; community).
    return { type, detail: options.skyline ? { detail } : detail };
  };
}

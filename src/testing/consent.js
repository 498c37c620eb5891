import { userData } from './profile.js';

/** The texts that the platform answers with where the user has said no. */
const DENIED = 'fail auth deny';
const NO_TAP = 'fail can only be invoked by user TAP gesture.';

/**
 * The functions of `wx` that ask a person, or tell what the person has said.
 *
 * @param {object} parts
 * @param {(question: string) => unknown} parts.ask what the person answers: `'granted'`,
 * `'refused'` or a promise of either
 * @param {{ inTap: boolean }} parts.tapping
 */
export function consentApis({ calls, device, person, wechat, ask, tapping, privacy }) {
  const scopes = () => Object.assign({}, person.setting);

  function say(api, text, errno) {
    throw Object.assign({ errMsg: `${api}:${text}` }, errno === undefined ? {} : { errno });
  }

  /** Only in a tap, and only while its own script runs: a promise in between loses it. */
  function requireTap(api) {
    if (!tapping.inTap) {
      say(api, NO_TAP);
    }
  }

  async function asked(api, question) {
    if ((await ask(question)) !== 'granted') {
      say(api, DENIED);
    }
  }

  return {
    getSetting: calls.later('getSetting', () => ({ authSetting: scopes() })),
    openSetting: calls.later('openSetting', async () => {
      if (device.isFrom('2.3.0')) {
        requireTap('openSetting');
      }
      await ask('openSetting');
      return { authSetting: scopes() };
    }),
    authorize: calls.later('authorize', async ({ scope }) => {
      if (person.setting[scope] === undefined) {
        person.setting[scope] = (await ask(scope)) === 'granted';
      }
      if (!person.setting[scope]) {
        say('authorize', DENIED);
      }
    }),
    getUserInfo: calls.later('getUserInfo', ({ withCredentials = true }) => {
      if (person.setting['scope.userInfo'] === false) {
        say('getUserInfo', DENIED);
      }
      const data = userData('grey', { person, wechat }, true);
      return withCredentials && wechat.hasSession()
        ? data
        : { userInfo: data.userInfo, rawData: data.rawData };
    }),
    getUserProfile: calls.later('getUserProfile', ({ desc }) => {
      requireTap('getUserProfile');
      if (typeof desc !== 'string' || desc === '') {
        // The words of the platform's check of parameters, from memory.
        say(
          'getUserProfile',
          'fail parameter error: parameter.desc should be String instead of Undefined;',
        );
      }
      // Retired 2022-11-08; libraries below 2.27.1 still give real data (announcement of 2022-11).
      const which = device.isFrom('2.27.1') ? 'grey' : 'real';
      return asked('getUserProfile', 'getUserProfile').then(() =>
        userData(which, { person, wechat }, false),
      );
    }),
    getPrivacySetting: calls.later('getPrivacySetting', () => ({
      needAuthorization: person.needsPrivacy(),
      privacyContractName: '《用户隐私保护指引》',
    })),
    openPrivacyContract: calls.later('openPrivacyContract', () => {}),
    requirePrivacyAuthorize: calls.later('requirePrivacyAuthorize', async () => {
      if (person.needsPrivacy() && !(await privacy.ask('requirePrivacyAuthorize'))) {
        // The texts differ from api to api in reports; the number doesn't.
        say('requirePrivacyAuthorize', 'fail privacy permission is not authorized', 104);
      }
    }),
    onNeedPrivacyAuthorization: (listener) => {
      calls.note('onNeedPrivacyAuthorization', listener);
      privacy.listener = listener;
    },
  };
}

/**
 * How the privacy agreement is asked for: by the app's own listener, of which the last one counts,
 * or by the platform's window
 * (https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html).
 */
export function createPrivacy({ person, ask, run }) {
  const privacy = {
    listener: null,
    async ask(referrer) {
      if (privacy.listener) {
        const answer = await new Promise((resolve) => {
          run(
            privacy.listener,
            ({ event }) => event !== 'exposureAuthorization' && resolve(event),
            {
              referrer,
            },
          );
        });
        person.privacyAgreed = answer === 'agree';
      } else {
        person.privacyAgreed = (await ask('privacy')) === 'granted';
      }
      return person.privacyAgreed;
    },
  };
  return privacy;
}

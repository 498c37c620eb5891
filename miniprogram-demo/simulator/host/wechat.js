/** WeChat's client, as far as it has to do with its servers: the stand-in of server/wechat/. */
import { relay } from './transport.js';

/** The stand-in's origin; the simulator's server knows where it is. */
const ORIGIN = 'https://wechat.invalid';

/**
 * What the stand-in's client side answers: the result of a `wx` call, or an event's detail.
 *
 * @param {string} what
 * @param {{ person?: string }} about
 */
export async function askWeChat(what, about) {
  const header = { 'content-type': 'application/json' };
  const body = JSON.stringify(about);
  const answer = await relay(`${ORIGIN}/fake/${what}`, 'POST', header, body);
  if (answer.failure || answer.status !== 200) {
    throw new Error(`WeChat's stand-in: ${answer.failure ?? answer.body}`);
  }
  return JSON.parse(answer.body);
}

/**
 * The functions of `wx` that need WeChat's servers, and a few that pages use besides.
 *
 * @param {object} parts
 * @param {object} parts.settings
 * @param {import('./windows.js').Windows} parts.windows
 * @param {(sent: object) => object} parts.note hears of each `wx.login`
 */
export function weChatApis({ settings, windows, note }) {
  const ask = (what, about) => askWeChat(what, { person: settings.person, ...about });
  return {
    login: later('login', async () => {
      const line = note({ method: 'wx', url: 'wx.login' });
      if (settings.login === 'hangs') {
        await new Promise(() => {});
      }
      if (settings.login === 'fails') {
        line.end({ failure: 'login:fail' });
        throw { errMsg: 'login:fail system error', errno: 600001 };
      }
      const answer = await ask('login');
      line.end({ status: 'ok' });
      return answer;
    }),
    checkSession: later('checkSession', async () => {
      const answer = await ask('check-session');
      if (!answer.errMsg.endsWith(':ok')) {
        throw answer;
      }
      return answer;
    }),
    getUserInfo: later('getUserInfo', () => ask('user-info')),
    getUserProfile: later('getUserProfile', async () => {
      if ((await windows.ask('userProfile')) !== 'granted') {
        throw { errMsg: 'getUserProfile:fail auth deny' };
      }
      return { ...(await ask('user-info')), errMsg: 'getUserProfile:ok' };
    }),
    requestPayment: later('requestPayment', async (options) => {
      const isPaid = (await windows.ask('payment')) === 'granted';
      const tradeState = isPaid ? 'SUCCESS' : 'NOTPAY';
      const answer = await askWeChat('payment', { package: options.package, tradeState });
      if (!isPaid) {
        throw answer;
      }
      return answer;
    }),
    setClipboardData: later('setClipboardData', async ({ data }) => {
      await navigator.clipboard.writeText(data);
      windows.say('内容已复制');
    }),
    showToast: later('showToast', async ({ title }) => windows.say(title)),
  };
}

/** A function as `wx` has them: callbacks, or a promise where there are none. */
function later(api, perform) {
  return (options = {}) => {
    const { success, fail, complete } = options;
    const result = perform(options).then((given) => ({ errMsg: `${api}:ok`, ...given }));
    if (!success && !fail && !complete) {
      return result;
    }
    result.then(
      (given) => [success, complete].forEach((callback) => callback?.(given)),
      (error) => [fail, complete].forEach((callback) => callback?.(error)),
    );
    return undefined;
  };
}

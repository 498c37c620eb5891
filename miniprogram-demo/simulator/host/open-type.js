/** What comes of a tap on a button with an `open-type`. */
import { askWeChat } from './wechat.js';

const COUPLED = 'getPhoneNumber|agreePrivacyAuthorization';
const SIZE = 96;

/**
 * @param {{ fake: object, settings: object, windows: import('./windows.js').Windows }} parts
 * @returns {(openType: string) => Promise<{ type: string, detail: object }[]>} its events
 */
export function createOpenTypes({ fake, settings, windows }) {
  const answers = {
    getPhoneNumber: () => asked('getPhoneNumber', phoneNumber),
    getUserInfo: () =>
      asked('getUserInfo', () => askWeChat('user-info', { person: settings.person })),
    chooseAvatar,
    async openSetting() {
      await windows.ask('openSetting');
      return fake.press('openSetting').detail;
    },
  };

  async function asked(openType, granted) {
    const isYes = (await windows.ask(openType)) === 'granted';
    return isYes ? granted() : fake.press(openType, 'refused').detail;
  }

  async function phoneNumber() {
    const { code, ...detail } = await askWeChat('phone-number', { person: settings.person });
    return fake.device.isFrom('2.21.2') ? { ...detail, code } : detail;
  }

  async function chooseAvatar() {
    const colour = await windows.chooseAvatar();
    if (!colour) {
      return fake.press('chooseAvatar', 'refused').detail;
    }
    const avatarUrl = `${fake.files.newPath('avatar')}.png`;
    fake.files.write(avatarUrl, await paintAvatar(colour));
    return { avatarUrl };
  }

  return async function press(openType) {
    // Whether this base library has it, and whether the privacy agreement stands before it.
    const event = fake.press(openType);
    if (!event) {
      return [];
    }
    const name = openType === COUPLED ? 'getPhoneNumber' : openType;
    const isStopped = /:fail/.test(event.detail.errMsg ?? '');
    const detail = isStopped || !answers[name] ? event.detail : await answers[name]();
    const agreed = { type: 'agreeprivacyauthorization', detail: {} };
    return [...(openType === COUPLED ? [agreed] : []), { type: event.type, detail }];
  };
}

function paintAvatar(colour) {
  const canvas = new OffscreenCanvas(SIZE, SIZE);
  const context = canvas.getContext('2d');
  context.fillStyle = colour;
  context.fillRect(0, 0, SIZE, SIZE);
  context.fillStyle = '#fffc';
  context.arc(SIZE / 2, SIZE * 0.38, SIZE * 0.18, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  context.arc(SIZE / 2, SIZE * 1.02, SIZE * 0.4, 0, 2 * Math.PI);
  context.fill();
  return canvas.convertToBlob({ type: 'image/png' });
}

/** What a person can change of the world, and how each change is said. */
import { create } from '../host/dom.js';

/** By the setting's name: what it is, and its values with their words. */
const CONTROLS = {
  platform: {
    words: '平台（响应头的写法）',
    values: { ios: 'iOS', android: 'Android', ohos: 'HarmonyOS', devtools: '开发者工具' },
  },
  casing: {
    words: '服务器怎么写响应头',
    values: Object.fromEntries(
      ['WWW-Authenticate', 'Www-Authenticate', 'www-authenticate', 'WWW-AUTHENTICATE'].map(
        (name) => [name, name],
      ),
    ),
  },
  baseLibrary: {
    words: '基础库',
    values: Object.fromEntries(
      ['3.8.12', '2.33.1', '2.27.1', '2.21.1', '2.13.0'].map((version) => [version, version]),
    ),
    restarts: true,
  },
  person: { words: '谁拿着手机（下次登录起）', values: { first: '甲', second: '乙' } },
  answer: {
    words: '微信的弹窗',
    values: { asks: '由我来点', agrees: '总是同意', refuses: '总是拒绝' },
  },
  login: { words: 'wx.login', values: { works: '正常', fails: '失败', hangs: '不回来' } },
  network: { words: '网络', values: { good: '正常', slow: '慢（3 秒）', offline: '断开' } },
  clock: { words: '手机的时钟', values: { 0: '准', '-1': '慢一小时', 1: '快一小时' } },
  privacy: { words: '先要同意隐私协议' },
  storageFull: { words: '存储已满' },
  singlePage: { words: '朋友圈单页模式', restarts: true },
};

/**
 * @param {HTMLFormElement} form
 * @param {{ settings: object, set(changes: object, restarts: boolean): void }} world
 */
export function showControls(form, { settings, set }) {
  const fields = Object.entries(CONTROLS).map(([name, { words, values, restarts = false }]) => {
    const label = create('label');
    const control = values
      ? create('select', { name })
      : create('input', { type: 'checkbox', name, checked: settings[name] });
    if (values) {
      const options = Object.entries(values).map(([value, text]) => new Option(text, value));
      control.append(...options);
      control.value = String(settings[name]);
    }
    control.onchange = () => {
      const value = values ? control.value : control.checked;
      set({ [name]: typeof settings[name] === 'number' ? Number(value) : value }, restarts);
    };
    label.append(create('span', { textContent: words }), control);
    label.className = values ? '' : 'check';
    return label;
  });
  form.replaceChildren(...fields);
}

/** WeChat's own windows over a page: what it asks the person, and toasts. */
import { create } from './dom.js';

/** What each window says. */
const QUESTIONS = {
  chooseAvatar: { title: '选择头像', words: '选一个头像', no: '取消' },
  getPhoneNumber: { title: '申请使用你的手机号', words: '以便验证你的身份', yes: '允许' },
  getUserInfo: { title: '获取你的昵称、头像', words: '用于完善资料', yes: '允许' },
  userProfile: { title: '获取你的昵称、头像', words: '用于完善会员资料', yes: '允许' },
  privacy: { title: '用户隐私保护提示', words: '使用前请阅读《用户隐私保护指引》', yes: '同意' },
  payment: { title: '微信支付', words: '确认支付吗？不会扣真的钱', yes: '确认支付', no: '取消' },
  openSetting: { title: '设置', words: '头像、昵称：允许使用', yes: '返回', no: '关闭' },
  showModal: { title: '提示', words: '', yes: '确定', no: '取消' },
};

const TOAST = 1500;
const AVATARS = ['#5d9678', '#c39058', '#7c8fb8', '#b8674f'];

export class Windows {
  /** @param {{ phone: HTMLElement, settings: { answer: 'asks' | 'agrees' | 'refuses' } }} parts */
  constructor({ phone, settings }) {
    this.settings = settings;
    this.sheet = create('dialog', { className: 'sheet' });
    this.toast = create('output', { className: 'toast', hidden: true });
    phone.append(this.sheet, this.toast);
  }

  /**
   * Asks the person, or answers for them if the panel says so.
   *
   * @returns {Promise<'granted' | 'refused'>}
   */
  async ask(question, { title, content } = {}) {
    const { answer } = this.settings;
    if (answer !== 'asks') {
      return answer === 'agrees' ? 'granted' : 'refused';
    }
    const asked = QUESTIONS[question] ?? { title: question, words: '', yes: '允许' };
    const buttons = [
      { text: asked.no ?? '不允许', value: 'refused' },
      { text: asked.yes, value: 'granted' },
    ];
    return this.open(title ?? asked.title, content ?? asked.words, buttons);
  }

  /** @returns {Promise<string | null>} the chosen avatar's colour; `null`: none was chosen */
  async chooseAvatar() {
    const { answer } = this.settings;
    if (answer !== 'asks') {
      return answer === 'agrees' ? AVATARS[0] : null;
    }
    const { title, words, no } = QUESTIONS.chooseAvatar;
    const avatars = AVATARS.map((colour) => ({ colour, value: colour }));
    const chosen = await this.open(title, words, [...avatars, { text: no, value: '' }]);
    return chosen || null;
  }

  open(title, words, buttons) {
    return new Promise((resolve) => {
      const choose = (value) => {
        this.sheet.close();
        resolve(value);
      };
      const row = create('div', { className: 'answers' });
      row.append(
        ...buttons.map(({ text, colour, value }) => {
          const button = create('button', { textContent: text ?? '', value });
          button.className = colour ? 'avatar' : value === 'granted' ? 'yes' : 'no';
          button.style.background = colour ?? '';
          button.onclick = () => choose(value);
          return button;
        }),
      );
      this.sheet.replaceChildren(
        create('h2', { textContent: title }),
        create('p', { textContent: words }),
        row,
      );
      this.sheet.oncancel = () => choose(buttons.find(({ colour }) => !colour).value);
      this.sheet.showModal();
    });
  }

  say(text) {
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.toast.hidden = true;
    }, TOAST);
  }
}

import { same, texts } from './texts.js';

// Not `import`: the bundler's helper for modules outside the bundle is as large as this component.
const { find } = require('../registry.js');

/** What is known of an Auth that has just been found. It is no data: the view needs none of it. */
const NOTHING = {
  view: {},
  button: {},
  chosen: null,
  nickName: '',
  missing: '',
  asked: '',
  error: '',
};

/** What of a view says that a step is done. */
const FLAGS = { userInfo: 'hasUserInfo', phoneNumber: 'hasPhoneNumber' };

Component({
  options: { multipleSlots: true },
  externalClasses: ['button-class', 'hint-class', 'input-class', 'error-class', 'avatar-class'],
  properties: {
    name: String,
    step: String,
    disabled: Boolean,
    lang: String,
    texts: Object,
    ariaLabel: String,
  },
  observers: {
    'name, step'() {
      this.follow();
    },
    'lang, texts'() {
      if (this.isAttached) this.speak();
    },
  },
  lifetimes: {
    attached() {
      Object.assign(this, NOTHING, { isAttached: true, isHidden: false });
      this.speak();
      this.follow();
    },
    detached() {
      this.isAttached = false;
      this.leave();
    },
  },
  pageLifetimes: {
    show() {
      const isBack = this.isHidden;
      this.isHidden = false;
      this.follow(isBack);
      // Now its page is on top for certain.
      if (this.entry) this.page = this.entry.here();
    },
    hide() {
      this.follow();
      this.isHidden = true;
      if (this.entry) this.entry.hidden(this.page);
    },
  },
  methods: {
    /**
     * Finds the Auth, which may be another one than before, and offers it the step: anew when the
     * page is back, since the step offered last counts, and not while the page is hidden.
     */
    follow(isBack) {
      // Also after `detached` a call may answer, and a page may be shown.
      if (!this.isAttached) return;
      const { name, step } = this.data;
      const entry = find(name) || null;
      if (entry !== this.entry) {
        this.leave();
        Object.assign(this, NOTHING, { entry, offered: '' });
        if (entry) {
          this.page = entry.here();
          this.unwatch = entry.auth.watch((view) => this.entry === entry && this.see(view));
        } else {
          const which = name ? `named '${name}'` : 'or several, and no name is given';
          this.draw();
          this.report({ code: 'noAuth', message: `there is no living Auth ${which}` });
        }
      }
      if (entry && (isBack ? step : step !== this.offered && !(step && this.isHidden))) {
        this.offered = step;
        entry.offer(step || null, this);
      }
    },
    /** Takes leave of an Auth: whoever waits for its button would wait in vain. */
    leave() {
      const { entry, offered } = this;
      this.entry = undefined;
      if (!entry) return;
      try {
        this.unwatch();
        if (offered) entry.offer(null, this);
        entry.auth.abandon();
      } catch {
        // It has been disposed of, and nobody waits.
      }
    },
    see(view) {
      const last = this.view;
      if (view.step !== last.step) Object.assign(this, NOTHING);
      this.view = view;
      // The button stays while a look-up runs: what it has opened would answer nobody otherwise.
      this.button = view.button || this.button;
      const { code = '' } = view.error || {};
      const isNews = this.code !== code;
      this.code = code;
      // Logins in the background fail too, and nobody was asked for anything here.
      const asked = view.step || last.step;
      this.asked = asked;
      if (asked || isNews) this.error = asked ? code : '';
      this.draw();
      if (!last.status) return;
      const flag = FLAGS[last.step];
      const wasSent = last.status === 'authorizing' && view.status !== 'authorizing';
      if (view[flag] && (!last[flag] || (wasSent && !code))) {
        this.triggerEvent('done', { step: last.step });
      }
      if (asked && isNews && code) this.report(view.error);
    },
    report({ code, message }) {
      if (!this.isAttached) return;
      const step = this.asked || this.data.step || null;
      this.isReported = true;
      this.triggerEvent(code === 'refused' ? code : 'error', { code, message, step });
    },
    /** Chooses the language. */
    speak() {
      let { lang } = this.data;
      if (!own(texts, lang)) {
        // `Object()` knows no language, where nobody does.
        const { language } = (wx.getAppBaseInfo || wx.getSystemInfoSync || Object).call(wx);
        lang = /^(?!zh)./.test(language || '') ? 'en' : 'zh';
      }
      this.setData({ t: Object.assign({}, texts[lang], this.data.texts) });
      this.draw();
    },
    draw() {
      const { t, step: offered } = this.data;
      const { view } = this;
      const { guide = 'none', inputs = [], openType = '' } = this.button;
      const step = view.step || (view.busy && view[FLAGS[offered]] === false && offered);
      const form = inputs.includes('nickname');
      const link = /agreePrivacy/.test(openType) && !!wx.openPrivacyContract;
      const subject = guide !== 'none' ? guide : form ? 'confirm' : step;
      const code = this.missing || this.error;
      const next = {
        shown: !!step,
        busy: view.busy || !view.button,
        form,
        openType: form ? '' : openType || '',
        link,
        label: ('label' in t ? t.label : t[subject]) || '',
        hint: ('hint' in t ? t.hint : t[link ? 'privacyHint' : `${subject}Hint`]) || '',
        avatar: this.chosen ? inner(this.chosen.detail).avatarUrl : '',
        error: code && (own(t, code) || t[same[code]] || t.error),
      };
      // A view comes at every request, and most of them change nothing here.
      if (Object.keys(next).some((key) => next[key] !== this.data[key])) this.setData(next);
    },
    /**
     * Hands an event to the Auth, also when the component has gone meanwhile: the user has pressed,
     * and the event names its step. Only what may be a yes or a no to the step is reported.
     */
    answer(event, isVerdict, extra) {
      this.follow();
      const entry = find(this.data.name);
      if (!entry) return;
      this.isReported = false;
      entry.auth
        .answer(event, extra)
        .then(
          () => isVerdict && !this.isReported && this.view.error,
          (error) => error,
        )
        .then((error) => error && this.report(error));
    },
    onAnswer({ type, detail }) {
      const event = { type, detail };
      if (type === 'chooseavatar') {
        const isChosen = !!inner(detail).avatarUrl;
        if (isChosen) this.chosen = event;
        this.missing = '';
        this.draw();
        this.answer(event, !isChosen);
      } else if (type !== 'agreeprivacyauthorization') {
        this.answer(event, type !== 'opensetting');
      } else if (this.button.guide === 'agreePrivacy') {
        // A button that is coupled with the agreement has an answer besides, which says more.
        this.answer(event);
      }
    },
    onTap() {
      const { busy, disabled, t } = this.data;
      if (busy) return;
      if (disabled) return this.triggerEvent('disabledtap', { step: this.view.step });
      const { api } = this.button;
      if (!api) return;
      const type = api.toLowerCase();
      const tell = (detail) => this.answer({ type, detail }, true);
      // Leaving was a no already.
      this.call(api, t.desc).then(tell, (error) => this.isAttached && tell(error));
    },
    /** Calls an API as the Auth has it, which may be another one than WeChat's. */
    call(api, desc) {
      return new Promise((success, fail) => {
        find(this.data.name).call(api, { desc, success, fail, complete: success });
      });
    },
    onConfirm({ detail }) {
      // The keyboard may confirm what its button does not.
      const { busy, disabled } = this.data;
      if (busy || disabled) return this.onTap();
      // Devtools have left what was taken from the keyboard out of the form.
      const nickName = (detail.value.nickName || this.nickName).trim();
      this.missing = !this.chosen ? 'avatar' : !nickName ? 'nickname' : '';
      this.draw();
      if (!this.missing) this.answer(this.chosen, true, { nickName });
    },
    onNickname({ detail }) {
      this.nickName = detail.value;
    },
    onNicknameReview({ detail }) {
      // WeChat has emptied the input.
      if (!detail.pass) this.nickName = '';
    },
    onLink() {
      this.call('openPrivacyContract').catch(() => {});
    },
  },
});

/** Skyline has wrapped what a button brings in another detail. */
function inner(detail) {
  return (detail && detail.detail) || detail || {};
}

/** Not what every object has: an unknown code is no `constructor`. */
function own(object, key) {
  return Object.keys(object).includes(key) && object[key];
}

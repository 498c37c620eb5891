/** The built component on a page, with an Auth that does what the test says. */
import { buildComponent } from '../../scripts/component.mjs';
import { Offers } from '../../src/shell/offers.js';
import { Platform } from '../../src/shell/platform.js';
import { openPage, within } from '../support/glass-easel.mjs';

const component = Object.entries(await buildComponent());

/** A button as `src/button/table.rs` has it, with the event that brings its answer. */
export function button(openType, { event, ...rest } = {}) {
  const named = event ?? openType?.split('|')[0].toLowerCase() ?? null;
  return { openType, event: named, api: null, inputs: [], guide: 'none', ...rest };
}

export const BUTTONS = {
  phoneNumber: button('getPhoneNumber'),
  coupled: button('getPhoneNumber|agreePrivacyAuthorization'),
  agreePrivacy: button('agreePrivacyAuthorization', { guide: 'agreePrivacy' }),
  openSetting: button('openSetting', { guide: 'openSetting' }),
  userInfo: button('getUserInfo'),
  avatar: button('chooseAvatar', { inputs: ['nickname'] }),
  profile: button(null, { api: 'getUserProfile' }),
};

/** What `auth.view` is when a step waits for its button. */
export function blocked(step, shown, rest = {}) {
  const signedIn = { uid: null, extra: {}, hasUserInfo: false, hasPhoneNumber: false };
  return {
    ...signedIn,
    status: 'blocked',
    step,
    button: shown,
    busy: false,
    error: null,
    waiting: 1,
    ...rest,
  };
}

export const IDLE = blocked(null, null, { status: 'signedIn', waiting: 0 });

/**
 * An Auth as the registry keeps it. `log` has what it was asked to do, in order.
 *
 * @param {object} [view] what it shows first
 * @param {object} [over] what the app has laid over the platform's `wx`
 */
export function fakeEntry(view = IDLE, over = {}) {
  const platform = new Platform(over);
  const log = [];
  const listeners = new Set();
  let offered = null;
  const offers = new Offers((step) => {
    offered = step;
  });
  let isDisposed = false;
  let respond = () => undefined;
  const live = () => {
    if (isDisposed) throw Object.assign(new Error('disposed'), { code: 'disposed' });
  };
  const entry = {
    auth: {
      get view() {
        return view;
      },
      watch(listener) {
        listeners.add(listener);
        listener(view);
        return () => listeners.delete(listener);
      },
      async answer(event, extra) {
        live();
        log.push(['answer', structuredClone(extra === undefined ? [event] : [event, extra])]);
        return respond(event, extra);
      },
      abandon() {
        live();
        log.push(['abandon']);
      },
    },
    offer(step, who) {
      live();
      log.push(['offer', step]);
      offers.make(step, who);
    },
    call: (name, options) => platform.call(name, options),
    here: () => 7,
    hidden(page) {
      live();
      log.push(['hidden', page]);
    },
  };
  return {
    entry,
    log,
    /** The step whose button components ask for. */
    offered: () => offered,
    /** How many watch it. */
    watchers: () => listeners.size,
    show(next) {
      view = next;
      listeners.forEach((listener) => listener(view));
    },
    /** What happens in an `answer()` before it resolves. */
    onAnswer(callback) {
      respond = callback;
    },
    dispose() {
      isDisposed = true;
    },
  };
}

/** What `answer()` was given. */
export const answers = ({ log }) =>
  log.filter(([name]) => name === 'answer').map(([, given]) => given);

/**
 * Opens a page with the component on it.
 *
 * @param {object} [options]
 * @param {Record<string, object>} [options.auths] fake entries by storage key; changed by tests
 * @param {string} [options.attributes] what the page's tag has besides its events
 * @param {string} [options.content] what the page puts into its slots
 * @param {object} [options.data] the page's
 * @param {object} [options.wx] laid over the platform's
 */
export function openStage({ auths = {}, attributes = '', content = '', data = {}, wx = {} } = {}) {
  const events = [];
  const names = ['done', 'refused', 'error', 'disabledtap'];
  const bound = names.map((name) => `bind:${name}="heard"`).join(' ');
  const find = (name) => {
    const living = Object.values(auths);
    return (name ? auths[name] : living.length === 1 ? living[0] : undefined)?.entry;
  };
  const page = openPage(
    {
      ...Object.fromEntries(component.map(([file, text]) => [`auth-button/${file}`, text])),
      'page.json': '{ "usingComponents": { "auth-button": "auth-button/index" } }',
      'page.wxml': `<auth-button wx:if="{{!gone}}" id="it" ${attributes} ${bound}>${content}</auth-button>`,
      'page.js': 'Page({ data, heard })',
    },
    {
      modules: { 'registry.js': { find } },
      globals: {
        data,
        heard: ({ type, detail }) => events.push([type, structuredClone(detail)]),
        wx: { getAppBaseInfo: () => ({ language: 'zh_CN' }), openPrivacyContract() {}, ...wx },
      },
    },
  );
  const inside = () => within(page.find('#it'));
  return {
    /** What the page has heard, in order. */
    events,
    page,
    ...Object.fromEntries(
      ['find', 'text', 'fire'].map((name) => [name, (...args) => inside()[name](...args)]),
    ),
    attribute: (selector, name) => inside().find(selector).getAttribute(name),
    setData: (changes) => page.instance.setData(changes),
  };
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../src/shell/auth-button/texts.js';
import { blocked, BUTTONS, fakeEntry, openStage } from './stage.mjs';

const PHONE = blocked('phoneNumber', BUTTONS.phoneNumber);

function openWith(view, { language, ...options } = {}) {
  const wx = language === undefined ? {} : { getAppBaseInfo: () => ({ language }) };
  return openStage({ auths: { main: fakeEntry(view) }, wx, ...options });
}

for (const [language, label] of [
  ['zh_CN', texts.zh.phoneNumber],
  ['zh_TW', texts.zh.phoneNumber],
  ['en', texts.en.phoneNumber],
  ['fr', texts.en.phoneNumber],
  [null, texts.zh.phoneNumber],
]) {
  test(`WeChat in ${language ?? 'an unknown language'} says ${label}`, () => {
    assert.equal(openWith(PHONE, { language }).text('.main'), label);
  });
}

test('the language of an old base library is that of its system info', () => {
  const wx = { getAppBaseInfo: undefined, getSystemInfoSync: () => ({ language: 'en' }) };
  assert.equal(openWith(PHONE, { wx }).text('.main'), texts.en.phoneNumber);
});

for (const [name, language] of [
  ['is missing', {}],
  ['knows none', { getSystemInfoSync: () => ({}) }],
]) {
  test(`where what tells the language ${name}, the texts are Chinese`, () => {
    const wx = { getAppBaseInfo: undefined, ...language };
    assert.equal(openWith(PHONE, { wx }).text('.main'), texts.zh.phoneNumber);
  });
}

test('the page can choose the language, and change it', () => {
  const options = { language: 'zh_CN', attributes: 'lang="{{lang}}"', data: { lang: 'en' } };
  const stage = openWith(PHONE, options);
  assert.equal(stage.text('.main'), texts.en.phoneNumber);
  stage.setData({ lang: 'zh' });
  assert.equal(stage.text('.main'), texts.zh.phoneNumber);
});

for (const lang of ['xx', 'constructor', '__proto__']) {
  test(`a language that there are no texts in, ${lang}, is taken for the one of WeChat`, () => {
    const stage = openWith(PHONE, { language: 'en', attributes: `lang="${lang}"` });
    assert.equal(stage.text('.main'), texts.en.phoneNumber);
  });
}

test('both languages say the same things', () => {
  assert.deepEqual(Object.keys(texts.en), Object.keys(texts.zh));
});

for (const [name, step] of [
  ['phoneNumber', 'phoneNumber'],
  ['userInfo', 'userInfo'],
  ['profile', 'userInfo'],
  ['avatar', 'userInfo'],
  ['agreePrivacy', 'phoneNumber'],
  ['openSetting', 'phoneNumber'],
]) {
  test(`the button for ${name} has a label of its own in both languages`, () => {
    for (const lang of ['zh', 'en']) {
      const stage = openWith(blocked(step, BUTTONS[name]), { attributes: `lang="${lang}"` });
      const label = stage.text('.main');
      assert.ok(Object.values(texts[lang]).includes(label), label);
      assert.equal(stage.attribute('.main', 'aria-label'), label);
    }
  });
}

test('texts of the page come before the ones that are built in', () => {
  const data = { texts: { phoneNumber: '本机号码登录' } };
  const stage = openWith(PHONE, { attributes: 'texts="{{texts}}"', data });
  assert.equal(stage.text('.main'), '本机号码登录');
  stage.setData({ texts: { network: 'x' } });
  assert.equal(stage.text('.main'), texts.zh.phoneNumber);
});

test('one label can stand for all, and a slot for it', () => {
  const data = { texts: { label: '' } };
  const content = '<text slot="label">去登录</text>';
  const view = blocked('phoneNumber', BUTTONS.agreePrivacy);
  const stage = openWith(view, { attributes: 'texts="{{texts}}"', data, content });
  assert.equal(stage.text('.main'), '去登录');
  stage.setData({ texts: { label: '登录' } });
  assert.equal(stage.text('.main'), '登录去登录');
});

test('a hint is given where one helps, and a slot can stand for it', () => {
  assert.equal(openWith(PHONE).text('.line'), '');
  const view = blocked('phoneNumber', BUTTONS.openSetting);
  assert.equal(openWith(view).text('.line'), texts.zh.openSettingHint);
  const data = { texts: { hint: '' } };
  const content = '<text slot="hint">右上角 › 设置</text>';
  const stage = openWith(view, { attributes: 'texts="{{texts}}"', data, content });
  assert.equal(stage.text('.line'), '右上角 › 设置');
});

test('the agreement is named beside the button that accepts it', () => {
  const stage = openWith(blocked('phoneNumber', BUTTONS.coupled));
  assert.equal(stage.text('.line'), texts.zh.privacyHint + texts.zh.privacyLink);
});

for (const [code, key] of [
  ['refused', 'refused'],
  ['pressAgain', 'pressAgain'],
  ['submissionRejected', 'submissionRejected'],
  ['network', 'network'],
  ['loginFailed', 'network'],
  ['loginTimedOut', 'network'],
  ['submissionTimedOut', 'network'],
  ['unavailable', 'unavailable'],
  ['noQuota', 'unavailable'],
  ['privacyNotAgreed', 'privacyNotAgreed'],
  ['malformed', 'error'],
  ['challengeLoop', 'error'],
  ['constructor', 'error'],
  ['__proto__', 'error'],
]) {
  test(`the error ${code} is said in both languages`, () => {
    const error = { code, message: 'in English, for developers' };
    for (const lang of ['zh', 'en']) {
      const attributes = `lang="${lang}"`;
      const stage = openWith({ ...PHONE, error }, { attributes });
      assert.equal(stage.text('.red'), texts[lang][key]);
    }
  });
}

test('an error is said in the words of the page, by its code', () => {
  const error = { code: 'loginFailed', message: '' };
  const data = { texts: { loginFailed: '登录失败' } };
  const stage = openWith({ ...PHONE, error }, { attributes: 'texts="{{texts}}"', data });
  assert.equal(stage.text('.red'), '登录失败');
});

test('no error is said where nothing is asked for', () => {
  const error = { code: 'loginFailed', message: '' };
  const stage = openWith({ ...PHONE, step: null, button: null, error });
  assert.equal(stage.text(), '');
});

test('no error is said where there is none', () => {
  assert.equal(openWith(PHONE).find('.red'), null);
});

test("the page's words for those who can't see come before the label", () => {
  const stage = openWith(PHONE, { attributes: 'aria-label="使用手机号登录本店"' });
  assert.equal(stage.attribute('.main', 'aria-label'), '使用手机号登录本店');
});

test('the input and the avatar are named for those who cannot see', () => {
  const stage = openWith(blocked('userInfo', BUTTONS.avatar));
  assert.equal(stage.attribute('.field', 'aria-label'), texts.zh.nickname);
  assert.equal(stage.attribute('.round', 'aria-label'), texts.zh.avatar);
});

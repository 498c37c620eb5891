import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answers, blocked, BUTTONS, fakeEntry, openStage } from './stage.mjs';

const ASKED = blocked('userInfo', BUTTONS.avatar);
const CHOSEN = { type: 'chooseavatar', detail: { avatarUrl: 'http://tmp/avatar.jpeg' } };

function openForm(options) {
  const auth = fakeEntry(ASKED);
  const stage = openStage({ auths: { main: auth }, ...options });
  return {
    auth,
    ...stage,
    choose: (detail = CHOSEN.detail) => stage.fire('.round', 'chooseavatar', detail),
    type: (value) => stage.fire('.field', 'input', { value }),
    confirm: (nickName = '') => stage.fire('form', 'submit', { value: { nickName } }),
  };
}

test('avatar and nickname are asked for together, and one button confirms', () => {
  const form = openForm();
  assert.equal(form.attribute('.round', 'open-type'), 'chooseAvatar');
  assert.equal(form.attribute('.field', 'type'), 'nickname');
  assert.equal(form.attribute('.main', 'open-type'), '');
  assert.equal(form.attribute('.main', 'form-type'), 'submit');
  assert.equal(form.text('.main'), '确定');
});

test('the avatar that was chosen is shown, and the Auth told of it', () => {
  const form = openForm();
  assert.equal(form.find('.picture'), null);
  form.choose();
  assert.equal(form.attribute('.picture', 'src'), CHOSEN.detail.avatarUrl);
  assert.deepEqual(answers(form.auth), [[CHOSEN]]);
});

test('an avatar in the nested detail of Skyline is shown, and handed over as it came', () => {
  const form = openForm();
  const detail = { detail: CHOSEN.detail };
  form.choose(detail);
  assert.equal(form.attribute('.picture', 'src'), CHOSEN.detail.avatarUrl);
  form.confirm('Ann');
  assert.deepEqual(answers(form.auth).at(-1), [
    { type: 'chooseavatar', detail },
    { nickName: 'Ann' },
  ]);
});

test('confirming hands over the avatar chosen last, with the nickname', () => {
  const form = openForm();
  form.choose({ avatarUrl: 'http://tmp/other.jpeg' });
  form.choose();
  form.confirm(' 小明 ');
  assert.deepEqual(answers(form.auth).at(-1), [CHOSEN, { nickName: '小明' }]);
});

test('a nickname that the form leaves out is taken from the input', () => {
  const form = openForm();
  form.choose();
  form.type('A');
  form.fire('.field', 'change', { value: 'Ann' });
  form.confirm();
  assert.deepEqual(answers(form.auth).at(-1), [CHOSEN, { nickName: 'Ann' }]);
});

test('a nickname that WeChat has refused is not taken from the input', () => {
  const form = openForm();
  form.choose();
  form.type('Ann');
  form.fire('.field', 'nicknamereview', { pass: true, timeout: false });
  form.confirm();
  assert.deepEqual(answers(form.auth).at(-1), [CHOSEN, { nickName: 'Ann' }]);
  form.fire('.field', 'nicknamereview', { pass: false, timeout: false });
  form.confirm();
  assert.equal(answers(form.auth).length, 2);
});

test('what is missing is said, and nothing handed over', () => {
  const form = openForm();
  form.confirm('Ann');
  assert.equal(form.text('.red'), '选择头像');
  form.choose();
  assert.equal(form.find('.red'), null);
  form.confirm('  ');
  assert.equal(form.text('.red'), '请输入昵称');
  assert.deepEqual(answers(form.auth), [[CHOSEN]]);
  form.confirm('Ann');
  assert.equal(form.find('.red'), null);
});

test('a chooser that was closed keeps the avatar chosen before', () => {
  const form = openForm();
  form.choose();
  form.choose({ errMsg: 'chooseAvatar:fail cancel' });
  assert.equal(form.attribute('.picture', 'src'), CHOSEN.detail.avatarUrl);
  assert.equal(answers(form.auth).length, 2);
});

test('avatar and nickname are still there after a submission that failed', () => {
  const form = openForm();
  form.choose();
  form.type('Ann');
  form.auth.show({ ...ASKED, status: 'authorizing', busy: true });
  for (const selector of ['.round', '.field', '.main']) {
    assert.equal(form.attribute(selector, 'disabled'), true, selector);
  }
  form.auth.show({ ...ASKED, error: { code: 'submissionRejected', message: 'status 422' } });
  assert.equal(form.attribute('.picture', 'src'), CHOSEN.detail.avatarUrl);
  form.confirm();
  assert.deepEqual(answers(form.auth).at(-1), [CHOSEN, { nickName: 'Ann' }]);
});

test('an avatar is forgotten with the step it was for', () => {
  const form = openForm();
  form.choose();
  form.auth.show(blocked('phoneNumber', BUTTONS.phoneNumber));
  form.auth.show(ASKED);
  assert.equal(form.find('.picture'), null);
});

for (const detail of [undefined, null]) {
  test(`a chooser whose event has the detail ${detail} has chosen nothing`, () => {
    const form = openForm();
    const type = 'chooseavatar';
    form.page.find('#it').getMethodCaller().onAnswer({ type, detail });
    assert.equal(form.find('.picture'), null);
    assert.deepEqual(answers(form.auth), [[{ type, detail }]]);
  });
}

test('a disabled form that the keyboard confirms is reported like a tap, and not handed over', () => {
  const form = openForm({ attributes: 'disabled="{{off}}"', data: { off: false } });
  form.choose();
  form.setData({ off: true });
  form.confirm('Ann');
  assert.deepEqual(form.events, [['disabledtap', { step: 'userInfo' }]]);
  assert.deepEqual(answers(form.auth), [[CHOSEN]]);
  assert.equal(form.find('.red'), null);
});

test('a form is not confirmed while a press would be ignored', () => {
  const form = openForm();
  form.choose();
  form.auth.show({ ...ASKED, status: 'authorizing', busy: true });
  form.confirm('Ann');
  assert.deepEqual([answers(form.auth), form.events], [[[CHOSEN]], []]);
});

test('no part of a disabled form opens anything', () => {
  const form = openForm({ attributes: 'disabled' });
  assert.equal(form.attribute('.round', 'open-type'), '');
  assert.equal(form.attribute('.main', 'form-type'), '');
  form.fire('.round', 'tap');
  form.fire('.main', 'tap');
  const reported = ['disabledtap', { step: 'userInfo' }];
  assert.deepEqual(form.events, [reported, reported]);
});

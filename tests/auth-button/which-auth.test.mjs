import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as settle } from 'node:timers/promises';
import { answers, blocked, BUTTONS, fakeEntry, openStage } from './stage.mjs';

const PHONE = blocked('phoneNumber', BUTTONS.phoneNumber);
const AVATAR = blocked('userInfo', BUTTONS.avatar);

test('the Auth is found by its name, among several', () => {
  const auths = { shop: fakeEntry(PHONE), forum: fakeEntry(AVATAR) };
  const { text } = openStage({ auths, attributes: 'name="shop"' });
  assert.equal(text('.main'), '手机号快捷登录');
  assert.deepEqual([auths.shop.watchers(), auths.forum.watchers()], [1, 0]);
});

test('another Auth is followed when the page changes the name', () => {
  const auths = { shop: fakeEntry(PHONE), forum: fakeEntry(AVATAR) };
  const attributes = 'name="{{name}}" step="phoneNumber"';
  const stage = openStage({ auths, attributes, data: { name: 'shop' } });
  stage.setData({ name: 'forum' });
  assert.deepEqual(auths.shop.log, [['offer', 'phoneNumber'], ['offer', null], ['abandon']]);
  assert.deepEqual(auths.forum.log, [['offer', 'phoneNumber']]);
  assert.deepEqual([auths.shop.watchers(), auths.forum.watchers()], [0, 1]);
  assert.equal(stage.text('.main'), '确定');
  assert.deepEqual(stage.events, []);
});

for (const [name, auths, attributes, message] of [
  ['there is none', {}, '', /no living Auth/],
  ['there are several', { a: fakeEntry(PHONE), b: fakeEntry(PHONE) }, '', /several/],
  ['none has the name', { a: fakeEntry(PHONE) }, 'name="b"', /'b'/],
]) {
  test(`an error is told, and nothing shown, when ${name}`, () => {
    const { events, text } = openStage({ auths, attributes });
    assert.equal(events.length, 1);
    assert.deepEqual([events[0][0], events[0][1].code], ['error', 'noAuth']);
    assert.match(events[0][1].message, message);
    assert.equal(text(), '');
  });
}

test('an Auth that is created later is found when the page is shown', () => {
  const auths = {};
  const { events, page, text } = openStage({ auths, attributes: 'step="phoneNumber"' });
  page.hide();
  auths.main = fakeEntry(PHONE);
  page.show();
  assert.equal(events.length, 1);
  assert.equal(text('.main'), '手机号快捷登录');
  assert.deepEqual(auths.main.log, [['offer', 'phoneNumber']]);
});

test('an Auth that was disposed of and created again is followed when the page is shown', () => {
  const old = fakeEntry(PHONE);
  const auths = { main: old };
  const { events, page, text } = openStage({ auths, attributes: 'step="phoneNumber"' });
  old.dispose();
  auths.main = fakeEntry(AVATAR);
  page.hide();
  page.show();
  assert.equal(text('.main'), '确定');
  assert.equal(auths.main.watchers(), 1);
  assert.deepEqual(auths.main.log, [
    ['offer', 'phoneNumber'],
    ['hidden', 7],
    ['offer', 'phoneNumber'],
  ]);
  assert.deepEqual(events, []);
  page.close();
});

test('a press goes to the Auth that lives then', async () => {
  const old = fakeEntry(PHONE);
  const auths = { main: old };
  const { events, fire } = openStage({ auths });
  old.dispose();
  auths.main = fakeEntry(PHONE);
  fire('.main', 'getphonenumber', { code: 'secret' });
  await settle();
  assert.equal(answers(auths.main).length, 1);
  assert.deepEqual(events, []);
});

test('a press after the only Auth was disposed of is told as an error', async () => {
  const auths = { main: fakeEntry(PHONE) };
  const { events, fire, text } = openStage({ auths });
  auths.main.dispose();
  delete auths.main;
  fire('.main', 'getphonenumber', { code: 'secret' });
  await settle();
  assert.deepEqual(
    events.map(([type, { code }]) => [type, code]),
    [['error', 'noAuth']],
  );
  assert.equal(text(), '');
});

test('closing the page after the Auth was disposed of breaks nothing', () => {
  const auth = fakeEntry(PHONE);
  const { page } = openStage({ auths: { main: auth }, attributes: 'step="phoneNumber"' });
  auth.dispose();
  page.close();
  assert.equal(auth.watchers(), 0);
});

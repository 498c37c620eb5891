/** The panel beside the phone. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { useBrowser } from './browser.mjs';

const openPhone = useBrowser();

test('the panel changes the world, and shows what comes of it', async (t) => {
  const phone = await openPhone(t, { page: '/' });
  const { tab } = phone;
  const state = (name) => tab.locator(`[data-state="${name}"].lit`).waitFor();
  await state('SignedOut');
  await phone.tapTab('订单');
  await state('Blocked');
  await tab.locator('#requests li:has-text("WWW-Authenticate: getPhoneNumber")').waitFor();
  await tab.locator('#view div:has-text("openType") dd:has-text("getPhoneNumber")').waitFor();
  await phone.screenshot('panel');

  await tab.locator('[name=answer]').selectOption('refuses');
  await phone.tap('auth-button [open-type]');
  await phone.sees('可再次点击');
  await tab.locator('[name=answer]').selectOption('agrees');
  await phone.tap('auth-button [open-type]');
  await state('SignedIn');
  await phone.assertNoProblems();
});

test('a wx.login that hangs is shown as such', async (t) => {
  const phone = await openPhone(t, { page: '/' });
  await phone.tab.locator('[name=login]').selectOption('hangs');
  await phone.tapTab('订单');
  await phone.tab.locator('[data-state="AwaitingCode"].lit').waitFor();
  await phone.screenshot('panel-hanging');
  await phone.assertNoProblems();
});

test('what a page gets wrong is told on the panel', async (t) => {
  const phone = await openPhone(t, { page: '/' });
  await phone.run(() => {
    globalThis.simulator.fake.wx.request({
      url: '',
      success() {},
      fail: () => globalThis.nothing(),
    });
  });
  await phone.tab.locator('#problems:has-text("nothing is not a function")').waitFor();
  const told = phone.problems.filter((text) => text.includes('nothing is not a function'));
  assert.notEqual(told.length, 0);
});

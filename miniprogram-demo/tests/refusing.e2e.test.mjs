/** A no is an answer, and it can be taken back. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { useBrowser } from './browser.mjs';

const openPhone = useBrowser();

test('somebody who refuses can press again', async (t) => {
  const phone = await openPhone(t);
  await phone.tapTab('订单');
  await phone.sees('验证手机号');
  await phone.press('no');
  await phone.sees('可再次点击');
  await phone.screenshot('refused');
  await phone.press('yes');
  await phone.isOn('pages/orders/orders');
  await phone.sees('还没有订单');
  await phone.assertNoProblems();
});

test('the way back from the login page to a tab page leads to no second question', async (t) => {
  const phone = await openPhone(t);
  await phone.tapTab('订单');
  await phone.isOn('pages/login/login');
  await phone.tap('.back');
  await phone.sees('还没有验证');
  await phone.screenshot('abandoned');
  await phone.tapTab('茶铺');
  await phone.tapTab('订单');
  await phone.sees('还没有验证');
  assert.equal(await phone.run(() => globalThis.simulator.fake.pages.length), 1);

  await phone.tap('#ask');
  await phone.isOn('pages/login/login');
  await phone.press('yes');
  await phone.sees('还没有订单');
  await phone.assertNoProblems();
});

test('a guest looks around; the purchase asks, and goes on when it was answered', async (t) => {
  const phone = await openPhone(t);
  await phone.sees('绿茶');
  await phone.screenshot('home');
  await phone.tap('.article');
  await phone.tap('#buy');
  await phone.sees('验证手机号');
  await phone.press('no');
  await phone.tap('.back');
  await phone.tap('#buy');
  await phone.press('yes');
  await phone.tap('dialog .yes');
  await phone.isOn('pages/orders/orders');
  await phone.sees('已支付');
  await phone.screenshot('bought');
  const orders = await phone.requests('/orders');
  assert.equal(
    orders.filter(({ method, status }) => method === 'POST' && status === 201).length,
    1,
  );
  await phone.assertNoProblems();
});

test('somebody who signs out for good stays signed out, until they say otherwise', async (t) => {
  const phone = await openPhone(t);
  await phone.tapTab('我的');
  await phone.giveUserInfo('阿青');
  await phone.tap('#signOutAndHold');
  await phone.sees('已退出登录');
  await phone.tapTab('订单');
  await phone.sees('已退出登录');
  assert.equal(await phone.logins(), 1);
  await phone.tapTab('我的');
  await phone.tap('#ask');
  await phone.sees('阿青');
  assert.equal(await phone.logins(), 2);
  await phone.assertNoProblems();
});

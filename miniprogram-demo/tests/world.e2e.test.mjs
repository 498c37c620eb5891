/** What a person can change of the world, and what comes of it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { useBrowser } from './browser.mjs';

const openPhone = useBrowser();

async function signIn(phone) {
  await phone.tapTab('订单');
  await phone.press('yes');
  await phone.sees('还没有订单');
}

for (const baseLibrary of ['2.13.0', '2.21.1']) {
  test(`base library ${baseLibrary} asks by getUserProfile, and its phone button gives no code`, async (t) => {
    const phone = await openPhone(t, { settings: { baseLibrary } });
    await phone.tapTab('我的');
    await phone.tap('auth-button wx-button');
    await phone.tap('dialog .yes');
    await phone.sees('微信用户');
    await signIn(phone);
    await phone.screenshot(`base-library-${baseLibrary}`);

    assert.equal(await phone.logins(), 1);
    await phone.assertNoProblems();
  });
}

test('the privacy agreement is asked for with the phone number', async (t) => {
  const phone = await openPhone(t, { settings: { privacy: true } });
  await phone.tapTab('订单');
  await phone.sees('用户隐私保护指引');
  await phone.screenshot('privacy');
  await phone.press('yes');
  await phone.sees('还没有订单');
  await phone.assertNoProblems();
});

test('where only the unionid is wanted, and WeChat gives it, nobody is asked', async (t) => {
  const phone = await openPhone(t);
  await phone.backend.pull('settings', { scenario: 1 });
  await phone.tapTab('我的');
  await phone.sees('茶客');
  assert.equal(await phone.logins(), 1);
  await phone.assertNoProblems();
});

test('another person at the phone is another user, once they log in', async (t) => {
  const phone = await openPhone(t);
  await signIn(phone);
  await phone.run(() => globalThis.simulator.set({ person: 'second' }));
  await phone.backend.pull('revoke-tokens');
  await phone.tapTab('茶铺');
  await phone.tapTab('订单');
  await phone.sees('验证手机号');
  await phone.press('yes');
  await phone.sees('还没有订单');
  const { database } = await phone.backend.pull('settings');
  assert.equal(database.dt_weapp_user.length, 2);
  await phone.assertNoProblems();
});

test('a clock that goes back an hour starts no login', async (t) => {
  const phone = await openPhone(t);
  await signIn(phone);
  await phone.run(() => globalThis.simulator.set({ clock: -1 }));
  await phone.tapTab('实验室');
  await phone.tap('#five');
  await phone.sees('200　200　200　200　200');
  await phone.run(() => globalThis.simulator.set({ clock: 0 }));
  await phone.tap('#silent');
  await phone.find('.result').filter({ hasText: /^200$/ }).waitFor();
  assert.equal(await phone.logins(), 1);
  await phone.assertNoProblems();
});

test('with a full storage the session ends with the app, and everything else works', async (t) => {
  const phone = await openPhone(t, { settings: { storageFull: true } });
  await signIn(phone);
  await phone.restart();
  await phone.tapTab('订单');
  await phone.sees('还没有订单');
  assert.equal(await phone.logins(), 1);
  await phone.assertNoProblems();
});

test('an app that was closed and opened again knows its user without a login', async (t) => {
  const phone = await openPhone(t);
  await signIn(phone);
  await phone.restart();
  await phone.tapTab('订单');
  await phone.sees('还没有订单');
  assert.equal(await phone.logins(), 0);
  await phone.assertNoProblems();
});

test('without a network the pages say so, and come back with it', async (t) => {
  const phone = await openPhone(t);
  await signIn(phone);
  await phone.run(() => globalThis.simulator.set({ network: 'offline' }));
  await phone.tapTab('茶铺');
  await phone.tapTab('订单');
  await phone.sees('网络不通');
  await phone.screenshot('offline');
  await phone.run(() => globalThis.simulator.set({ network: 'good' }));
  await phone.tapTab('茶铺');
  await phone.tapTab('订单');
  await phone.sees('还没有订单');
  await phone.assertNoProblems();
});

test('a login that fails is said, and the next visit tries again', async (t) => {
  const phone = await openPhone(t, { settings: { login: 'fails' } });
  await phone.tapTab('订单');
  await phone.sees('登录没有成功');
  await phone.run(() => globalThis.simulator.set({ login: 'works' }));
  await phone.tapTab('茶铺');
  await phone.tapTab('订单');
  await phone.sees('验证手机号');
  assert.equal(await phone.logins(), 2);
  await phone.assertNoProblems();
});

/** Much at once, and servers that forget or die. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { useBrowser } from './browser.mjs';

const openPhone = useBrowser();

async function signIn(phone) {
  await phone.tapTab('订单');
  await phone.press('yes');
  await phone.sees('还没有订单');
  await phone.tapTab('实验室');
}

test('five requests at once are one login, one page and one button', async (t) => {
  const phone = await openPhone(t, { url: '/pages/lab/lab' });
  await phone.tap('#five');
  await phone.isOn('pages/login/login');
  assert.equal(await phone.run(() => globalThis.simulator.fake.pages.length), 2);
  await phone.press('yes');
  await phone.sees('200　200　200　200　200');
  assert.equal(await phone.logins(), 1);
  await phone.screenshot('five');

  await phone.tab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await phone.tap('#copy');
  await phone.find('.toast:has-text("内容已复制")').waitFor();
  const trace = JSON.parse(await phone.run(() => navigator.clipboard.readText()));
  assert('snapshot' in trace[0]);
  assert.equal(trace.filter(({ input }) => input?.event?.type === 'codeReceived').length, 1);
  await phone.assertNoProblems();
});

test('a token that the server forgets is one more login, whoever asks', async (t) => {
  const phone = await openPhone(t);
  await signIn(phone);
  await phone.backend.pull('revoke-tokens');
  await phone.tap('#five');
  await phone.sees('200　200　200　200　200');
  assert.equal(await phone.logins(), 2);
  await phone.assertNoProblems();
});

test('a backend that dies and comes back loses nobody, and sees no storm of logins', async (t) => {
  const phone = await openPhone(t);
  await signIn(phone);
  await phone.backend.kill();
  await phone.tap('#five');
  await phone.sees('网络不通　网络不通　网络不通　网络不通　网络不通');
  await phone.screenshot('backend-dead');
  await phone.backend.restart();
  await phone.tap('#five');
  await phone.sees('200　200　200　200　200');
  assert.equal(await phone.logins(), 1);
  await phone.assertNoProblems();
});

test('somebody kicked out by another device is signed out, and not logged in by itself', async (t) => {
  const phone = await openPhone(t);
  await signIn(phone);
  await phone.backend.pull('kick-out');
  await phone.tap('#five');
  await phone.sees('已退出登录　已退出登录　已退出登录　已退出登录　已退出登录');
  assert.equal(await phone.logins(), 1);
  await phone.assertNoProblems();
});

test('a silent request opens no page', async (t) => {
  const phone = await openPhone(t, { url: '/pages/lab/lab' });
  await phone.tap('#silent');
  await phone.sees('还要验证');
  assert.equal(await phone.run(() => globalThis.simulator.fake.pages.length), 1);
  await phone.assertNoProblems();
});

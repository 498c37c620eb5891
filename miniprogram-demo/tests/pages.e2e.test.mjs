/** The stack of pages, and what they look like. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { useBrowser } from './browser.mjs';

const openPhone = useBrowser();

test('ten pages deep, the question takes the place of the top page and the way back is found', async (t) => {
  const phone = await openPhone(t);
  await phone.tap('.article');
  const depth = () => phone.run(() => globalThis.simulator.fake.pages.length);
  while ((await depth()) < 10) {
    const before = await depth();
    await phone.tap('#next');
    await phone.view.waitForFunction(
      (last) => globalThis.simulator.fake.pages.length > last,
      before,
    );
    await phone.find('#next').waitFor();
  }
  await phone.tap('#buy');
  await phone.isOn('pages/login/login');
  assert.equal(await depth(), 10);
  await phone.screenshot('ten-pages-deep');
  await phone.press('yes');
  await phone.isOn('pages/article/article');
  await phone.assertNoProblems();
});

test('a tab page that was opened with a query has it still when the user comes back', async (t) => {
  const phone = await openPhone(t, { url: '/pages/orders/orders?from=share' });
  await phone.isOn('pages/login/login');
  await phone.press('yes');
  await phone.sees('还没有订单');
  const { path, query } = await phone.run(() => {
    const { path, query } = globalThis.simulator.fake.pages.at(-1);
    return { path, query };
  });
  assert.deepEqual({ path, query }, { path: 'pages/orders/orders', query: { from: 'share' } });
  await phone.assertNoProblems();
});

test('the single page of Moments shows what is public and asks for nothing', async (t) => {
  const phone = await openPhone(t, {
    settings: { singlePage: true },
    url: '/pages/article/article?sku=tea-250',
  });
  await phone.tap('#buy');
  await phone.find('.toast:has-text("请打开小程序")').waitFor();
  await phone.screenshot('single-page');
  assert.equal(await phone.logins(), 0);
  await phone.assertNoProblems();
});

test('in the dark, everything is dark', async (t) => {
  const phone = await openPhone(t, { colorScheme: 'dark' });
  await phone.sees('绿茶');
  await phone.screenshot('dark-home');
  const colours = await phone.run(() => {
    const colour = (selector, name) =>
      getComputedStyle(document.querySelector(selector)).getPropertyValue(name);
    return {
      page: colour('page', 'background-color'),
      bar: colour('.bar', 'background-color'),
      tabs: colour('.tabs', 'background-color'),
    };
  });
  const paper = 'rgb(18, 20, 18)';
  assert.deepEqual(colours, { page: paper, bar: paper, tabs: 'rgb(27, 30, 27)' });
  await phone.tapTab('我的');
  await phone.sees('认识一下');
  await phone.screenshot('dark-user-info');
  await phone.assertNoProblems();
});

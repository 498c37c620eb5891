import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeWx } from '../src/testing/index.js';

const HOME = 'pages/home/home';
const ME = 'pages/me/me';
const LIST = [HOME, ME, 'pages/a/a', 'pages/a/b', 'pages/c/c'];

function opened(pages, options) {
  const log = [];
  const note = (name) => (page) => void log.push(`${name} ${page.path}`);
  const fake = createFakeWx({
    pages: { list: LIST, tabBar: [HOME, ME], entry: HOME, ...pages },
    hooks: {
      onOpen: note('open'),
      onShow: note('show'),
      onHide: note('hide'),
      onClose: note('close'),
    },
    ...options,
  });
  log.length = 0;
  const routes = () => fake.wx.getCurrentPages().map((page) => page.route);
  const refusal = (api, url) =>
    fake.wx[api]({ url }).then(
      () => assert.fail(`${api} ${url}`),
      (error) => error.errMsg,
    );
  return { ...fake, fake, log, routes, refusal };
}

test('the entry page is open at the start, or none', () => {
  const { routes, pages } = opened();
  assert.deepEqual(routes(), [HOME]);
  assert.deepEqual([pages[0].id, pages[0].url, pages[0].shown], [1, `/${HOME}`, true]);
  const empty = opened({ entry: null });
  assert.deepEqual(empty.routes(), []);
  empty.openPage('/pages/a/a');
  assert.deepEqual(empty.routes(), ['pages/a/a']);
  assert.equal(empty.device.entry.path, 'pages/a/a');
  const tab = opened({ entry: null });
  tab.openPage(`/${ME}?a=b`);
  assert.deepEqual([tab.routes(), tab.wx.getEnterOptionsSync().query], [[ME], { a: 'b' }]);
});

test('navigateTo puts a page on top, later, with its query as it was written', async () => {
  const { wx, fake, log, routes } = opened();
  const done = wx.navigateTo({ url: '/pages/a/a?x=1%202&y&z=a=b' });
  assert.deepEqual(routes(), [HOME]);
  assert.deepEqual(await done, { errMsg: 'navigateTo:ok' });
  assert.deepEqual(routes(), [HOME, 'pages/a/a']);
  assert.deepEqual(wx.getCurrentPages()[1].options, { x: '1%202', y: '', z: 'a=b' });
  assert.deepEqual(
    fake.pages.map(({ shown }) => shown),
    [false, true],
  );
  assert.deepEqual(log, [`hide ${HOME}`, 'open pages/a/a', 'show pages/a/a']);
});

test('a page is the same object as long as it is open', async () => {
  const { wx } = opened();
  const [home] = wx.getCurrentPages();
  await wx.navigateTo({ url: '/pages/a/a' });
  assert.equal(wx.getCurrentPages()[0], home);
  await wx.navigateTo({ url: '/pages/a/a' });
  const [, first, second] = wx.getCurrentPages();
  assert.notEqual(first, second);
});

// API reference of wx.navigateTo: "页面栈最多十层"; the texts as reported.
test('navigateTo opens no tab page, no eleventh page and none that is not there', async () => {
  const { openPage, routes, refusal } = opened();
  assert.equal(
    await refusal('navigateTo', `/${ME}`),
    'navigateTo:fail can not navigateTo a tabbar page',
  );
  assert.equal(
    await refusal('navigateTo', '/pages/x/x?y=z'),
    'navigateTo:fail page "pages/x/x" is not found',
  );
  for (let depth = 2; depth <= 10; depth += 1) {
    openPage('/pages/a/a');
  }
  assert.equal(
    await refusal('navigateTo', '/pages/a/b'),
    'navigateTo:fail webview count limit exceed',
  );
  assert.equal(routes().length, 10);
});

test('redirectTo replaces the page on top, also of a full stack', async () => {
  const { wx, openPage, log, routes, refusal } = opened();
  for (let depth = 2; depth <= 10; depth += 1) {
    openPage('/pages/a/a');
  }
  log.length = 0;
  await wx.redirectTo({ url: '/pages/a/b' });
  assert.deepEqual([routes().length, routes().at(-1)], [10, 'pages/a/b']);
  assert.deepEqual(log, ['close pages/a/a', 'open pages/a/b', 'show pages/a/b']);
  assert.equal(
    await refusal('redirectTo', `/${ME}`),
    'redirectTo:fail can not redirectTo a tabbar page',
  );
  assert.equal(
    await refusal('redirectTo', '/pages/x/x'),
    'redirectTo:fail page "pages/x/x" is not found',
  );
});

// "跳转到 tabBar 页面，并关闭其他所有非 tabBar 页面"; "路径后不能带参数".
test('switchTab closes what is no tab page, and keeps the tab page it leaves', async () => {
  const { wx, openPage, log, routes, refusal } = opened();
  const [home] = wx.getCurrentPages();
  openPage('/pages/a/a');
  openPage('/pages/c/c');
  log.length = 0;
  await wx.switchTab({ url: `/${ME}` });
  assert.deepEqual(routes(), [ME]);
  assert.deepEqual(log, [
    'hide pages/c/c',
    'close pages/c/c',
    'close pages/a/a',
    `open ${ME}`,
    `show ${ME}`,
  ]);
  log.length = 0;
  await wx.switchTab({ url: `/${HOME}` });
  assert.equal(wx.getCurrentPages()[0], home);
  assert.deepEqual(log, [`hide ${ME}`, `show ${HOME}`]);
  await wx.switchTab({ url: `/${HOME}` });
  assert.equal(log.length, 2);
  assert.equal(
    await refusal('switchTab', '/pages/a/a'),
    'switchTab:fail can not switch to no-tabBar page',
  );
  assert.match(await refusal('switchTab', `/${ME}?a=b`), /^switchTab:fail /);
});

test('switchTab to the tab page below closes the pages on top of it', async () => {
  const { wx, openPage, log, routes } = opened();
  openPage('/pages/a/a');
  log.length = 0;
  await wx.switchTab({ url: `/${HOME}` });
  assert.deepEqual(routes(), [HOME]);
  assert.deepEqual(log, ['hide pages/a/a', 'close pages/a/a', `show ${HOME}`]);
});

test('reLaunch closes every page, hidden tab pages too, and may open a tab page with a query', async () => {
  const { wx, openPage, log, routes } = opened();
  await wx.switchTab({ url: `/${ME}` });
  openPage('/pages/a/a');
  log.length = 0;
  await wx.reLaunch({ url: `/${HOME}?a=b` });
  assert.deepEqual(routes(), [HOME]);
  assert.deepEqual(wx.getCurrentPages()[0].options, { a: 'b' });
  assert.deepEqual(log, [
    'close pages/a/a',
    `close ${ME}`,
    `close ${HOME}`,
    `open ${HOME}`,
    `show ${HOME}`,
  ]);
});

// "如果 delta 大于现有页面数，则返回到首页".
test('navigateBack closes as many pages as it is told, but never the first', async () => {
  const { wx, openPage, log, routes } = opened();
  for (const url of ['/pages/a/a', '/pages/a/b', '/pages/c/c']) {
    openPage(url);
  }
  log.length = 0;
  await wx.navigateBack();
  assert.deepEqual(log, ['close pages/c/c', 'show pages/a/b']);
  await wx.navigateBack({ delta: 99 });
  assert.deepEqual(routes(), [HOME]);
  await assert.rejects(wx.navigateBack(), (error) => {
    assert.equal(error.errMsg, 'navigateBack:fail cannot navigate back at first page.');
    return true;
  });
});

test('a path without a slash is from the root where there is such a page, otherwise from the folder', async () => {
  const { wx, routes } = opened();
  await wx.navigateTo({ url: 'pages/a/a' });
  await wx.navigateTo({ url: 'b?x=1' });
  await wx.navigateTo({ url: '../c/c' });
  assert.deepEqual(routes().slice(1), ['pages/a/a', 'pages/a/b', 'pages/c/c']);
});

test('without a list every page is there', async () => {
  const { wx, routes } = opened({ list: undefined });
  await wx.navigateTo({ url: 'any/page/at/all' });
  assert.equal(routes()[1], 'any/page/at/all');
});

test('the person opens pages and goes back', () => {
  const { openPage, back, log, routes } = opened();
  assert.equal(openPage('/pages/a/a?b=c').url, '/pages/a/a?b=c');
  openPage(`/${ME}`);
  assert.deepEqual(routes(), [ME]);
  assert.equal(back(), false);
  openPage('/pages/a/a');
  log.length = 0;
  assert.equal(back(), true);
  assert.deepEqual(log, ['close pages/a/a', `show ${ME}`]);
  assert.throws(() => openPage('/pages/x/x'), {
    errMsg: 'navigateTo:fail page "pages/x/x" is not found',
  });
});

test('a navigation can be late, fail with any text, and never answer', async () => {
  const { fake, wx, routes, refusal } = opened({}, { delays: { navigateTo: 300 } });
  let done = false;
  const late = wx.navigateTo({ url: '/pages/a/a' }).then(() => {
    done = true;
  });
  await fake.advance(299);
  assert.deepEqual([routes(), done], [[HOME], false]);
  await fake.advance(1);
  await late;
  assert.deepEqual(routes(), [HOME, 'pages/a/a']);
  fake.next('navigateTo', { fail: 'navigateTo:fail routeDone with a webviewId 3 is not found' });
  assert.match(await refusal('navigateTo', '/pages/a/b'), /routeDone/);
  fake.next('navigateTo', 'never');
  wx.navigateTo({ url: '/pages/a/b', complete: () => assert.fail('answered') });
  await fake.advance(60000);
  assert.equal(routes().length, 2);
});

// "routeDone with a webviewId N is not found": reported where routes overlap.
test('a navigation that is asked for while another is under way is counted', async () => {
  const { fake, wx } = opened({}, { delays: { navigateTo: 300 } });
  fake.next('navigateTo', 'never');
  wx.navigateTo({ url: '/pages/a/a', fail() {} });
  const first = wx.navigateTo({ url: '/pages/a/a' });
  assert.equal(fake.overlaps, 0);
  const second = wx.reLaunch({ url: '/pages/a/b' });
  assert.equal(fake.overlaps, 1);
  await fake.until(Promise.all([first, second]));
  await wx.reLaunch({ url: '/pages/a/b' });
  assert.equal(fake.overlaps, 1);
});

test('a simulator gives the instances of real pages', () => {
  const instance = { setData() {} };
  const fake = createFakeWx({
    hooks: { onOpen: ({ path }) => (path === 'a' ? instance : undefined) },
  });
  fake.openPage('/a?b=c');
  assert.equal(fake.wx.getCurrentPages()[1], instance);
  assert.deepEqual([instance.route, instance.options], ['a', { b: 'c' }]);
});

test('the page on top is hidden with the app and shown with it', () => {
  const { openPage, log, hideApp, showApp } = opened();
  openPage('/pages/a/a');
  log.length = 0;
  hideApp();
  showApp();
  assert.deepEqual(log, ['hide pages/a/a', 'show pages/a/a']);
});

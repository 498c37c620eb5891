import assert from 'node:assert/strict';
import { createFakeWx } from '../../src/testing/index.js';
import {
  HOME,
  LOGIN_PAGE,
  openSignedIn,
  outcome,
  PHONE,
  scenario,
  words,
} from '../support/auth.mjs';

const wanting = { server: { routes: { '/a': PHONE } } };

scenario('a full stack: the login page takes the place of the page on top', async () => {
  const { fake, auth, get, advance, stack } = await openSignedIn(wanting);
  for (let depth = 2; depth <= 10; depth += 1) {
    fake.openPage(`/pages/${depth}/a`);
  }
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([stack().length, stack().at(-1)], [10, LOGIN_PAGE]);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual([words([asked]), stack().at(-1)], [[200], 'pages/10/a']);
});

scenario('a stack that is full without being known to be: the fallback is tried once', async () => {
  const { fake, get, advance, stack } = await openSignedIn(wanting);
  fake.next('navigateTo', { fail: 'navigateTo:fail webview count limit exceed' });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), stack()], [['pending'], [LOGIN_PAGE]]);
  assert.equal(fake.calls('redirectTo').length, 1);
});

scenario('a login page in the tab bar that nobody has told of: switchTab', async () => {
  const { fake, get, advance, stack } = await openSignedIn({
    ...wanting,
    pages: { tabBar: [HOME, LOGIN_PAGE] },
  });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual([words([asked]), stack()], [['pending'], [LOGIN_PAGE]]);
  assert.equal(fake.calls('switchTab').length, 1);
});

scenario('navigations that fail, the fallback too, reject those who wait', async () => {
  const { fake, get, advance, navigations } = await openSignedIn(wanting);
  const full = 'navigateTo:fail webview count limit exceed';
  fake.every('navigateTo', { fail: full, delay: 5 });
  fake.every('redirectTo', { fail: 'redirectTo:fail page "pages/login/login" is not found' });
  const asked = [get('/a'), get('/a')];
  await advance(1000);
  assert.deepEqual(words(asked), ['navigationFailed', 'navigationFailed']);
  assert.equal(asked[0].error, asked[1].error);
  assert.equal(navigations(), 2);
});

scenario('a page that is not there rejects those who wait', async () => {
  const { get, advance } = await openSignedIn({ ...wanting, pages: { list: [HOME] } });
  const asked = get('/a');
  await advance(100);
  assert.deepEqual(words([asked]), ['navigationFailed']);
});

scenario('a navigation that never answers is given up after five seconds', async () => {
  const { fake, get, advance } = await openSignedIn(wanting);
  fake.every('navigateTo', 'never');
  const asked = get('/a');
  await advance(5009);
  assert.deepEqual(words([asked]), ['pending']);
  await advance(10000);
  assert.deepEqual(words([asked]), ['navigationFailed']);
});

scenario(
  'where every page wants a login all others are closed, and the user comes back',
  async () => {
    const { fake, auth, get, advance, stack } = await openSignedIn({
      ...wanting,
      auth: { access: 'everyPage' },
    });
    fake.openPage('/pages/cart/cart?id=7');
    const asked = get('/a');
    await advance(100);
    assert.deepEqual([stack(), words([asked])], [[LOGIN_PAGE], ['pending']]);
    await fake.until(auth.answer(fake.press('getPhoneNumber')));
    await advance(100);
    assert.deepEqual(words([asked]), [200]);
    assert.equal(fake.pages.at(-1).url, '/pages/cart/cart?id=7');
  },
);

scenario('no url ever carries where the user came from, or a token', async () => {
  const { fake, auth, get, advance } = await openSignedIn(wanting);
  fake.openPage('/pages/cart/cart?id=7');
  get('/a');
  await advance(100);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual(
    fake.calls('navigateTo').map(({ options }) => options.url),
    [`/${LOGIN_PAGE}`],
  );
  assert.equal(fake.calls('navigateBack').length, 1);
});

scenario(
  'an auth that is disposed of while it navigates keeps the others from navigating',
  async () => {
    const { fake, auth, create, get, advance, stack, navigations } = await openSignedIn({
      ...wanting,
      delays: { login: 15, navigateTo: 1000 },
    });
    const other = create({ storageKey: 'other', loginPage: '/pages/other/other' });
    await fake.until(other.login());
    get('/a');
    await advance(500);
    const asked = outcome(other.request({ url: '/a' }));
    await advance(100);
    auth.dispose();
    await advance(300);
    assert.equal(navigations(), 1, 'the page is still on its way');
    await advance(2000);
    assert.deepEqual([words([asked]), navigations()], [['pending'], 2]);
    assert.equal(stack().at(-1), 'pages/other/other');
    other.dispose();
  },
);

scenario('the end of a navigation that is never told keeps nobody who comes later', async () => {
  const { fake, auth, create, get, advance } = await openSignedIn(wanting);
  const other = create({ storageKey: 'other' });
  fake.next('navigateTo', 'never');
  get('/a');
  await advance(100);
  // As a test does at its end: nobody tells the time any more.
  auth.dispose();
  other.dispose();
  const next = createFakeWx({ server: { routes: { '/a': PHONE } } });
  const later = create({ wx: next.wx });
  await next.until(later.login());
  assert.equal(later.view.status, 'signedIn');
  later.dispose();
});

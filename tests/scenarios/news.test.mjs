import assert from 'node:assert/strict';
import { openSignedIn, outcome, scenario, words } from '../support/auth.mjs';

/** What is news, and what was said before: the bundle of a plain answer is compared with the last. */

const EVERYWHERE = { server: { everywhere: true } };

scenario('the bundle from before a submission is news after it', async () => {
  const { fake, server, auth, get, advance } = await openSignedIn(EVERYWHERE);
  get('/a');
  await advance(10);
  const header = { 'WWW-Authenticate': 'getPhoneNumber' };
  server.answer('/a', { status: 401, header }, { status: 200, data: {} });
  get('/a');
  await advance(100);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.equal(auth.view.hasPhoneNumber, true);
  server.forget('phoneNumber');
  get('/a');
  await advance(10);
  assert.equal(auth.view.hasPhoneNumber, false);
});

scenario('so is the bundle from before a login', async () => {
  const { fake, server, auth, get, advance } = await openSignedIn(EVERYWHERE);
  get('/a');
  await advance(10);
  const before = { status: 200, data: { tokenStatus: bundleOf(auth, server, false) } };
  server.answer('/login', { status: 200, data: { tokenStatus: bundleOf(auth, server, true) } });
  await fake.until(auth.login());
  assert.equal(auth.view.hasPhoneNumber, true);
  server.answer('/a', before);
  get('/a');
  await advance(10);
  assert.equal(auth.view.hasPhoneNumber, false);
});

function bundleOf({ view }, server, hasPhoneNumber) {
  const { token } = server.requests.at(-1);
  return { token, expiresIn: 7200, hasUserInfo: view.hasUserInfo, hasPhoneNumber };
}

/** Answers with a field that no bundle has had before. */
const newsOf = (auth, server) => (hasPhoneNumber) => ({
  status: 200,
  data: { tokenStatus: { ...bundleOf(auth, server, hasPhoneNumber), level: 2 } },
});

scenario('what the app makes of an answer was never said', async () => {
  const { server, auth, get, advance } = await openSignedIn(EVERYWHERE);
  get('/a');
  await advance(10);
  const says = newsOf(auth, server);
  server.answer('/b', says(false), says(true));
  const success = ({ data }) => {
    data.tokenStatus.hasPhoneNumber = true;
  };
  outcome(auth.request({ url: '/b', success }));
  await advance(10);
  assert.equal(auth.view.hasPhoneNumber, false);
  get('/b');
  await advance(10);
  assert.equal(auth.view.hasPhoneNumber, true);
});

scenario('an answer that comes at once is the last word, too', async () => {
  const { fake, server, auth, advance, requests } = await openSignedIn(EVERYWHERE);
  const { request } = fake.wx;
  outcome(auth.request({ url: '/a' }));
  await advance(10);
  const { token } = requests().at(-1);
  const told = { token, expiresIn: 7200, hasUserInfo: false, hasPhoneNumber: true };
  fake.wx.request = ({ success }) => success({ statusCode: 200, data: { tokenStatus: told } });
  outcome(auth.request({ url: '/a', auth: 'optional' }));
  assert.equal(auth.view.hasPhoneNumber, true);
  fake.wx.request = request;
  server.forget('phoneNumber');
  outcome(auth.request({ url: '/a' }));
  await advance(10);
  assert.equal(auth.view.hasPhoneNumber, false);
});

scenario('an answer that renews a token at its end shows no end', async () => {
  const { fake, server, auth, get, advance } = await openSignedIn(EVERYWHERE);
  const shown = [];
  auth.watch(({ status }) => shown.push(status));
  get('/a');
  await advance(10);
  server.answer('/slow', { delay: 1000 });
  get('/slow');
  // The app sleeps: no timer tells what the clock shows.
  fake.setClock(7_199_000);
  await advance(0);
  const before = shown.length;
  await advance(1000);
  assert.deepEqual(shown.slice(before), []);
  assert.equal(auth.view.status, 'signedIn');
});

scenario(
  'who watches after the clock went back hears of the end of the life as early as ever',
  async () => {
    const { fake, auth, get, advance } = await openSignedIn({
      server: { everywhere: true, expiresIn: 1000 },
    });
    get('/a');
    await advance(10);
    fake.setClock(-3_600_000);
    const shown = [];
    auth.watch(({ status }) => shown.push(status));
    await advance(980_000);
    assert.deepEqual(shown, ['signedIn', 'signedOut']);
  },
);

scenario(
  'so does who watches while the clock goes back, as soon as a request notices',
  async () => {
    const { fake, auth, get, advance } = await openSignedIn({
      server: { everywhere: true, expiresIn: 1000 },
    });
    const shown = [];
    auth.watch(({ status }) => shown.push(status));
    for (let times = 0; times < 2; times += 1) {
      get('/a');
      await advance(10);
    }
    fake.setClock(-3_600_000);
    get('/a');
    await advance(980_000);
    assert.deepEqual(shown, ['signedIn', 'signedOut']);
  },
);

scenario('a second answer to one send is no answer, and not the last word', async () => {
  const { fake, server, auth, get, advance } = await openSignedIn(EVERYWHERE);
  get('/a');
  await advance(10);
  const says = newsOf(auth, server);
  const { request } = fake.wx;
  fake.wx.request = ({ success, ...options }) =>
    request({
      ...options,
      success(first) {
        success(first);
        success({ statusCode: 200, header: {}, data: says(true).data });
      },
    });
  server.answer('/b', says(false), says(true));
  get('/b');
  await advance(10);
  fake.wx.request = request;
  assert.equal(auth.view.hasPhoneNumber, false);
  get('/b');
  await advance(10);
  assert.equal(auth.view.hasPhoneNumber, true);
});

scenario('a held write hears that its page is gone while other requests go on', async () => {
  const { fake, server, post, get, advance } = await openSignedIn(EVERYWHERE);
  server.always('/order', { status: 401, header: { 'WWW-Authenticate': 'getPhoneNumber' } });
  fake.openPage('/pages/order/order');
  get('/a');
  await advance(10);
  const held = post('/order');
  await advance(1000);
  get('/a');
  await advance(10);
  fake.wx.navigateBack({ delta: 2 });
  await advance(1000);
  get('/a');
  await advance(100);
  assert.deepEqual(words([held]), ['abandoned']);
});

scenario(
  'requests refused in another order are sent again in the order in which they were made',
  async () => {
    const { server, post, advance, requests } = await openSignedIn();
    const paths = ['/a', '/b', '/c'];
    paths.forEach((path, at) => server.answer(path, { status: 401, delay: 30 - 10 * at }));
    server.answer('/login', { delay: 100 });
    paths.forEach((path) => post(path));
    await advance(1000);
    const sent = requests().filter(({ path }) => path !== '/login');
    assert.deepEqual(
      sent.map(({ path }) => path),
      [...paths, ...paths],
    );
  },
);

import assert from 'node:assert/strict';
import {
  challenge,
  HOME,
  LOGIN_PAGE,
  openSignedIn,
  openStale,
  outcome,
  PHONE,
  scenario,
  words,
} from '../support/auth.mjs';

const wanting = (more) => ({
  server: { routes: { '/a': PHONE, '/b': PHONE, '/c': PHONE, '/d': PHONE, '/e': PHONE }, ...more },
});
const submissions = ({ sends }) => sends('/phone-number');

scenario('five requests that want the phone number are one page and one answer', async () => {
  const app = await openSignedIn(wanting());
  const { fake, auth, get, advance, stack, navigations } = app;
  const asked = ['/a', '/b', '/c', '/d', '/e'].map((path) => get(path));
  await advance(100);
  assert.deepEqual([stack(), navigations()], [[HOME, LOGIN_PAGE], 1]);
  assert.deepEqual([auth.view.status, auth.view.waiting], ['blocked', 5]);
  assert.deepEqual([auth.view.step, auth.view.button.openType], ['phoneNumber', 'getPhoneNumber']);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual(words(asked), [200, 200, 200, 200, 200]);
  assert.deepEqual([submissions(app), app.sends()], [1, 11]);
  assert.deepEqual([stack(), auth.view.hasPhoneNumber, auth.view.uid], [[HOME], true, '1']);
  assert.deepEqual(app.logins(), [0, 0]);
});

scenario(
  'a challenge that comes while a login runs waits for the login and is asked again',
  async () => {
    const { fake, server, auth, get, advance, stack, logins } = await openStale(wanting());
    server.answer('/a', { ...challenge('getPhoneNumber'), delay: 30 });
    const [bare, challenged] = [get('/x'), get('/a')];
    await advance(35);
    assert.deepEqual([stack(), logins()], [[HOME], [1, 1]]);
    await advance(100);
    assert.deepEqual(words([bare, challenged]), [200, 'pending']);
    assert.deepEqual(
      [stack(), logins()],
      [
        [HOME, LOGIN_PAGE],
        [1, 1],
      ],
    );
    await fake.until(auth.answer(fake.press('getPhoneNumber')));
    await advance(100);
    assert.deepEqual(words([challenged]), [200]);
  },
);

scenario('two steps are one page and one step at a time, in the server’s order', async () => {
  const { fake, auth, get, advance, stack, navigations } = await openSignedIn({
    server: {
      flow: 'profile',
      routes: { '/a': { wants: ['userInfo', 'phoneNumber'] }, '/b': PHONE },
    },
  });
  const asked = [get('/a'), get('/b')];
  await advance(100);
  assert.deepEqual([auth.view.step, navigations()], ['userInfo', 1]);
  await fake.until(auth.answer(fake.press('chooseAvatar'), { nickName: 'n' }));
  await advance(100);
  assert.deepEqual([auth.view.step, stack()], ['phoneNumber', [HOME, LOGIN_PAGE]]);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual([words(asked), stack()], [[200, 200], [HOME]]);
});

for (let index = 0; index < 8; index += 1) {
  scenario(`the user says no, in spelling ${index + 1}, and pressing again works`, async () => {
    const app = await openSignedIn(wanting());
    const { fake, auth, get, advance, stack, navigations } = app;
    const asked = [get('/a'), get('/b')];
    await advance(100);
    await fake.until(auth.answer(fake.press('getPhoneNumber', fake.refusals.refused[index])));
    await advance(100);
    assert.deepEqual(words(asked), ['refused', 'refused']);
    assert.equal(asked[0].error, asked[1].error);
    assert.equal(asked[0].error.byUser, true);
    assert.deepEqual([submissions(app), stack(), navigations()], [0, [HOME, LOGIN_PAGE], 1]);
    assert.equal(auth.view.step, 'phoneNumber');
    await fake.until(auth.answer(fake.press('getPhoneNumber')));
    await advance(100);
    assert.equal(auth.view.hasPhoneNumber, true);
    const next = get('/a');
    await advance(100);
    assert.deepEqual(words([next]), [200]);
  });
}

for (const code of ['noQuota', 'unavailable']) {
  scenario(`${code} rejects those who wait, in every spelling`, async () => {
    const app = await openSignedIn(wanting());
    for (const detail of app.fake.refusals[code]) {
      const asked = outcome(app.auth.require('phoneNumber'));
      await app.advance(100);
      await app.fake.until(app.auth.answer(app.fake.press('getPhoneNumber', detail)));
      await app.advance(100);
      assert.deepEqual(words([asked]), [code], JSON.stringify(detail));
    }
    assert.equal(submissions(app), 0);
  });
}

for (const code of ['privacyNotAgreed', 'malformed']) {
  scenario(`${code} keeps those who wait and is told`, async () => {
    const app = await openSignedIn(wanting());
    const { fake, auth, get, advance } = app;
    const asked = get('/a');
    await advance(100);
    for (const detail of fake.refusals[code]) {
      await fake.until(auth.answer(fake.press('getPhoneNumber', detail)));
      await advance(100);
      assert.deepEqual([words([asked]), auth.view.error.code], [['pending'], code]);
    }
    await fake.until(auth.answer(fake.press('getPhoneNumber')));
    await advance(100);
    assert.deepEqual([words([asked]), submissions(app), auth.view.error], [[200], 1, null]);
  });
}

scenario('who leaves the login page abandons, and is not brought there again', async () => {
  const { fake, auth, get, advance, stack, navigations } = await openSignedIn(wanting());
  const asked = get('/a');
  await advance(100);
  fake.back();
  auth.abandon();
  await advance(100);
  assert.deepEqual([words([asked]), asked.error.byUser], [['abandoned'], true]);
  const next = get('/b');
  await advance(100);
  assert.deepEqual([words([next]), stack(), navigations()], [['abandoned'], [HOME], 1]);
});

scenario(
  'a tab page that wants the number whenever it is shown makes no loop of going back',
  async () => {
    const ME = 'pages/me/me';
    const tabBar = [HOME, ME];
    const app = await openSignedIn({
      ...wanting(),
      auth: { tabBarPages: tabBar },
      pages: { tabBar },
    });
    const { fake, auth, get, advance, stack, navigations } = app;
    fake.openPage(`/${ME}`);
    fake.hooks.onShow = ({ path }) => path === ME && shown.push(get('/a'));
    const shown = [get('/a')];
    await advance(100);
    assert.deepEqual(stack(), [ME, LOGIN_PAGE]);
    fake.back();
    auth.abandon();
    await advance(100);
    assert.deepEqual(words(shown), ['abandoned', 'abandoned']);
    assert.deepEqual([stack(), navigations()], [[ME], 1]);

    fake.openPage('/pages/order/order');
    const elsewhere = get('/a');
    await advance(100);
    assert.deepEqual([words([elsewhere]), stack().at(-1)], [['pending'], LOGIN_PAGE]);
    fake.back();
    auth.abandon();
    await advance(100);
    const required = outcome(auth.require('phoneNumber'));
    await advance(100);
    assert.deepEqual([words([required]), stack().at(-1)], [['pending'], LOGIN_PAGE]);
  },
);

scenario(
  'the login page’s own request opens nothing, and the user comes back after it',
  async () => {
    const { fake, auth, get, advance, stack, navigations } = await openSignedIn(wanting());
    const first = get('/a');
    await advance(100);
    const own = get('/b');
    await advance(100);
    assert.deepEqual([stack(), navigations()], [[HOME, LOGIN_PAGE], 1]);
    await fake.until(auth.answer(fake.press('getPhoneNumber')));
    await advance(100);
    assert.deepEqual([words([first, own]), stack()], [[200, 200], [HOME]]);
  },
);

scenario('a login page that the user opened stays open', async () => {
  const { fake, auth, get, advance, stack, navigations } = await openSignedIn(wanting());
  fake.openPage(`/${LOGIN_PAGE}`);
  const own = get('/a');
  await advance(100);
  assert.deepEqual([auth.view.step, navigations()], ['phoneNumber', 0]);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual([words([own]), stack()], [[200], [HOME, LOGIN_PAGE]]);
});

scenario(
  'a step challenged again after its answer was taken is a loop: no third button',
  async () => {
    const app = await openSignedIn(wanting());
    const { fake, server, auth, get, advance, navigations } = app;
    server.always('/a', challenge('getPhoneNumber'));
    const asked = get('/a');
    await advance(100);
    await fake.until(auth.answer(fake.press('getPhoneNumber')));
    await advance(100);
    assert.deepEqual([words([asked]), app.sends('/a')], [['challengeLoop'], 2]);
    assert.equal(asked.error.step, 'phoneNumber');
    assert(navigations() <= 2);
  },
);

scenario('a login by SMS code releases those who wait for the button', async () => {
  const { server, auth, get, post, advance, stack } = await openSignedIn(wanting());
  const asked = [get('/a'), get('/b')];
  await advance(100);
  server.answer('/sms', () => {
    server.know('phoneNumber');
    return { bundle: true };
  });
  const sms = post('/sms');
  await advance(100);
  assert.deepEqual(words([sms, ...asked]), [200, 200, 200]);
  assert.deepEqual([stack(), auth.view.hasPhoneNumber], [[HOME], true]);
});

scenario(
  'where only the union id is wanted nobody is asked: a login, then encrypted data',
  async () => {
    const app = await openSignedIn({
      auth: { userInfo: 'unionid' },
      person: { bound: false },
      server: { routes: { '/a': { wants: ['userInfo'] } } },
    });
    const { fake, get, advance, logins, stack, sends } = app;
    fake.person.bound = true;
    const asked = get('/a');
    await advance(200);
    assert.deepEqual([words([asked]), logins(), stack()], [[200], [1, 1], [HOME]]);
    assert.equal(sends('/user-info'), 0);
  },
);

scenario('what one component asks for stays when another one goes', async () => {
  const { auth, app, advance } = await openSignedIn();
  const entry = app.require('weapp-auth/registry.js').find();
  const [profile, login] = [{}, {}];
  const shown = async (step, who) => {
    entry.offer(step, who);
    await advance(100);
    return auth.view.step;
  };
  assert.equal(await shown('phoneNumber', profile), 'phoneNumber');
  assert.equal(await shown('userInfo', login), null, 'the server has the user info');
  assert.equal(await shown(null, login), 'phoneNumber');
  assert.equal(await shown(null, profile), null);
});

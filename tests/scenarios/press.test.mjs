import assert from 'node:assert/strict';
import { openSignedIn, outcome, PHONE, scenario, words } from '../support/auth.mjs';

const wanting = { server: { routes: { '/a': PHONE } } };
const submissions = ({ sends }) => sends('/phone-number');

scenario('a button that is pressed twice, or tells twice, submits each code once', async () => {
  const app = await openSignedIn(wanting);
  const { fake, server, auth, get, advance } = app;
  server.route('/phone-number', { delay: 50 });
  const asked = get('/a');
  await advance(100);
  const event = fake.press('getPhoneNumber');
  const answers = [event, event, fake.press('getPhoneNumber')].map((one) =>
    outcome(auth.answer(one)),
  );
  assert.equal(auth.view.busy, true);
  await advance(200);
  assert.deepEqual([words(answers), words([asked])], [['done', 'done', 'done'], [200]]);
  assert.equal(submissions(app), 1);
  await fake.until(auth.answer(event));
  await advance(100);
  assert.equal(submissions(app), 1);
});

scenario('no login comes between a press and the answer to its submission', async () => {
  const app = await openSignedIn({ ...wanting, baseLibrary: '2.21.1' });
  const { fake, server, auth, get, advance, logins, requests } = app;
  server.route('/phone-number', { delay: 100 });
  server.answer('/x', { status: 401 });
  const blocked = get('/a');
  await advance(50);
  auth.answer(fake.press('getPhoneNumber'));
  await advance(10);
  const bare = get('/x');
  await advance(50);
  assert.deepEqual(logins(), [0, 0]);
  await advance(300);
  assert.deepEqual(
    [words([blocked, bare]), logins()],
    [
      [200, 200],
      [1, 1],
    ],
  );
  const submission = requests().find(({ path }) => path === '/phone-number');
  assert.deepEqual([submission.status, submission.error], [200, null]);
});

scenario('a submission answered with a bare 401 logs in and asks to press again', async () => {
  const { fake, server, auth, get, advance, logins } = await openSignedIn(wanting);
  const asked = get('/a');
  await advance(100);
  server.revokeAll();
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual([words([asked]), logins()], [['pending'], [1, 1]]);
  assert.equal(auth.view.error.code, 'pressAgain');
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual([words([asked]), auth.view.error], [[200], null]);
});

scenario('a submission that fails keeps those who wait; its code is not sent again', async () => {
  const app = await openSignedIn(wanting);
  const { fake, server, auth, get, advance } = app;
  const asked = get('/a');
  await advance(100);
  server.answer('/phone-number', { status: 500 });
  const event = fake.press('getPhoneNumber');
  await fake.until(auth.answer(event));
  await advance(100);
  assert.deepEqual([words([asked]), auth.view.status], [['pending'], 'blocked']);
  assert.notEqual(auth.view.error, null);
  await fake.until(auth.answer(event));
  await advance(100);
  assert.equal(submissions(app), 1);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(100);
  assert.deepEqual([words([asked]), submissions(app)], [[200], 2]);
});

scenario('avatar and nickname: chosen, changed, confirmed twice, are one upload', async () => {
  const app = await openSignedIn({
    server: { flow: 'profile', routes: { '/a': { wants: ['userInfo'] } } },
  });
  const { fake, auth, get, advance, sends, requests } = app;
  const asked = get('/a');
  await advance(100);
  assert.equal(auth.view.button.openType, 'chooseAvatar');
  assert.deepEqual([...auth.view.button.inputs], ['nickname']);
  await fake.until(auth.answer(fake.press('chooseAvatar')));
  const event = fake.press('chooseAvatar');
  await fake.until(auth.answer(event));
  await advance(100);
  assert.equal(sends('/user-info'), 0);
  const confirmed = [1, 2].map(() => outcome(auth.answer(event, { nickName: '昵称' })));
  await advance(100);
  assert.deepEqual([words(confirmed), words([asked])], [['done', 'done'], [200]]);
  assert.equal(sends('/user-info'), 1);
  const upload = requests().find(({ path }) => path === '/user-info');
  assert.deepEqual([upload.kind, upload.name, upload.token], ['uploadFile', 'avatar', 'token-1']);
  assert.deepEqual(upload.data, { avatar: event.detail.avatarUrl, nickName: '昵称' });
});

scenario('the privacy agreement comes first where it is needed', async () => {
  for (const [baseLibrary, openType] of [
    ['2.32.3', 'agreePrivacyAuthorization'],
    ['2.33.1', 'getPhoneNumber|agreePrivacyAuthorization'],
  ]) {
    const { fake, auth, get, advance } = await openSignedIn({
      ...wanting,
      baseLibrary,
      person: { privacyDeclared: true },
    });
    const asked = get('/a');
    await advance(100);
    assert.equal(auth.view.button.openType, openType);
    await fake.until(auth.answer(fake.press(openType)));
    await advance(100);
    if (openType === 'agreePrivacyAuthorization') {
      assert.equal(auth.view.button.openType, 'getPhoneNumber');
      await fake.until(auth.answer(fake.press('getPhoneNumber')));
      await advance(100);
    }
    assert.deepEqual(words([asked]), [200], baseLibrary);
    assert.deepEqual(fake.calls('onNeedPrivacyAuthorization'), []);
  }
});

for (const options of [{ skyline: true }, { baseLibrary: '2.20.3' }, { platform: 'ohos' }]) {
  scenario(`the number is asked for with ${JSON.stringify(options)}`, async () => {
    const { fake, auth, get, advance } = await openSignedIn({ ...wanting, ...options });
    const asked = get('/a');
    await advance(100);
    await fake.until(auth.answer(fake.press(auth.view.button.openType)));
    await advance(100);
    assert.deepEqual(words([asked]), [200]);
  });
}

scenario('what a page changes in its event after the press is not submitted', async () => {
  const { fake, auth, create, advance, requests } = await openSignedIn();
  // The press waits for its turn.
  const other = create({ storageKey: 'other' });
  other.login();
  await advance(5);
  const event = fake.press('getPhoneNumber');
  const { code } = event.detail;
  const answered = outcome(auth.answer(event));
  event.detail.code = 'another';
  await advance(100);
  assert.deepEqual(words([answered]), ['done']);
  const { body } = requests().find(({ path }) => path === '/phone-number');
  assert.equal(JSON.parse(body).code, code);
});

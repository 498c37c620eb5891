import assert from 'node:assert/strict';
import {
  challenge,
  openSignedIn,
  openStale,
  outcome,
  PHONE,
  scenario,
  words,
} from '../support/auth.mjs';

const wanting = { server: { routes: { '/a': PHONE } } };

for (const api of ['uploadFile', 'downloadFile']) {
  for (const headers of ['before', 'after']) {
    scenario(`a challenge of ${api} is read whose header comes ${headers} the result`, async () => {
      const app = await openSignedIn({ ...wanting, network: { headers, headersDelay: 400 } });
      const { fake, auth, advance, logins, sends } = app;
      fake.files.write('wxfile://a', 'content');
      const asked = outcome(auth[api]({ url: '/a', filePath: 'wxfile://a', name: 'file' }));
      await advance(500);
      assert.deepEqual([auth.view.step, logins()], ['phoneNumber', [0, 0]]);
      await fake.until(auth.answer(fake.press('getPhoneNumber')));
      await advance(500);
      assert.deepEqual([words([asked]), sends('/a')], [[200], 2]);
    });
  }

  scenario(`a 401 of ${api} whose header never comes is a bare one after a second`, async () => {
    const app = await openStale({ network: { headers: 'never' } });
    const { fake, auth, advance, logins, sends } = app;
    fake.files.write('wxfile://a', 'content');
    const asked = outcome(auth[api]({ url: '/x', filePath: 'wxfile://a', name: 'file' }));
    await advance(1009);
    assert.deepEqual([words([asked]), logins()], [['pending'], [0, 0]]);
    await advance(100);
    assert.deepEqual([words([asked]), logins(), sends('/x')], [[200], [1, 1], 2]);
  });
}

scenario('a file that is gone at the replay is a network error', async () => {
  const { fake, auth, advance } = await openStale();
  fake.files.write('wxfile://a', 'content');
  const asked = outcome(auth.uploadFile({ url: '/a', filePath: 'wxfile://a', name: 'file' }));
  await advance(5);
  fake.files.remove('wxfile://a');
  await advance(2000);
  assert.deepEqual(words([asked]), ['network']);
  assert.equal(asked.error.cause.errMsg, 'uploadFile:fail file not found');
});

scenario('progress listeners are kept over a replay', async () => {
  const { fake, auth, advance } = await openStale();
  fake.files.write('wxfile://a', 'content');
  let progress = 0;
  const task = auth.uploadFile({ url: '/a', filePath: 'wxfile://a', name: 'file' });
  task.onProgressUpdate(() => {
    progress += 1;
  });
  await advance(2000);
  assert.equal((await task).statusCode, 200);
  assert.equal(progress, 2);
});

for (const headers of ['before', 'after']) {
  scenario(`what an avatar's upload is refused for is read, its header ${headers} it`, async () => {
    const app = await openSignedIn({ network: { headers, headersDelay: 400 } });
    const { fake, server, auth, advance, logins, sends } = app;
    server.answer('/user-info', challenge('getPhoneNumber'));
    const answered = outcome(auth.answer(fake.press('chooseAvatar'), { nickName: 'n' }));
    await advance(2000);
    assert.deepEqual([words([answered]), sends('/user-info'), logins()], [['done'], 1, [0, 0]]);
    assert.equal(auth.view.error.code, 'submissionRejected');
  });
}

scenario("an avatar's upload whose header never comes is answered after a second", async () => {
  const app = await openSignedIn({ network: { headers: 'never' } });
  const { fake, server, auth, advance, logins } = app;
  server.answer('/user-info', { status: 401 });
  const answered = outcome(auth.answer(fake.press('chooseAvatar'), { nickName: 'n' }));
  await advance(900);
  assert.deepEqual([words([answered]), logins()], [['pending'], [0, 0]]);
  await advance(300);
  assert.deepEqual([words([answered]), logins()], [['done'], [1, 1]]);
  assert.equal(auth.view.error.code, 'pressAgain');
});

scenario('listeners that the app takes away by no name leave ours alone', async () => {
  const app = await openSignedIn({ ...wanting, network: { headers: 'after', headersDelay: 400 } });
  const { fake, auth, advance, logins } = app;
  fake.files.write('wxfile://a', 'content');
  const heard = [];
  const task = auth.uploadFile({ url: '/a', filePath: 'wxfile://a', name: 'file' });
  const asked = outcome(task);
  task.onHeadersReceived(() => heard.push('taken away'));
  task.offHeadersReceived();
  const kept = () => heard.push('kept');
  const other = () => heard.push('other');
  task.onHeadersReceived(kept);
  task.onHeadersReceived(other);
  task.offHeadersReceived(other);
  await advance(500);
  assert.deepEqual([auth.view.step, logins(), heard], ['phoneNumber', [0, 0], ['kept']]);
  await fake.until(auth.answer(fake.press('getPhoneNumber')));
  await advance(500);
  assert.deepEqual([words([asked]), heard], [[200], ['kept', 'kept']]);
});

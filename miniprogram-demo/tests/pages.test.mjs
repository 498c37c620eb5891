import assert from 'node:assert/strict';
import test from 'node:test';
import { openPhone } from './phone.mjs';

const login = (phone) => phone.fake.calls('login').length;

test('a guest sees what is sold, and nobody is logged in for it', async (t) => {
  const phone = await openPhone(t);
  assert.match(phone.text(), /绿茶 250 克.*¥68\.00/s);
  assert.equal(login(phone), 0);
});

test('a purchase asks for the phone number, and goes on afterwards', async (t) => {
  const phone = await openPhone(t, { url: '/pages/article/article?sku=tea-250' });
  await phone.tap('#buy');
  assert.equal(phone.path(), 'pages/login/login');
  assert.match(phone.text(), /验证手机号/);
  await phone.press('getPhoneNumber');
  assert.equal(phone.path(), 'pages/orders/orders');
  assert.match(phone.text(), /绿茶 250 克.*已支付/s);
  assert.deepEqual(phone.paid, ['prepay_id=1']);
  assert.equal(login(phone), 1);
});

test('somebody who refuses stays a guest, and can press again', async (t) => {
  const phone = await openPhone(t, { url: '/pages/article/article?sku=tea-250' });
  await phone.tap('#buy');
  await phone.press('getPhoneNumber', 'refused');
  assert.equal(phone.path(), 'pages/login/login');
  assert.deepEqual(phone.paid, []);
  phone.fake.back();
  await phone.tap('#buy');
  await phone.press('getPhoneNumber');
  assert.equal(phone.path(), 'pages/orders/orders');
});

test('the profile asks for avatar and nickname, and shows them', async (t) => {
  const phone = await openPhone(t, { url: '/pages/profile/profile' });
  assert.match(phone.text(), /认识一下/);
  await phone.press('chooseAvatar');
  await phone.confirm('阿青');
  assert.equal(phone.path(), 'pages/profile/profile');
  assert.match(phone.text(), /阿青/);
});

test('somebody who signs out for good is not logged in again, until they ask', async (t) => {
  const phone = await openPhone(t, { url: '/pages/profile/profile', knows: ['userInfo'] });
  assert.match(phone.text(), /阿青/);
  await phone.tap('#signOutAndHold');
  assert.match(phone.text(), /已退出登录/);
  await phone.switchTab('pages/orders/orders');
  assert.match(phone.text(), /已退出登录/);
  assert.equal(login(phone), 1);
  await phone.switchTab('pages/profile/profile');
  await phone.tap('#ask');
  assert.match(phone.text(), /阿青/);
  assert.equal(login(phone), 2);
});

test('the lab tells what has been heard, and five requests are one login', async (t) => {
  const phone = await openPhone(t, { url: '/pages/lab/lab', knows: ['phoneNumber'] });
  await phone.tap('#five');
  assert.match(phone.text(), /(200\s?){5}/);
  assert.match(phone.text(), /codeReceived/);
  assert.equal(login(phone), 1);
});

test('no page has done what a real one may not', async (t) => {
  const phone = await openPhone(t, { url: '/pages/lab/lab' });
  await phone.tap('#five');
  assert.deepEqual(phone.problems, []);
  assert.deepEqual(phone.fake.unknown, []);
  assert.deepEqual(phone.fake.errors, []);
});

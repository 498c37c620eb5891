import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDemo } from './support.mjs';

async function customer(phone, person) {
  const token = await phone.login(person);
  await phone.givePhoneNumber(token, person);
  return token;
}

async function order(phone, token, json = { sku: 'cup-1', quantity: 2 }) {
  return (await phone.request('/orders', { token, json })).body.order;
}

test('an order is priced by the server, and listed', async (t) => {
  const { phone } = await openDemo(t);
  const token = await customer(phone);
  const json = { sku: 'cup-1', quantity: 2, amount: 1 };
  const { status, body } = await phone.request('/orders', { token, json });
  assert.equal(status, 201);
  assert.equal(body.order.amount, 7800);
  const list = await phone.request('/orders', { token });
  assert.deepEqual(list.body.orders, [body.order]);
});

test("another user's order is forbidden, and one that isn't there is not found", async (t) => {
  const { phone } = await openDemo(t);
  const { id } = await order(phone, await customer(phone, 'first'));
  const token = await customer(phone, 'second');
  assert.equal((await phone.request(`/orders/${id}`, { token })).status, 403);
  assert.equal((await phone.request('/orders/nothing', { token })).status, 404);
  const json = { orderId: id };
  assert.equal((await phone.request('/payments', { token, json })).status, 403);
});

test('the badge counts the orders that wait for their payment', async (t) => {
  const { phone } = await openDemo(t);
  const token = await customer(phone);
  await order(phone, token);
  await order(phone, token);
  assert.equal((await phone.request('/badge', { token })).body.badge, 2);
});

test('only the order query tells that an order is paid', async (t) => {
  const { phone } = await openDemo(t);
  const token = await customer(phone);
  const { id: orderId } = await order(phone, token);
  const { status, body } = await phone.request('/payments', { token, json: { orderId } });
  assert.equal(status, 201);
  const { id, requestPayment } = body.payment;
  assert.deepEqual(Object.keys(requestPayment), [
    'timeStamp',
    'nonceStr',
    'package',
    'signType',
    'paySign',
  ]);
  const tradeState = async () =>
    (await phone.request(`/payments/${id}`, { token })).body.payment.tradeState;
  assert.equal(await tradeState(), 'NOTPAY');
  await phone.fake('payment', { package: requestPayment.package, tradeState: 'SUCCESS' });
  const [unqueried] = (await phone.request('/orders', { token })).body.orders;
  assert.equal(unqueried.tradeState, 'NOTPAY');
  assert.equal(await tradeState(), 'SUCCESS');
  const [queried] = (await phone.request('/orders', { token })).body.orders;
  assert.equal(queried.tradeState, 'SUCCESS');
  assert.equal((await phone.request('/badge', { token })).body.badge, 0);
});

test('an order has one open payment, a new one after it was closed, none after it was paid', async (t) => {
  const { phone } = await openDemo(t);
  const token = await customer(phone);
  const { id: orderId } = await order(phone, token);
  const pay = () => phone.request('/payments', { token, json: { orderId } });
  const become = async ({ id, requestPayment }, tradeState) => {
    await phone.fake('payment', { package: requestPayment.package, tradeState });
    await phone.request(`/payments/${id}`, { token });
  };
  const first = (await pay()).body.payment;
  assert.equal((await pay()).body.payment.id, first.id);
  await become(first, 'CLOSED');
  const second = (await pay()).body.payment;
  assert.notEqual(second.id, first.id);
  await become(second, 'SUCCESS');
  const { status, body } = await pay();
  assert.equal(status, 400);
  assert.equal(body.error.code, 'alreadyPaid');
});

test('an avatar is kept with the nickname, and its predecessor is not', async (t) => {
  const { phone } = await openDemo(t);
  const token = await phone.login();
  const profile = async () => (await phone.request('/profile', { token })).body.profile;
  await phone.giveAvatar(token, { nickName: ' 昵称 ' });
  const before = await profile();
  assert.equal(before.nickname, '昵称');
  const picture = await phone.request(before.avatarPath);
  assert.equal(picture.status, 200);
  assert.equal(picture.headers['content-type'], 'image/png');
  await phone.giveAvatar(token, { nickName: ' ' });
  const after = await profile();
  assert.equal(after.nickname, '昵称');
  assert.notEqual(after.avatarPath, before.avatarPath);
  assert.equal((await phone.request(before.avatarPath)).status, 404);
});

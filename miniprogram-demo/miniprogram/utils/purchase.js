const { tradeVerdict } = require('weapp-auth');
const auth = require('../auth');

/**
 * Buys one of an article. Asks for the phone number first, where the shop doesn't have it.
 *
 * What `wx.requestPayment` says proves nothing, so the shop's server asks WeChat Pay.
 *
 * @param {string} sku
 * @returns {Promise<string>} the verdict: `paid`, `pending` …
 */
exports.buy = async (sku) => {
  await auth.require('phoneNumber');
  const { order } = await post('/orders', { sku });
  return exports.pay(order.id);
};

/**
 * Pays for an order.
 *
 * @param {string} orderId
 */
exports.pay = async (orderId) => {
  const { payment } = await post('/payments', { orderId });
  await new Promise((resolve) => {
    wx.requestPayment({ ...payment.requestPayment, complete: resolve });
  });
  const { data } = await auth.request({ url: `/payments/${payment.id}` });
  return tradeVerdict({ tradeState: data.payment.tradeState }).verdict;
};

/**
 * @param {string} url
 * @param {object} data
 */
async function post(url, data) {
  const res = await auth.request({ url, method: 'POST', data });
  return /** @type {any} */ (res.data);
}

const { tradeVerdict } = require('weapp-auth');
const auth = require('../auth');
const { fetchCatalogue } = require('./catalogue');
const { yuan } = require('./money');

/** The user's orders, newest first. The shop needs the phone number for them. */
exports.fetchOrders = async () => {
  const { data } = await auth.request({ url: '/orders' });
  const articles = await fetchCatalogue();
  return data.orders.map((/** @type {any} */ order) => {
    const article = articles.find(({ sku }) => sku === order.sku);
    return {
      id: order.id,
      title: article ? article.title : order.sku,
      date: dateOf(order.createdAt),
      amount: yuan(order.amount),
      isPaid: tradeVerdict({ tradeState: order.tradeState || undefined }).verdict === 'paid',
    };
  });
};

/** @param {number} time */
function dateOf(time) {
  const date = new Date(time);
  const two = (/** @type {number} */ number) => `0${number}`.slice(-2);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

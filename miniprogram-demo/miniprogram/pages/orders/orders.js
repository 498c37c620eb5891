const auth = require('../../auth');
const { fetchOrders } = require('../../utils/orders');
const { explain } = require('../../utils/problem');
const { pay } = require('../../utils/purchase');

Page({
  data: { orders: /** @type {object[] | null} */ (null), problem: '' },

  onShow() {
    return this.refresh();
  },

  async refresh() {
    try {
      this.setData({ orders: await fetchOrders(), problem: '' });
    } catch (error) {
      this.setData({ orders: null, problem: explain(error) });
    }
  },

  async ask() {
    try {
      await auth.require('phoneNumber');
      await this.refresh();
    } catch (error) {
      this.setData({ problem: explain(error) });
    }
  },

  /** @param {WechatMiniprogram.TouchEvent} event */
  async pay(event) {
    try {
      await pay(event.currentTarget.dataset.id);
      await this.refresh();
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' });
    }
  },
});

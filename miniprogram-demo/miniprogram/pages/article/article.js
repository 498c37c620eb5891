const { fetchCatalogue } = require('../../utils/catalogue');
const { explain } = require('../../utils/problem');
const { buy } = require('../../utils/purchase');

Page({
  data: { article: /** @type {any} */ (null), next: '', buying: false, problem: '' },

  /** @param {{ sku?: string }} query */
  async onLoad({ sku }) {
    try {
      const articles = await fetchCatalogue();
      const index = articles.findIndex((article) => article.sku === sku);
      const { sku: next } = articles[(index + 1) % articles.length];
      this.setData({ article: articles[index], next });
    } catch (error) {
      this.setData({ problem: explain(error) });
    }
  },

  async buy() {
    this.setData({ buying: true });
    try {
      await buy(this.data.article.sku);
      wx.switchTab({ url: '/pages/orders/orders' });
    } catch (error) {
      wx.showToast({ title: explain(error), icon: 'none' });
    }
    this.setData({ buying: false });
  },

  openNext() {
    wx.navigateTo({ url: `/pages/article/article?sku=${this.data.next}` });
  },
});

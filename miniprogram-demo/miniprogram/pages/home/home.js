const { fetchCatalogue } = require('../../utils/catalogue');
const { explain } = require('../../utils/problem');

Page({
  data: { articles: /** @type {object[]} */ ([]), problem: '' },

  onLoad() {
    return this.refresh();
  },

  async refresh() {
    try {
      this.setData({ articles: await fetchCatalogue(), problem: '' });
    } catch (error) {
      this.setData({ problem: explain(error) });
    }
  },

  /** @param {WechatMiniprogram.TouchEvent} event */
  open(event) {
    wx.navigateTo({ url: `/pages/article/article?sku=${event.currentTarget.dataset.sku}` });
  },
});

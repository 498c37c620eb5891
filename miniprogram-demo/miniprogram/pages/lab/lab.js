const auth = require('../../auth');
const journal = require('../../utils/journal');
const { explain } = require('../../utils/problem');

Page({
  data: { entries: /** @type {object[]} */ ([]), result: '', view: {} },

  onLoad() {
    const stops = [
      auth.watch((view) => this.setData({ view })),
      journal.watch((entries) => this.setData({ entries })),
    ];
    this.unwatch = () => stops.forEach((stop) => stop());
  },

  onUnload() {
    this.unwatch();
  },

  unwatch() {},

  sendFive() {
    return this.send([1, 2, 3, 4, 5].map(() => auth.request({ url: '/orders' })));
  },

  sendSilent() {
    return this.send([auth.request({ url: '/orders', auth: 'silent' })]);
  },

  /** @param {Promise<{ statusCode: number }>[]} requests */
  async send(requests) {
    const outcomes = requests.map((request) => request.then((res) => res.statusCode, explain));
    this.setData({ result: (await Promise.all(outcomes)).join('　') });
  },

  copyTrace() {
    wx.setClipboardData({ data: JSON.stringify(auth.trace(), null, 2) });
  },
});

const auth = require('../../auth');
const { explain } = require('../../utils/problem');
const { tell } = require('../../utils/happenings');

Page({
  data: { events: /** @type {object[]} */ ([]), result: '', view: {} },

  onLoad() {
    this.unwatch = auth.watch((view) => this.setData({ view, events: tell() }));
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
    const result = (await Promise.all(outcomes)).join('　');
    this.setData({ result, events: tell() });
  },

  copyTrace() {
    wx.setClipboardData({ data: JSON.stringify(auth.trace(), null, 2) });
  },
});

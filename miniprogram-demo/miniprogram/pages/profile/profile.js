const auth = require('../../auth');
const { baseUrl } = require('../../config');
const { explain } = require('../../utils/problem');

Page({
  data: { profile: /** @type {object | null} */ (null), problem: '', view: {} },

  onLoad() {
    this.unwatch = auth.watch((view) => this.setData({ view }));
  },

  onUnload() {
    this.unwatch();
  },

  unwatch() {},

  onShow() {
    return this.refresh();
  },

  async refresh() {
    try {
      const { data } = await auth.request({ url: '/profile' });
      const { nickname, avatarPath } = data.profile;
      const avatar = avatarPath ? `${baseUrl}${avatarPath}` : '';
      this.setData({ profile: { nickname: nickname || '茶客', avatar }, problem: '' });
    } catch (error) {
      this.setData({ profile: null, problem: explain(error) });
    }
  },

  async ask() {
    try {
      await auth.require('userInfo');
      await this.refresh();
    } catch (error) {
      this.setData({ problem: explain(error) });
    }
  },

  /** @param {WechatMiniprogram.TouchEvent} event */
  async signOut(event) {
    await auth.logout({ hold: Boolean(event.currentTarget.dataset.hold) });
    this.setData({ profile: null, problem: '已退出登录' });
  },
});

const auth = require('../../auth');

const WORDS = {
  phoneNumber: { title: '验证手机号', words: '下单和查订单要用它，别的不用' },
  userInfo: { title: '认识一下', words: '选一个头像和昵称，邻座好称呼你' },
};

Page({
  data: { title: '', words: '' },

  onLoad() {
    this.unwatch = auth.watch(({ step }) => step && this.setData(WORDS[step]));
  },

  onUnload() {
    this.unwatch();
  },

  unwatch() {},
});

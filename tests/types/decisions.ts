// What an app may decide for itself.
import { chooseButton, chooseNavigation, readAnswer, tradeVerdict } from 'weapp-auth';

const navigation = chooseNavigation({
  target: 'login',
  access: 'onDemand',
  loginPage: 'pages/login/login',
  tabBarPages: [],
  stack: getCurrentPages().map(({ route }) => route),
});
switch (navigation.api) {
  case 'navigateBack':
    wx.navigateBack({ delta: navigation.delta });
    break;
  case 'none':
    break;
  case 'switchTab':
    wx.switchTab({ url: navigation.url });
    break;
  case 'navigateTo':
  case 'redirectTo':
  case 'reLaunch':
    wx.navigateTo({ url: navigation.url });
}

const { guide, popup } = chooseButton({
  step: 'location',
  sdkVersion: wx.getAppBaseInfo().SDKVersion,
  platform: 'ios',
  setting: null,
  privacy: 'needed',
});
console.log(guide satisfies 'none' | 'openSetting' | 'agreePrivacy', popup);
chooseButton({ step: 'phoneNumber', sdkVersion: '' });

const answer = readAnswer('phoneNumber', {});
if (answer.result === 'granted') {
  const code: string | undefined = answer.code;
  console.log(code, answer.encryptedData, answer.iv, answer.avatarUrl, answer.nickName);
}

const trade = tradeVerdict({ tradeState: 'SUCCESS', returnCode: 'SUCCESS' });
if (!trade.query) {
  const known: 'paid' | 'refunded' | 'closed' | 'failed' = trade.verdict;
  console.log(known);
}

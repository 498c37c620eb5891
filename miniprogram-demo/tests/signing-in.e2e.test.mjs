/** From a cold start to what needs both buttons, on each platform, by mouse and by finger. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { useBrowser } from './browser.mjs';

const openPhone = useBrowser();

/** Each platform with another spelling on the wire. */
const PLATFORMS = {
  ios: 'WWW-AUTHENTICATE',
  android: 'WWW-Authenticate',
  ohos: 'Www-Authenticate',
  devtools: 'www-authenticate',
};

for (const [platform, casing] of Object.entries(PLATFORMS)) {
  for (const touch of [false, true]) {
    const pointer = touch ? 'finger' : 'mouse';
    test(`on ${platform}, by ${pointer}: one login, both buttons, then the orders`, async (t) => {
      const phone = await openPhone(t, { settings: { platform, casing }, touch });
      const screenshot = (name) => !touch && phone.screenshot(`${platform}-${name}`);
      await phone.sees('绿茶');
      assert.equal(await phone.logins(), 0);

      await phone.tapTab('我的');
      await phone.sees('认识一下');
      await screenshot('1-user-info');
      await phone.giveUserInfo('阿青');
      await phone.sees('阿青');
      await screenshot('2-profile');

      await phone.tapTab('订单');
      await phone.sees('验证手机号');
      await screenshot('3-phone-number');
      await phone.press('yes');
      await phone.sees('还没有订单');
      await screenshot('4-orders');

      assert.equal(await phone.logins(), 1);
      const [{ challenge }] = await phone.requests('/orders');
      assert.equal(challenge, `${casing}: getPhoneNumber`);
      await phone.assertNoProblems();
    });
  }
}

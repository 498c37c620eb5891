/** What the person who holds the phone does about a button, as the component passes it on. */
import { LOGIN_PAGE } from './setup.mjs';

/** Presses the button that a view shows, in one of the ways that people and platforms have. */
export function press(world, auth) {
  const { draw } = world;
  const { button, step } = auth.view;
  const openType = button && button.openType;
  if (button && button.api) {
    return profile(world, auth, button.api);
  }
  if (openType === 'chooseAvatar') {
    return avatar(world, auth);
  }
  const kind = openType || draw.pick(['getPhoneNumber', 'getUserInfo']);
  const phone = /PhoneNumber/.test(kind);
  const word = draw.weighted({
    granted: 6,
    refused: 2,
    ...(phone && { noQuota: 0.3, unavailable: 0.3, privacyNotAgreed: 0.5, malformed: 0.5 }),
  });
  const event = pressed(world, kind, word);
  if (event === null) {
    return;
  }
  answer(world, auth, event, draw.chance(0.1) ? { inviteCode: 'x' } : undefined);
  if (draw.chance(0.2)) {
    answer(world, auth, event);
  }
  if (draw.chance(0.1)) {
    answer(world, auth, pressed(world, kind, 'granted'));
  }
  if (draw.chance(0.05)) {
    answer(world, auth, { type: 'tap', detail: { step } });
  }
}

/** Says yes to whatever is asked. */
export function grant(world, auth) {
  const { button } = auth.view;
  if (!button) {
    return;
  }
  if (button.guide === 'agreePrivacy') {
    answer(world, auth, pressed(world, 'agreePrivacyAuthorization', 'granted'));
  } else if (button.guide === 'openSetting') {
    world.fake.person.setting['scope.userInfo'] = true;
    answer(world, auth, pressed(world, 'openSetting', 'granted'));
  } else if (button.api) {
    profile(world, auth, button.api);
  } else if (button.openType === 'chooseAvatar') {
    answer(world, auth, pressed(world, 'chooseAvatar', 'granted'), { nickName: 'Nobody' });
  } else if (button.openType) {
    answer(world, auth, pressed(world, button.openType, 'granted'));
  }
}

/** The login page is left, by going back or by another way. */
export function leave(world) {
  const { fake, draw } = world;
  const wasThere = fake.pages.some(({ path }) => path === LOGIN_PAGE);
  if (!fake.back()) {
    fake.openPage(`/${draw.pick(['pages/index/index', 'pages/a/a'])}`);
  }
  if (wasThere && !fake.pages.some(({ path }) => path === LOGIN_PAGE)) {
    for (const auth of world.auths) {
      auth.abandon();
    }
  }
}

function pressed({ fake }, openType, word) {
  try {
    return fake.press(openType, word);
  } catch (error) {
    // This button has no such word.
    if (error.name === 'TypeError') {
      return fake.press(openType, 'granted');
    }
    throw error;
  }
}

function avatar(world, auth) {
  const { draw } = world;
  const event = pressed(world, 'chooseAvatar', draw.chance(0.2) ? 'refused' : 'granted');
  const confirms = draw.chance(0.7);
  answer(world, auth, event, confirms ? { nickName: 'Nobody' } : undefined);
  if (confirms && draw.chance(0.3)) {
    answer(world, auth, event, { nickName: 'Nobody' });
  }
}

function profile(world, auth, api) {
  const { fake } = world;
  const tell = (detail) => answer(world, auth, { type: 'getuserprofile', detail });
  fake.tap(() => fake.wx[api]({ desc: 'for your orders', success: tell, fail: tell }));
}

function answer(world, auth, event, extra) {
  if (event && world.auths.includes(auth)) {
    world.callers.call('answer', auth.answer(event, extra));
  }
}

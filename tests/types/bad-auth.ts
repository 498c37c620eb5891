// What must not compile about an Auth: an error that `tsc` no longer finds is one that it reports.
import {
  chooseButton,
  chooseNavigation,
  createAuth,
  readAnswer,
  tradeVerdict,
  type View,
} from 'weapp-auth';

const base = { baseUrl: 'https://a.example', loginUrl: '/login', loginPage: 'p/p' };
const auth = createAuth(base);

// @ts-expect-error: three options have no default
createAuth({ baseUrl: 'https://a.example', loginUrl: '/login' });
// @ts-expect-error: there is no such option
createAuth({ ...base, loginURL: '/login' });
// @ts-expect-error: no such access
createAuth({ ...base, access: 'always' });
// @ts-expect-error: there is always a time limit for a login
createAuth({ ...base, loginTimeout: null });
// @ts-expect-error: a function, called at each login
createAuth({ ...base, loginData: { appid: 'wx1' } });
// @ts-expect-error: no step of ours
createAuth({ ...base, isUnauthorized: () => 'getPhoneNumber' });
// @ts-expect-error: the token alone is no header
createAuth({ ...base, authorization: (token: string) => token });
// @ts-expect-error: a bundle has no such field
createAuth({ ...base, bundle: { fields: { openid: 'openid' } } });

// @ts-expect-error: a url is needed
auth.request({});
// @ts-expect-error: no such mode
auth.request({ url: '/a', auth: false });
// @ts-expect-error: wx has no such method
auth.request({ url: '/a', method: 'PATCH' });
// @ts-expect-error: replay is always, or not said
auth.request({ url: '/a', replay: 'never' });
// @ts-expect-error: an AuthError has no errMsg; its cause has
auth.request({ url: '/a', fail: (error) => error.errMsg });
// @ts-expect-error: data is an object unless something else is said
auth.request({ url: '/a' }).then(({ data }) => data satisfies string);
// @ts-expect-error: a request has no progress
auth.request({ url: '/a' }).onProgressUpdate(() => undefined);
// @ts-expect-error: a file is needed
auth.uploadFile({ url: '/a', name: 'photo' });
// @ts-expect-error: an upload is not chunked
auth.uploadFile({ url: '/a', name: 'a', filePath: 'a' }).onChunkReceived(() => undefined);
// @ts-expect-error: an upload's result has no header
auth.uploadFile({ url: '/a', name: 'a', filePath: 'a' }).then(({ header }) => header);

// @ts-expect-error: a server's word, not ours
auth.require('getPhoneNumber');
// @ts-expect-error: the event, not its detail alone
auth.answer('getPhoneNumber:ok');
// @ts-expect-error: an object
auth.answer({ type: 'chooseavatar', detail: {} }, '小明');
// @ts-expect-error: hold is a flag by name
auth.logout(true);
// @ts-expect-error: the view is the core's
auth.view = null;
// @ts-expect-error: no page has this status
auth.watch(({ status }) => status === 'guest');
// @ts-expect-error: the button may be not known yet
auth.watch(({ button }) => button.openType);
// @ts-expect-error: a view without a step has no button
export const view: View = { ...auth.view, step: null, button: chooseButton(null as never) };

// @ts-expect-error: a login has no button
chooseButton({ step: 'login', sdkVersion: '3.8.12' });
// @ts-expect-error: nor an answer
readAnswer('login', {});
// @ts-expect-error: there may be none
readAnswer('phoneNumber', {}).code;
// @ts-expect-error: only some have a url
chooseNavigation({ target: 'back', ...({} as never) }).url;
// @ts-expect-error: WeChat Pay's name for it, in our casing
tradeVerdict({ trade_state: 'SUCCESS' });

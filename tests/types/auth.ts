// An app that has an Auth.
import {
  type Auth,
  type AuthErrorCode,
  type AuthOptions,
  AuthError,
  createAuth,
  type DownloadResponse,
  isAuthError,
  type RequestOptions,
  type RequestResponse,
  type Step,
  type UploadResponse,
  type View,
  type ViewError,
} from 'weapp-auth';

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => undefined;

interface Order {
  id: number;
}

const least: AuthOptions = { baseUrl: 'https://a.example', loginUrl: '/login', loginPage: 'p/p' };
const most: Required<AuthOptions> = {
  ...least,
  baseUrl: ['https://a.example', 'https://b.example/v1'],
  loginUrl: '/login',
  loginPage: 'p/p',
  userInfoUrl: '/user-info',
  phoneNumberUrl: '/phone-number',
  tabBarPages: ['pages/me/me'],
  access: 'everyPage',
  identity: 'uid',
  userInfo: 'unionid',
  bundle: { in: 'header', name: 'Token-Status', fields: { token: 'jwt' } },
  isUnauthorized: ({ statusCode, data }) => statusCode === 200 && data.code === 40101,
  endsSession: (response) => response.data?.code === 40102,
  loginData: async () => ({ appid: 'wx1', inviteCode: '7' }),
  authorization: (token) => ({ 'X-Token': token }),
  storageKey: 'shop',
  loginTimeout: 20_000,
  answerTimeout: null,
  heldFor: 60_000,
  leeway: 0,
  wasmPath: '/lib/weapp_auth_bg.wasm.br',
  wx: { request: (options: WechatMiniprogram.RequestOption) => wx.request(options) },
  now: Date.now,
  random: Math.random,
  onWarning: ({ code, message }) => console.warn(code, message),
  onEvent: ({ now, event, effects, duration }) =>
    console.log(now, event.type, effects[0]?.type, duration?.toFixed()),
};
createAuth({ ...least, isUnauthorized: ({ data }) => (data.needPhone ? 'phoneNumber' : false) });
createAuth({ ...least, isUnauthorized: ({ data }) => data.missing as Step[] });
createAuth({ ...least, loginData: () => undefined, wx });
export const auth: Auth = createAuth(most);

export async function requests(): Promise<void> {
  const plain = await auth.request({ url: '/a' });
  same<typeof plain, RequestResponse>(true);
  same<typeof plain.data, Record<string, any>>(true);
  same<typeof plain.statusCode, number>(true);
  const header: WechatMiniprogram.IAnyObject = plain.header;

  const { data } = await auth.request<Order[]>({ url: '/orders', method: 'GET', timeout: 1000 });
  same<typeof data, Order[]>(true);

  const task = auth.request<Order>({
    url: '/orders',
    method: 'POST',
    data: { goods: 7 },
    header: { 'X-Trace': '1' },
    enableChunked: true,
    auth: 'silent',
    replay: 'always',
    success: (response) => same<typeof response.data, Order>(true),
    fail: ({ code, cause }) => console.log(code satisfies AuthErrorCode, cause),
    complete: (outcome) => console.log(outcome instanceof AuthError ? outcome.code : outcome.data),
  });
  task.onHeadersReceived((result) =>
    same<typeof result.header, WechatMiniprogram.IAnyObject>(true),
  );
  task.onChunkReceived(({ data: chunk }) => same<typeof chunk, ArrayBuffer>(true));
  task.offChunkReceived();
  task.offHeadersReceived();
  task.abort();
  const order: Promise<RequestResponse<Order>> = task;

  const upload = auth.uploadFile({ url: '/photos', filePath: 'a', name: 'photo', auth: 'none' });
  upload.onProgressUpdate(({ progress, totalBytesSent }) => console.log(progress, totalBytesSent));
  upload.offProgressUpdate();
  same<Awaited<typeof upload>, UploadResponse>(true);
  same<UploadResponse, WechatMiniprogram.UploadFileSuccessCallbackResult>(true);
  const download = auth.downloadFile({ url: '/invoice.pdf', auth: 'optional' });
  download.onProgressUpdate(({ totalBytesWritten }) => console.log(totalBytesWritten));
  same<Awaited<typeof download>, DownloadResponse>(true);
  const path: string = (await download).tempFilePath;
  console.log(header, order, path);

  // What was written for wx.request goes on working.
  const old: WechatMiniprogram.RequestOption = { url: '/a', dataType: 'json' };
  const { success: _success, fail: _fail, complete: _complete, ...rest } = old;
  const options: RequestOptions = rest;
  await auth.request(options);
}

export function loginPage(): () => void {
  return auth.watch((view: View) => {
    if (view.step === null) {
      same<typeof view.button, null>(true);
    } else {
      same<typeof view.step, 'userInfo' | 'phoneNumber'>(true);
    }
    switch (view.status) {
      case 'signedOut':
      case 'loggingIn':
      case 'authorizing':
      case 'blocked':
      case 'signedIn':
        return;
      default:
        view.status satisfies never;
    }
  });
}

export function button({ button, error, uid, extra, waiting }: View): string {
  if (error?.code === 'pressAgain') return '请再点一次';
  same<ViewError['code'], AuthErrorCode | 'pressAgain'>(true);
  console.log(uid?.length, extra['level'], waiting.toFixed());
  switch (button?.openType) {
    case undefined:
      return '';
    case null:
      same<typeof button.api, 'getUserProfile' | 'getLocation'>(true);
      return button.api;
    case 'chooseAvatar':
      same<typeof button.inputs, ['nickname']>(true);
      same<typeof button.guide, 'none'>(true);
      return '选择头像';
    case 'openSetting':
      same<typeof button.guide, 'openSetting'>(true);
      return '打开设置';
    case 'agreePrivacyAuthorization':
    case 'getPhoneNumber':
    case 'getPhoneNumber|agreePrivacyAuthorization':
    case 'getUserInfo':
      return button.event;
  }
}

Page({
  onPhone(event: WechatMiniprogram.ButtonGetPhoneNumber) {
    return auth.answer(event);
  },
  onAvatar(event: WechatMiniprogram.CustomEvent<{ avatarUrl: string }>) {
    return auth.answer(event, { nickName: '小明' });
  },
  onProfile(detail: WechatMiniprogram.GetUserProfileSuccessCallbackResult) {
    return auth.answer({ type: 'getuserprofile', detail });
  },
});

export async function session(): Promise<void> {
  await auth.ready;
  same<Awaited<ReturnType<typeof auth.require>>, View>(true);
  await auth.require('phoneNumber');
  same<Awaited<ReturnType<typeof auth.login>>, View>(true);
  const socket = wx.connectSocket({ url: 'wss://a.example', header: await auth.credentials() });
  await auth.logout();
  await auth.logout({ hold: true });
  auth.abandon();
  console.log(JSON.stringify(auth.trace()), socket);
  auth.dispose();
}

auth.request({ url: '/a' }).catch((error: unknown) => {
  if (isAuthError(error) && !error.byUser) wx.showToast({ title: error.message, icon: 'none' });
});

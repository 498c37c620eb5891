// What an app may write; `tsc -p tests/types` accepts all of it.
import * as auth from 'weapp-auth';
import * as plain from 'weapp-auth/plain';
import {
  AuthError,
  type AuthErrorCode,
  type Challenge,
  type Inspection,
  type Outcome,
  type Step,
  findHeader,
  inspectResponse,
  isAuthError,
  load,
  normalizeHeader,
  parseChallenges,
} from 'weapp-auth';

/** Compiles only when the two types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => undefined;

// The whole result of `wx.request`, and of the others that have a status.
wx.request({
  url: 'https://api.example.com',
  success(res: WechatMiniprogram.RequestSuccessCallbackResult) {
    const { steps, outcome, retryAfter }: Inspection = inspectResponse(res);
    const wait: number = retryAfter ?? 0;
    console.log(steps, outcome, wait);
    const challenge: string | undefined = findHeader(res.header, 'www-authenticate');
    console.log(challenge);
  },
});
wx.uploadFile({
  url: 'https://api.example.com',
  filePath: '',
  name: '',
  success: (res) => console.log(inspectResponse(res).outcome),
});
wx.downloadFile({
  url: 'https://api.example.com',
  success: (res) => console.log(inspectResponse(res, 0).outcome),
});

export async function start(): Promise<void> {
  await load();
  await load(undefined);
  await load('/weapp-auth/weapp_auth_bg.wasm');
  same<ReturnType<typeof load>, Promise<void>>(true);
}

inspectResponse({ statusCode: 401 });
inspectResponse({ statusCode: 401, header: null });
inspectResponse({ statusCode: 401, header: { a: ['b', 1] } } as const, Date.now());

for (const value of [undefined, null, 1, 'a', [], {}, Symbol('a')] as unknown[]) {
  const fields: Record<string, string> = normalizeHeader(value);
  const challenges: Challenge[] = parseChallenges(value);
  console.log(fields, challenges, findHeader(value, 'a'));
}

const [challenge] = parseChallenges('Basic a=b');
if (challenge) {
  const { scheme, token68, params } = challenge;
  same<typeof scheme, string>(true);
  same<typeof token68, string | null>(true);
  same<typeof params, [name: string, value: string][]>(true);
}

// A switch over a union is exhaustive, so that a new member is noticed.
export function words(step: Step): string {
  switch (step) {
    case 'login':
      return '登录';
    case 'userInfo':
      return '头像昵称';
    case 'phoneNumber':
      return '手机号';
  }
}

export const isFinal: Record<Outcome, boolean> = {
  success: true,
  redirect: true,
  badRequest: true,
  unauthorized: false,
  forbidden: true,
  notFound: true,
  methodNotAllowed: true,
  tooManyRequests: false,
  clientError: true,
  serverError: true,
  unavailable: false,
  unknown: false,
};

load().catch((error: unknown) => {
  if (isAuthError(error)) {
    same<typeof error, AuthError>(true);
    same<typeof error.code, AuthErrorCode>(true);
    same<typeof error.step, Step | null>(true);
    same<typeof error.byUser, boolean>(true);
    const asError: Error = error;
    console.warn(asError.message, error.cause);
  }
  if (error instanceof AuthError && error.code === 'loadFailed') {
    throw new AuthError('notLoaded', 'text', { step: null, byUser: true, cause: error });
  }
});

same<
  keyof typeof auth,
  | 'AuthError'
  | 'chooseButton'
  | 'chooseNavigation'
  | 'createAuth'
  | 'findHeader'
  | 'inspectResponse'
  | 'isAuthError'
  | 'load'
  | 'normalizeHeader'
  | 'parseChallenges'
  | 'readAnswer'
  | 'tradeVerdict'
>(true);
same<keyof typeof plain, keyof typeof auth>(true);
same<(typeof plain)['createAuth'], (typeof auth)['createAuth']>(true);

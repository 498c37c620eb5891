/** What the core takes and gives that apps see too, as `src/wasm.rs` reads and makes it. */
import type { AuthErrorCode } from './index';

/**
 * One thing a server asks for before it answers: a session (`wx.login`), the user's profile or
 * unionid (`WWW-Authenticate: getUserInfo`), or the phone number (`getPhoneNumber`).
 */
export type Step = 'login' | 'userInfo' | 'phoneNumber';

/** A challenge of a `WWW-Authenticate` header (RFC 9110, section 11.3). */
export interface Challenge {
  /** As written; compare it without regard to case. */
  scheme: string;
  /** With its padding, where the scheme has one instead of parameters. */
  token68: string | null;
  /** Names as written with their values unquoted, in order and with repeats. */
  params: [name: string, value: string][];
}

/**
 * What a status means: 2xx, 3xx, 400, 401, 403, 404, 405, 429, any other 4xx, any other 5xx, 503,
 * and everything that is no final status.
 */
export type Outcome =
  | 'success'
  | 'redirect'
  | 'badRequest'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'methodNotAllowed'
  | 'tooManyRequests'
  | 'clientError'
  | 'serverError'
  | 'unavailable'
  | 'unknown';

/** What a response says about the login. */
export interface Inspection {
  outcome: Outcome;
  /**
   * What the server wants first, in its order and without repeats. Empty unless the status is 401;
   * `['login']` where it names no scheme of ours.
   */
  steps: Step[];
  /** How long the server wants to be left alone, in ms; `null` where it does not say. */
  retryAfter: number | null;
}

/** What {@link chooseNavigation} needs to know. Pages are written `path?query`, values encoded. */
export interface NavigationQuery {
  /** To the login page, or back to where the user was before it. */
  target: 'login' | 'back';
  /** `everyPage`: none can be seen without a login. `onDemand`: they ask when they need one. */
  access: 'everyPage' | 'onDemand';
  loginPage: string;
  /** The paths of `tabBar.list` in app.json. */
  tabBarPages: string[];
  /** The open pages, bottom to top, as `getCurrentPages()` has them; without a leading slash. */
  stack: string[];
  /** The page that was left for the login page. Default: the one below it on the stack. */
  from?: string;
}

/**
 * One call of a `wx` navigation, `none` where there is nothing to do. Urls have a leading slash;
 * that of `switchTab` has no query, which WeChat forbids (API reference of `wx.switchTab`).
 */
export type Navigation =
  | { api: 'navigateBack'; /** How many pages to close, 1 or more. */ delta: number }
  | { api: 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab'; url: string }
  | { api: 'none' };

/** What {@link chooseButton} needs to know. */
export interface ButtonQuery {
  step: ButtonStep | 'location';
  /** `SDKVersion` of `wx.getAppBaseInfo`. What is no version counts as unknown: 2.32.3 is assumed. */
  sdkVersion: string;
  /** `platform` of `wx.getDeviceInfo`: `ios`, `android`, `ohos`, `windows`, `mac`, `devtools`, … */
  platform?: string;
  /**
   * The scope's word in `authSetting` of `wx.getSetting`. `null`: the user was never asked. Left
   * out: not known.
   */
  setting?: boolean | null;
  /** `needed` where `wx.getPrivacySetting` says `needAuthorization`. Default `unknown`. */
  privacy?: 'agreed' | 'needed' | 'unknown';
}

/** A step that a button can do. */
export type ButtonStep = Exclude<Step, 'login'>;

/**
 * Whether a press opens a window that asks. `unlessAllowed`: unless the user has said yes before,
 * which is not known.
 */
export type Popup = 'always' | 'never' | 'unlessAllowed';

/**
 * The button to show now. Where `guide` is not `none`, it must be pressed before the button of the
 * step itself can be shown.
 *
 * Which one it is depends on the base library, the platform, the user's earlier word and the privacy
 * agreement; `src/button/table.rs` has every way of asking that WeChat has had, with its source.
 */
export type Button =
  | PressButton<'getPhoneNumber' | 'getPhoneNumber|agreePrivacyAuthorization', 'getphonenumber'>
  | PressButton<'getUserInfo', 'getuserinfo'>
  | PressButton<'chooseAvatar', 'chooseavatar', ['nickname']>
  | PressButton<'openSetting', 'opensetting', [], 'openSetting'>
  | PressButton<'agreePrivacyAuthorization', 'agreeprivacyauthorization', [], 'agreePrivacy'>
  | CallButton;

/** A `<button>` with an open-type, whose event brings the result. */
export interface PressButton<
  OpenType extends string,
  Event extends string,
  Inputs extends 'nickname'[] = [],
  Guide extends 'none' | 'openSetting' | 'agreePrivacy' = 'none',
> {
  openType: OpenType;
  /** In lower case, without `bind`. */
  event: Event;
  api: null;
  /** The `type` of each `<input>` to show beside the button. */
  inputs: Inputs;
  popup: Popup;
  /** What the user is guided to first. */
  guide: Guide;
}

/** A plain `<button>`: the tap calls `wx[api]`, whose result is the answer. */
export interface CallButton {
  openType: null;
  event: null;
  api: 'getUserProfile' | 'getLocation';
  inputs: [];
  popup: Popup;
  guide: 'none';
}

/** What somebody did with a button. Only a yes comes with anything else. */
export type Answer = GrantedAnswer | { result: Exclude<AnswerResult, 'granted'> };

/** A yes, with everything that the server needs. All members are texts that are not empty. */
export interface GrantedAnswer {
  result: 'granted';
  /** For one use within five minutes. Not the code of `wx.login`. */
  code?: string;
  /** What only the server can read, with `iv` and the `session_key` of the last login. */
  encryptedData?: string;
  iv?: string;
  /** The profile as JSON, and what it is signed with: sha1 of it and the `session_key`. */
  rawData?: string;
  signature?: string;
  /** A local path, gone when the mini-program is: to be uploaded. */
  avatarUrl?: string;
  nickName?: string;
}

/**
 * `granted`: yes. `refused`: the user said no. `unavailable`: this app may not ask. `noQuota`: the
 * app's paid quota for phone numbers is used up. `privacyNotAgreed`: the privacy agreement comes
 * first. `malformed`: neither a yes with its data nor any no that is known.
 */
export type AnswerResult =
  'granted' | 'refused' | 'unavailable' | 'noQuota' | 'privacyNotAgreed' | 'malformed';

/** What a server has learned about an order; the names are WeChat Pay's. */
export interface TradeQuery {
  /** `trade_state` of an order query. It alone decides. */
  tradeState?: string;
  /** `return_code` and `result_code` of a v2 call: about calls, not about money. They decide nothing. */
  returnCode?: string;
  resultCode?: string;
}

/** What is known about an order, and whether the server has to query it (again). */
export type Trade =
  | { verdict: 'paid' | 'refunded' | 'closed' | 'failed'; query: false }
  | { verdict: 'pending' | 'unknown'; query: true };

/**
 * What pages may show. An object is never changed: each change makes a new one.
 *
 * `step` is the step whose button is to be shown; `button` is `null` until what it depends on is
 * known, which takes two seconds at most.
 */
export type View = ViewState &
  ({ step: null; button: null } | { step: ButtonStep; button: Button | null });

/** A {@link View} but for its button. */
export interface ViewState {
  /**
   * The first that holds: `loggingIn`: a login runs or is about to. `authorizing`: what a button
   * brought is on its way to the server. `blocked`: something waits for a button. `signedIn`: there
   * is a live token, or with `identity: 'uid'` a uid. `signedOut`.
   */
  status: 'signedOut' | 'loggingIn' | 'signedIn' | 'authorizing' | 'blocked';
  /** Whether a press would be ignored. True, too, until the core has been loaded. */
  busy: boolean;
  /** What the server has said that it has; `false` where it has not said. */
  hasUserInfo: boolean;
  hasPhoneNumber: boolean;
  /** The server's own name for the user, as text. */
  uid: string | null;
  /** The other fields of the token-status bundle, as the server sent them. */
  extra: Record<string, unknown>;
  /** What the last press or login came to, where it went wrong. */
  error: ViewError | null;
  /** How many requests are neither sent nor settled. */
  waiting: number;
}

/** `message` is in English, for developers. */
export interface ViewError {
  /** `pressAgain`: the session had ended and was renewed, so the press has to be made once more. */
  code: AuthErrorCode | 'pressAgain';
  message: string;
}

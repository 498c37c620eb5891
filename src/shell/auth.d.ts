import type {
  DownloadOptions,
  DownloadTask,
  RequestOptions,
  RequestTask,
  DefaultData,
  UploadOptions,
  UploadTask,
} from './request';
import type { Step, View } from './types';

/** What `createAuth` takes. All times are in ms. `docs/api.md` has an example of each. */
export interface AuthOptions {
  /**
   * Where the server is: an http(s) url without user info, query or fragment, or several. Relative
   * urls are appended to the first. Only requests under one of them get the token: same scheme, host
   * and port, and a path that begins with the base's, segment by segment.
   */
  baseUrl: string | string[];
  /** Takes `{ code }` of `wx.login` by POST and answers with the token-status bundle. */
  loginUrl: string;
  /** The page with the button, as `pages/login/login`; it may have a query. */
  loginPage: string;
  /** Takes what the user-info button brings. Without it a challenge of that step is `unavailable`. */
  userInfoUrl?: string;
  /** Takes what the phone button brings. Without it a challenge of that step is `unavailable`. */
  phoneNumberUrl?: string;
  /** The paths of `tabBar.list` in app.json: a page there must be opened in another way. */
  tabBarPages?: string[];
  /**
   * `everyPage`: no page can be seen without a login, so opening the login page closes all others.
   * Default `onDemand`.
   */
  access?: 'everyPage' | 'onDemand';
  /** What makes `view.status` `signedIn`: a live token (`phoneNumber`, default), or a uid. */
  identity?: 'phoneNumber' | 'uid';
  /**
   * What the server wants user info for. `profile` (default): avatar and nickname, which only a
   * button brings. `unionid`: a challenge is answered by a fresh login and then, if the server asks
   * again, by `wx.getUserInfo` without a button.
   */
  userInfo?: 'profile' | 'unionid';
  /** Where responses have the token-status bundle. Default: member `tokenStatus` of the body. */
  bundle?: BundleOptions;
  /**
   * Whether a response means what a 401 does; for servers that say 200 with a code in the body.
   * `true` is a login, a step or several are asked for before those of the header. Called for every
   * response of the server, the exchange's too, but for those to `auth: 'none'`; what it throws is
   * logged and counts as no.
   */
  isUnauthorized?: (response: ServerResponse) => boolean | Step | Step[] | null | undefined;
  /**
   * Whether a response says that the session was ended, as by a login on another device. The user
   * is then signed out, and stays so until `login()` or `require()`.
   */
  endsSession?: (response: ServerResponse) => boolean | null | undefined;
  /** More for the exchange's body, asked for at each login. Its `code` is overridden. */
  loginData?: () => object | null | undefined | Promise<object | null | undefined>;
  /** The header fields that carry the token. Default `{ Authorization: 'Bearer ' + token }`. */
  authorization?: (token: string) => Record<string, string>;
  /** The one key that is used in storage; tells two auths apart. Default `weapp-auth`. */
  storageKey?: string;
  /** From `wx.login` to the answer of the exchange, and for a submission. Default 15,000. */
  loginTimeout?: number;
  /** How long a request waits for a button. `null` (default): as long as it takes. */
  answerTimeout?: number | null;
  /** How long a write waits for a button at most. Default 300,000. */
  heldFor?: number;
  /** How long before its end a token is not sent any more; at most a tenth of its life. Default 30,000. */
  leeway?: number;
  /** Where the module is in the code package; see {@link load}. */
  wasmPath?: string;
  /**
   * Functions that are called in the place of those of `wx`, for signing, tracing or
   * `wx.cloud.callContainer`. Looked up at each call. Tests may give `setTimeout`, `clearTimeout`,
   * `now` and `getCurrentPages` too, as `createFakeWx()` of `weapp-auth/testing` does.
   */
  wx?: object;
  /** The time, in ms since 1970. */
  now?: () => number;
  /** From 0 to 1, 1 excluded. Decides how long logins that lead nowhere are held back. */
  random?: () => number;
  /** Something that the app's author should know; each is told once. */
  onWarning?: (warning: Warning) => void;
  /**
   * Hears of everything that happens and what is done about it, before it is done; for logs. Like
   * {@link Auth.trace} it leaves out what happens while more waits than a trace can hold: thousands
   * of entries with more than 64 requests waiting all the while.
   */
  onEvent?: (entry: TraceEntry) => void;
}

/** Where the token-status bundle is, and what its fields are called. */
export interface BundleOptions {
  in?: 'body' | 'header';
  /**
   * A member of the body or a path to it (`data.tokenStatus`), or the name of a header field, in any
   * casing, whose value is percent-encoded JSON. Default `tokenStatus` for both.
   */
  name?: string;
  /** The names of fields that are called otherwise. No name of a secret, such as `openid`, is taken. */
  fields?: Partial<
    Record<'token' | 'expiresIn' | 'hasUserInfo' | 'hasPhoneNumber' | 'uid', string>
  >;
}

/** The result of `wx.request`, `wx.uploadFile` (where `data` is a text) or `wx.downloadFile`. */
export interface ServerResponse {
  statusCode: number;
  data?: any;
  /** Left out for uploads and downloads. */
  header?: Record<string, any>;
}

/** Something that the app's author should know. */
export interface Warning {
  /**
   * `bundleHadSecrets`: a bundle had a field that must not reach the client, such as `session_key`;
   * it was left out. `plainCore`: the core runs as JavaScript, since the module can't be loaded.
   * `storageFailed`: storage could not be written, so the user has to log in after a restart.
   */
  code: 'bundleHadSecrets' | 'plainCore' | 'storageFailed';
  message: string;
}

/**
 * What the core was told and what it said is to be done, without secrets: a token is `token#1`, the
 * same one always under the same name. `docs/states.md` shows which effects lead to which events.
 */
export interface TraceEntry {
  /** ms since 1970. */
  now: number;
  /** In the past tense: `codeReceived`, `responseArrived`, … */
  event: { type: string; [member: string]: unknown };
  /** Imperatives: `callLogin`, `navigate`, … */
  effects: { type: string; [member: string]: unknown }[];
  /** How long it took, in ms, from the effect that this event answers; `null` if it answers none. */
  duration: number | null;
}

/** What an app asks everything of: made once, by {@link createAuth}. */
export interface Auth {
  /**
   * Resolves when requests can be sent: the core is loaded and storage is read. Rejects with
   * `loadFailed`; reading it again, or a request, tries again. Nothing has to wait for it.
   */
  readonly ready: Promise<void>;

  /**
   * `wx.request` with the token. A 401 is dealt with, and the request sent again, once for each
   * thing that the server asks for; what the caller gets is the last answer. Any other status
   * resolves, as in `wx.request`.
   *
   * @typeParam T what the server sends, which is believed
   */
  request<T = DefaultData>(options: RequestOptions<T>): RequestTask<T>;
  /** `wx.uploadFile`, likewise. */
  uploadFile(options: UploadOptions): UploadTask;
  /** `wx.downloadFile`, likewise. The file of a 401 is never handed over. */
  downloadFile(options: DownloadOptions): DownloadTask;

  /**
   * Makes sure of a step, before a purchase or in `onLoad`: resolves at once where it is done;
   * otherwise acts as a challenge of that step would. Ends a hold, and the quiet after a refusal.
   */
  require(step: Step): Promise<View>;
  /** The header fields that carry the token, after a login if one is needed: for WebSockets, SDKs. */
  credentials(): Promise<Record<string, string>>;

  /** What pages may show now. */
  readonly view: View;
  /**
   * Tells a listener of the view, at once and at each change.
   *
   * @returns stops telling it
   * @throws AuthError `badOptions` for what is no function
   */
  watch(listener: (view: View) => void): () => void;

  /**
   * Takes in what a button brought: the event as the page got it, or
   * `{ type: 'getuserprofile', detail }` for the result of `wx.getUserProfile`. Resolves when it has
   * been dealt with, whatever came of it; that is in `view`.
   *
   * @param extra goes to the server with it, such as `{ nickName }`. An avatar is sent only with it
   */
  answer(event: { type?: string; detail?: unknown }, extra?: object): Promise<void>;
  /** The user has left the login page: requests that wait for a button reject with `abandoned`. */
  abandon(): void;

  /** A silent login now: starts one, or joins the one that runs. Ends a hold. */
  login(): Promise<View>;
  /**
   * Signs out: token and flags are forgotten, and whoever waits rejects with `loggedOut`. The next
   * request logs in again, unless `hold`: then only `login()` and `require()` do, over restarts too.
   */
  logout(options?: { hold?: boolean }): Promise<void>;

  /**
   * What has happened lately, without secrets: `{ snapshot }` of the core and then what it was told,
   * each with `now`. It can be kept as JSON, sent in, and played again. Empty before the core has
   * been loaded.
   */
  trace(): object[];
  /** Ends this Auth: whoever waits rejects with `disposed`, and its storage key is free again. */
  dispose(): void;
}

import type { FakeServer, Outgoing, ServerOptions } from './testing-server';

export * from './testing-server';

/**
 * A WeChat in memory, for tests of mini-programs: the `wx` object, the person who holds the phone,
 * and a server of weapp-auth's contract. `docs/testing.md` shows it at work.
 *
 * It is one opinion on how WeChat behaves, made of its documents and of what developers report. It
 * is no evidence of what a phone does.
 */
export function createFakeWx(options?: FakeWxOptions): FakeWx;

/** A transport over a real `fetch`: requests go to a real server. Uploads need `FormData`, `Blob`. */
export function fetchTransport(
  fetch: (url: string, init: object) => Promise<any>,
  options?: { files?: Pick<FakeFiles, 'read'> },
): Transport;

export type FakePlatform = 'ios' | 'android' | 'ohos' | 'windows' | 'mac' | 'devtools';

/** All times are in ms. */
export interface FakeWxOptions {
  /** `virtual`: time stands still but for `advance`. `real`: the engine's timers. Default virtual. */
  clock?: 'virtual' | 'real';
  /** The device's clock at the start, in ms since 1970. Default 2026-01-01T00:00Z, or the real one. */
  now?: number;
  /**
   * How long (real ms) `until` waits for what the fake has no part in, such as a wasm that loads,
   * before it gives up. Default 10,000.
   */
  patience?: number;
  /** Default `3.8.12`. An api that is newer reads as `undefined`. */
  baseLibrary?: string;
  /** Default `ios`. */
  platform?: FakePlatform | string;
  /** Default 1001; 1154 is the single page of Moments. */
  scene?: number;
  /** How long each api takes, by its name. What isn't here takes no time, and no `advance`. */
  delays?: Record<string, number>;
  /** More members of `wx`, or others in the place of the fake's. */
  wx?: object;
  server?: ServerOptions;
  /** Where requests go; default: the server in memory. */
  transport?: Transport;
  network?: Partial<FakeNetwork> & {
    /** Where requests may go, such as `https://api.example.com`. Default: anywhere. */
    domains?: string[];
  };
  pages?: {
    /** All pages, as in app.json. Default: every page exists. */
    list?: string[];
    /** The paths of `tabBar.list`. */
    tabBar?: string[];
    /** The page that is open at the start; `null`: none. Default `pages/index/index`. */
    entry?: string | null;
  };
  /** Told what happens, for a simulator that shows real pages. */
  hooks?: FakeHooks;
  person?: Partial<FakePerson>;
  /** What another fake has stored: its `storage`. */
  storage?: FakeStorage;
  /**
   * Makes codes, for a server elsewhere that can't ask `wechat` what `login-code-1` stands for: it
   * can put all there is to know into them. Encrypted data is JSON, percent-encoded:
   * `{ session_key, payload }`.
   */
  issueCode?: (
    kind: 'login' | 'phoneNumber',
    n: number,
    about: {
      openid: string;
      unionid: string | null;
      session_key: string;
      nickName: string;
      phoneNumber: string;
    },
  ) => string;
  /** Whether buttons nest what they bring in another `detail`, as Skyline has. */
  skyline?: boolean;
}

/** What an api call comes to, in place of what it does by itself. */
export type Outcome =
  /** Nothing ever comes back. */
  | 'never'
  /** It answers twice. */
  | 'twice'
  /** The call itself throws. */
  | 'throws'
  | { fail: string | { errMsg: string; errno?: number }; delay?: number }
  /** It does what it does, later, with another result, or answering again so many ms later. */
  | { delay?: number; result?: unknown; again?: number };

export interface FakeWx {
  /**
   * The platform's object: give it as `createAuth({ wx })`, or put it in the place of the global.
   * It also has `setTimeout`, `clearTimeout`, `now` and `getCurrentPages`. A name that WeChat
   * hasn't throws, and is kept in `unknown`. Typed loosely: cast it to `WechatMiniprogram.Wx`.
   */
  readonly wx: any;
  readonly server: FakeServer;
  readonly wechat: FakeWeChat;
  /** The person at the device; can be changed at any time. */
  readonly person: FakePerson;
  /** The device; can be changed at any time. */
  readonly device: FakeDevice;
  readonly network: FakeNetwork;
  readonly storage: FakeStorage;
  readonly files: FakeFiles;
  readonly hooks: FakeHooks;

  /**
   * Lets time pass: timers run in order, and promises settle in between. Afterwards it throws the
   * first error that a callback has thrown since the last time, if one has; so do `settle`, `until`.
   */
  advance(ms: number): Promise<void>;
  /** Lets promises settle; no time passes. */
  settle(): Promise<void>;
  /**
   * Lets as much virtual time pass as a promise needs to settle, at most `limit` (default an hour);
   * rejects where that is not enough.
   */
  until<T>(promise: Promise<T>, limit?: number): Promise<T>;
  /** The device's clock, in ms since 1970. */
  now(): number;
  /** True time since the fake was made. */
  time(): number;
  /** Puts the device's clock so many ms before (negative) or after true time. Moves no timer. */
  setClock(offset: number): void;

  /** What the next calls of an api come to, one each. */
  next(api: string, ...outcomes: Outcome[]): void;
  /** What all others come to; `null`: what they do by themselves. */
  every(api: string, outcome: Outcome | null): void;
  /** The calls that were made, all or of one api; `options` is an array for synchronous ones. */
  calls(api?: string): { api: string; options: any; time: number }[];

  /** The open pages, bottom to top. */
  readonly pages: FakePage[];
  /** How often a navigation was asked for while another was under way. */
  readonly overlaps: number;
  /** The app, or the person by a link or the tab bar, opens a page; it is open at once. */
  openPage(url: string): FakePage;
  /** The gesture or button for back. `false` where only one page is open. */
  back(): boolean;
  /** The app goes to the background; requests that run are interrupted after 5 s. */
  hideApp(): void;
  showApp(): void;
  setScene(scene: number): void;

  /**
   * A person presses a button with this open-type. Returns the event as the page's handler gets it,
   * or `null` where this base library's button gives none.
   *
   * @param answer `granted` (default); or why not: `refused`, `noQuota`, `unavailable`,
   * `privacyNotAgreed`, `malformed`; or the event's whole `detail`, such as one of `refusals`.
   * `granted` is a yes to WeChat's own window about privacy too, where that comes first
   */
  press(openType: string, answer?: string | object): { type: string; detail: any } | null;
  /** Every reported way in which the phone button says no, by what it means. */
  readonly refusals: Record<
    'refused' | 'noQuota' | 'unavailable' | 'privacyNotAgreed' | 'malformed',
    { errMsg?: string; errno?: number }[]
  >;
  /** Runs a script inside a tap, where `wx.getUserProfile` and `wx.openSetting` may be called. */
  tap<T>(script: () => T): T;
  /** Another WeChat account holds the device from now on. */
  changeUser(person?: Partial<FakePerson>): void;

  /** Closes the app: no callback and no timer of it comes any more. */
  close(): void;
  /** Closes the app and opens it again, on the same phone, with the same server and clock. */
  restart(): FakeWx;

  /** Toasts, modals and the like that were shown. */
  readonly shown: { api: string; options: any }[];
  /** Members of `wx` that were read and aren't there. */
  readonly unknown: string[];
  /** What callbacks have thrown. */
  readonly errors: unknown[];
}

export interface FakePerson {
  nickName: string;
  avatarUrl: string;
  phoneNumber: string;
  /** Whether code2Session has the union id: the app is bound to an open platform account. */
  bound: boolean;
  /** What was said about scopes, such as `{ 'scope.userInfo': false }`; absent: never asked. */
  setting: Record<string, boolean>;
  /** Whether the app has declared that it collects data, so that the agreement is needed. */
  privacyDeclared: boolean;
  privacyAgreed: boolean;
}

export interface FakeDevice {
  baseLibrary: string;
  platform: string;
  scene: number;
  isFrom(version: string): boolean;
}

export interface FakeNetwork {
  /** Every request fails. */
  offline: boolean;
  /**
   * How header names are handed over; default by platform. `apple`: `Www-Authenticate`, `both`: as
   * sent and in lower case; a function gives one name or several.
   */
  casing: 'asSent' | 'apple' | 'lower' | 'upper' | 'both' | ((name: string) => string | string[]);
  /** Whether a field with several values is an array. Default: joined by `", "`. */
  arrays: boolean;
  /** When `onHeadersReceived` tells the fields of an upload or a download. Default `before`. */
  headers: 'before' | 'after' | 'never';
  /** How long after the result, with `after`. */
  headersDelay: number;
}

export interface FakeStorage {
  /** Whether there is no room for any write. */
  full: boolean;
  all(): Record<string, unknown>;
  keys(): string[];
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  remove(key: string): void;
  clear(): void;
  /** Cuts every stored text in half. */
  corrupt(): void;
  /** All that is stored, in bytes. */
  size(): number;
  /** Why a write would fail; `null` where it would not. */
  refusal(key: string, value: unknown): string | null;
}

export interface FakeFiles {
  has(path: string): boolean;
  read(path: string): unknown;
  write(path: string, content: unknown): void;
  remove(path: string): void;
  paths(): string[];
  newPath(name: string): string;
}

export interface FakePage {
  id: number;
  /** Without a leading slash. */
  path: string;
  query: Record<string, string>;
  /** Path and query, with a leading slash. */
  url: string;
  shown: boolean;
  /** What `getCurrentPages()` has for it. */
  instance: any;
}

export interface FakeHooks {
  /** A page is opened. What it returns is what `getCurrentPages()` has for the page. */
  onOpen?: (page: FakePage) => object | void;
  onClose?: (page: FakePage) => void;
  onShow?: (page: FakePage) => void;
  onHide?: (page: FakePage) => void;
  /**
   * A window of WeChat's asks: `privacy`, a scope, or the api's name. Default: the answer is yes.
   */
  onAsk?: (
    question: string,
    options?: any,
  ) => 'granted' | 'refused' | Promise<'granted' | 'refused'>;
}

export interface FakeWeChat {
  login(): string;
  phoneCode(): string;
  code2Session(code: string): {
    openid?: string;
    session_key?: string;
    unionid?: string;
    errcode?: number;
    errmsg?: string;
  };
  phoneNumber(code: string): { phoneNumber?: string; errcode?: number; errmsg?: string };
  encrypt(payload: object): { encryptedData: string; iv: string };
  decrypt(sessionKey: string, encryptedData: string): any;
}

/** Rejects with `{ errMsg, errno }` where there is no response. */
export type Transport = (
  request: Outgoing,
) => Promise<{ status: number; header: object; body: unknown }>;

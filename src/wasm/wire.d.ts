/**
 * What the shell tells the core, and what the core says is to be done. No app sees these: they are
 * not shipped. `src/machine/event.rs` and `src/machine/effect.rs` say what each means.
 *
 * Numbers that answer each other have the same name: an event brings back the `login` of the effect
 * it answers. `caller` is a promise of the shell's, `cause` an error object that it keeps, `page` an
 * open page.
 */
import type { AuthErrorCode } from './index';
import type { ButtonStep, Navigation, Step } from './types';

/** An event as it is handed to `Core.handle`. */
export type Event = Happening & {
  /** A fresh draw, from 0 to 1; the core takes one half where there is none. */
  random?: number;
};

/** What has happened. */
export type Happening =
  // The life of the app.
  | ({ type: 'started' } & WireEnvironment)
  | { type: 'timerFired' }
  | { type: 'pagesChanged'; stack: WirePage[] }
  | { type: 'siblingsChanged'; blocked: boolean; navigating: boolean }
  | { type: 'disposed' }
  // What the app asks for.
  | ({ type: 'requestMade' } & WireRequest)
  | ({ type: 'requestAdopted'; sent: number; generation: number } & WireRequest)
  | { type: 'credentialsAsked'; caller: number }
  | { type: 'loginAsked'; caller: number }
  | { type: 'stepRequired'; caller: number; step: Step }
  | { type: 'logoutAsked'; caller: number; hold: boolean }
  | { type: 'answered'; caller: number; event: WirePress; extra: string | undefined }
  | { type: 'stepOffered'; step: ButtonStep | null }
  | { type: 'pageLeft' }
  | { type: 'pageHidden'; page: number }
  | { type: 'aborted'; caller: number }
  // What came of an effect.
  | ({
      type: 'responseArrived';
      caller: number;
      sent: number;
      awaitsHeaders: boolean;
    } & WireResponse)
  | { type: 'headersArrived'; caller: number; sent: number; header: unknown }
  | { type: 'requestFailed'; caller: number; sent: number; cause: number }
  | { type: 'turnAcquired'; turn: number }
  | { type: 'codeReceived'; login: number }
  | { type: 'loginFailed'; login: number; cause: number }
  | ({ type: 'exchangeAnswered'; login: number } & WireResponse)
  | { type: 'navigated'; navigation: number }
  | { type: 'navigationFailed'; navigation: number; errMsg: string }
  | {
      type: 'lookedUp';
      lookup: number;
      step: Step;
      /** Of `wx.getSetting`. */
      authSetting: unknown;
      /** Of `wx.getPrivacySetting`. */
      needAuthorization: unknown;
    }
  | { type: 'userInfoRead'; reading: number; result: unknown }
  | ({ type: 'submissionAnswered'; submission: number; awaitsHeaders: boolean } & WireResponse)
  | { type: 'submissionHeadersArrived'; submission: number; header: unknown }
  | { type: 'submissionFailed'; submission: number; cause: number }
  | { type: 'storageRead'; read: number; stored: unknown }
  | { type: 'saveFailed' };

/** Where the app runs, as far as the platform says. */
export interface WireEnvironment {
  sdkVersion: string | undefined;
  platform: string | undefined;
  scene: number | undefined;
  /** Of `wx.getApiCategory`. */
  apiCategory: unknown;
}

/** An open page; pages with one url have different numbers. */
export interface WirePage {
  id: number;
  /** `path?query` without a leading slash. */
  url: string;
}

/** A request as far as the core is told of it: neither url nor body. */
export interface WireRequest {
  caller: number;
  auth: 'interactive' | 'silent' | 'optional' | 'none' | undefined;
  replay: 'always' | undefined;
  /** Of `Core.resolve`: this and the next. */
  endpoint: number;
  writes: boolean;
  /** The page that asked; 0: none did, or it does not matter. */
  page: number;
}

/** A response, with what the app's own functions say about it. */
export interface WireResponse {
  /** As `wx` gives it. */
  response: unknown;
  /** What `isUnauthorized` returned. */
  named: boolean | Step | Step[] | null | undefined;
  /** Whether `endsSession` returned anything true. */
  endsSession: boolean | undefined;
}

/** A button's event. */
export interface WirePress {
  type: unknown;
  detail: unknown;
}

/** An effect as `Core.handle` returns it. */
export type Effect =
  // To those who called.
  | { type: 'send'; caller: number; ticket: { generation: number; sent: number } }
  | { type: 'deliver'; caller: number }
  | { type: 'reject'; callers: number[]; failure: Failure }
  | { type: 'resolve'; caller: number; generation: number }
  | { type: 'abortTask'; caller: number }
  | { type: 'becomeReady' }
  | { type: 'showView' }
  | { type: 'warn'; warning: 'bundleHadSecrets' | 'storageFailed' }
  // To the server and WeChat.
  | { type: 'acquireTurn'; turn: number }
  | { type: 'releaseTurn'; turn: number }
  | { type: 'callLogin'; login: number }
  | { type: 'exchange'; login: number }
  | { type: 'navigate'; navigation: number; call: Navigation }
  | { type: 'lookUp'; lookup: number; step: Step }
  | { type: 'readUserInfo'; reading: number }
  | {
      type: 'submit';
      submission: number;
      step: Step;
      press: number | null;
      reading: number | null;
      avatar: number | null;
      generation: number;
    }
  // To storage and memory.
  | { type: 'readStorage'; read: number }
  | { type: 'save'; stored: Stored }
  | { type: 'setToken'; generation: number; token: string | null };

/** Why something was rejected. All that fail for one cause have the same `id`. */
export interface Failure {
  id: number;
  code: AuthErrorCode;
  message: string;
  step: Step | null;
  /** The HTTP status that it is about. */
  status: number | null;
  byUser: boolean;
  cause: number | null;
}

/** What lies in storage, under one key. */
export interface Stored {
  version: 1;
  token: string | null;
  /** ms since 1970, by the device's clock. */
  receivedAt: number;
  /** A length in ms. */
  expiresIn: number | null;
  hasUserInfo: boolean | null;
  hasPhoneNumber: boolean | null;
  uid: string | null;
  extra: Record<string, unknown>;
  held: boolean;
}

/** What `Core.resolve` returns. */
export interface Destination {
  url: string;
  /** `null` for a request that is not under any base. */
  endpoint: number | null;
  writes: boolean;
}

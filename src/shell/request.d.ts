/**
 * The options, results and promises of requests: those of `wx`, and what an `Auth` adds to them.
 *
 * Where `miniprogram-api-typings` is part of the program, they are built on its types, of whatever
 * version. Elsewhere, as with Taro and uni-app, the names below are unknown, which the comments
 * allow, and the types after them stand in.
 */
import type { AuthError } from './index';

// @ts-ignore
type WxRequestOption = WechatMiniprogram.RequestOption;
// @ts-ignore
type WxUploadOption = WechatMiniprogram.UploadFileOption;
// @ts-ignore
type WxDownloadOption = WechatMiniprogram.DownloadFileOption;
// @ts-ignore
type WxRequestResult = WechatMiniprogram.RequestSuccessCallbackResult;
// @ts-ignore
type WxUploadResult = WechatMiniprogram.UploadFileSuccessCallbackResult;
// @ts-ignore
type WxDownloadResult = WechatMiniprogram.DownloadFileSuccessCallbackResult;
// @ts-ignore
type WxHeaders = WechatMiniprogram.RequestTaskOnHeadersReceivedListenerResult;
// @ts-ignore
type WxChunk = WechatMiniprogram.OnChunkReceivedListenerResult;
// @ts-ignore
type WxUploadProgress = WechatMiniprogram.UploadTaskOnProgressUpdateListenerResult;
// @ts-ignore
type WxDownloadProgress = WechatMiniprogram.DownloadTaskOnProgressUpdateListenerResult;

/** `Fallback` where the name of `T` is unknown: only such a type, and `any`, has room for both 0 and 1. */
type Known<T, Fallback> = [0] extends [1 & T] ? Fallback : T;

interface Result {
  statusCode: number;
  errMsg: string;
}

interface Transfer {
  url: string;
  header?: Record<string, any>;
  timeout?: number;
}

type RequestOption = Known<
  WxRequestOption,
  Transfer & {
    data?: string | Record<string, any> | ArrayBuffer;
    method?: 'OPTIONS' | 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'TRACE' | 'CONNECT';
    dataType?: string;
    responseType?: 'text' | 'arraybuffer';
    enableChunked?: boolean;
    enableHttp2?: boolean;
    enableQuic?: boolean;
    enableCache?: boolean;
  }
>;
type UploadOption = Known<
  WxUploadOption,
  Transfer & { filePath: string; name: string; formData?: Record<string, any> }
>;
type DownloadOption = Known<WxDownloadOption, Transfer & { filePath?: string }>;
type RequestResult = Known<
  WxRequestResult,
  Result & { data: unknown; header: Record<string, any>; cookies: string[] }
>;
type Progress = { progress: number };

/** What may happen on behalf of a request, beyond the token that goes with it. */
export interface AuthRequestOptions {
  /**
   * `interactive` (default): may log in, and open the login page where a button must be pressed.
   * `silent`: may log in; a step that needs a button rejects with `stepRequired` and opens nothing.
   * `optional`: sent at once, with the token if there is one; a 401 is then dealt with as in `silent`.
   * `none`: no token, and a 401 is handed over like any other status.
   *
   * A url that is not under `baseUrl` is always `none`.
   */
  auth?: 'interactive' | 'silent' | 'optional' | 'none';
  /**
   * A request that waits for a button and is neither GET, HEAD, OPTIONS nor a download rejects with
   * `abandoned` after `heldFor`, or when the page that made it is closed. `always`: it is sent
   * however late, and from whatever page.
   */
  replay?: 'always';
}

/** The callbacks of `wx`, each called once at most, and never for a try that is made again. */
export interface Callbacks<T> {
  success?: (result: T) => void;
  fail?: (error: AuthError) => void;
  complete?: (outcome: T | AuthError) => void;
}

/**
 * The options of `wx.request`. `url` may be relative to the first `baseUrl`. The object is copied,
 * and never changed.
 */
export type RequestOptions<T = DefaultData> = Omit<RequestOption, keyof Callbacks<T>> &
  Callbacks<RequestResponse<T>> &
  AuthRequestOptions;

/** The options of `wx.uploadFile`; see {@link RequestOptions}. */
export type UploadOptions = Omit<UploadOption, keyof Callbacks<unknown>> &
  Callbacks<UploadResponse> &
  AuthRequestOptions;

/** The options of `wx.downloadFile`; see {@link RequestOptions}. */
export type DownloadOptions = Omit<DownloadOption, keyof Callbacks<unknown>> &
  Callbacks<DownloadResponse> &
  AuthRequestOptions;

/** `data` where nobody says what the server sends: taken for a JSON object. */
export type DefaultData = Record<string, any>;

/** The result of `wx.request`, of any status that is not dealt with. */
export type RequestResponse<T = DefaultData> = Omit<RequestResult, 'data'> & { data: T };

/** The result of `wx.uploadFile`. `data` is a text, whatever the server sends. */
export type UploadResponse = Known<WxUploadResult, Result & { data: string }>;

/** The result of `wx.downloadFile`. */
export type DownloadResponse = Known<
  WxDownloadResult,
  Result & { tempFilePath: string; filePath: string }
>;

/**
 * A promise with the methods of the `wx` task that it stands for. It rejects with an
 * {@link AuthError}; the rejection counts as handled where `fail` or `complete` was given. Listeners
 * hear of every try, also of one that is made after a login.
 */
export interface Task<T> extends Promise<T> {
  /** Gives the request up: it rejects with `aborted`, and is not sent if it was not. */
  abort(): void;
  onHeadersReceived(
    listener: (result: Known<WxHeaders, { header: Record<string, any> }>) => void,
  ): void;
  /** Without a listener: removes all of the present try. */
  offHeadersReceived(
    listener?: (result: Known<WxHeaders, { header: Record<string, any> }>) => void,
  ): void;
}

/** What {@link Auth.request} returns. */
export interface RequestTask<T = DefaultData> extends Task<RequestResponse<T>> {
  /** With `enableChunked`, from base library 2.20.2 on. */
  onChunkReceived(listener: (result: Known<WxChunk, { data: ArrayBuffer }>) => void): void;
  offChunkReceived(listener?: (result: Known<WxChunk, { data: ArrayBuffer }>) => void): void;
}

/** What {@link Auth.uploadFile} returns. */
export interface UploadTask extends Task<UploadResponse> {
  onProgressUpdate(listener: (result: Known<WxUploadProgress, Progress>) => void): void;
  offProgressUpdate(listener?: (result: Known<WxUploadProgress, Progress>) => void): void;
}

/** What {@link Auth.downloadFile} returns. */
export interface DownloadTask extends Task<DownloadResponse> {
  onProgressUpdate(listener: (result: Known<WxDownloadProgress, Progress>) => void): void;
  offProgressUpdate(listener?: (result: Known<WxDownloadProgress, Progress>) => void): void;
}

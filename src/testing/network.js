import { handOver } from './header.js';
import { failure } from './script.js';
import { toBytes } from './utf8.js';
import { createTask } from './task.js';
import { bodyOf, contentType, urlOf } from './outgoing.js';

/**
 * "最大并发限制是 10 个": more wait
 * (https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html). Counted for each
 * of the three functions, as older versions of that page did.
 */
const AT_ONCE = 10;

/** ms; the same page, and `networkTimeout` in app.json. */
const TIMEOUT = 60000;

/**
 * `wx.request`, `wx.uploadFile` and `wx.downloadFile`. What they send goes to `transport`.
 *
 * @param {object} parts
 * @param {(request: object) => Promise<object>} parts.transport resolves to
 * `{ status, header, body }`, whatever the status; rejects where there is no response
 */
export function createNetwork({ life, clock, calls, device, files, transport, options }) {
  const settings = {
    /** No network: every request fails. */
    offline: Boolean(options.offline),
    casing: options.casing,
    arrays: Boolean(options.arrays),
    /** When `onHeadersReceived` tells an upload's or download's fields. */
    headers: options.headers || 'before',
    /** ms from the result to the fields, where they come after it. */
    headersDelay: options.headersDelay || 0,
  };
  const running = [];
  const waiting = [];

  function start(kind, given) {
    const outcome = calls.note(kind, given);
    if (outcome.throws) {
      throw new Error(`${kind}:fail`);
    }
    const send = { kind, options: given, outcome, done: false, cancel: () => {} };
    const task = createTask(kind, {
      device,
      run: clock.run,
      abort: () => end(send, 'fail', { errMsg: `${kind}:fail abort` }),
    });
    send.listeners = task.listeners;
    if (!life.isOver()) {
      waiting.push(send);
      pump(kind);
    }
    return task.methods;
  }

  function pump(kind) {
    const next = waiting.find((send) => send.kind === kind);
    if (next && running.filter((send) => send.kind === kind).length < AT_ONCE) {
      waiting.splice(waiting.indexOf(next), 1);
      running.push(next);
      dispatch(next);
    }
  }

  function dispatch(send) {
    const { kind, options: given, outcome } = send;
    const fail = (error) => end(send, 'fail', error, outcome.delay);
    if (outcome.never) {
      return;
    }
    if (outcome.fail) {
      fail(failure(outcome.fail));
      return;
    }
    const refusal = refuse(kind, given);
    if (refusal) {
      fail(refusal);
      return;
    }
    const timeout = given.timeout > 0 ? given.timeout : TIMEOUT;
    send.cancel = life.after(timeout, () => end(send, 'fail', error(kind, 'timeout', 5)));
    new Promise((resolve) => resolve(transport(outgoing(kind, given)))).then(
      (response) => life.answer(outcome.delay || 0, () => receive(send, response)),
      (reason) => fail(told(kind, reason)),
    );
  }

  /** Why nothing is sent at all. */
  function refuse(kind, given) {
    if (settings.offline) {
      return offline(kind);
    }
    // The text is made up: nobody documents it.
    if (!/^https?:[\\/]{2}/i.test(given.url)) {
      return { errMsg: `${kind}:fail invalid url "${given.url}"` };
    }
    if (options.domains && !options.domains.some((domain) => isUnder(given.url, domain))) {
      return { errMsg: `${kind}:fail url not in domain list` };
    }
    // As devtools say it; phones are reported to differ.
    return kind === 'uploadFile' && !files.has(given.filePath)
      ? { errMsg: 'uploadFile:fail file not found' }
      : null;
  }

  function outgoing(kind, given) {
    const method = kind === 'uploadFile' ? 'POST' : kind === 'downloadFile' ? 'GET' : given.method;
    const header = strings(given.header);
    if (kind === 'request' && contentType(header) === undefined) {
      header['content-type'] = 'application/json';
    }
    const request = { kind, method: (method || 'GET').toUpperCase(), header };
    if (kind === 'uploadFile') {
      const { filePath, name } = given;
      const formData = strings(given.formData);
      return Object.assign(request, { url: given.url, filePath, name, formData, body: undefined });
    }
    return Object.assign(request, {
      url: kind === 'request' ? urlOf(given, request.method) : given.url,
      body: kind === 'request' ? bodyOf(given, request.method, contentType(header)) : undefined,
    });
  }

  function receive(send, response) {
    if (send.done) {
      return;
    }
    const { kind, options: given } = send;
    const header = handOver(response.header, {
      platform: device.platform,
      casing: settings.casing,
      arrays: settings.arrays,
      http2: Boolean(given.enableHttp2 || given.enableQuic),
    });
    const told = { header, statusCode: response.status, cookies: [] };
    const tellHeaders = () => send.listeners.tell('HeadersReceived', told);
    const when = kind === 'request' ? 'before' : settings.headers;
    if (when === 'before') {
      tellHeaders();
    }
    send.listeners.tell('ProgressUpdate', progress(response));
    if (given.enableChunked) {
      send.listeners.tell('ChunkReceived', { data: toBytes(String(response.body)) });
    }
    end(send, 'success', resultOf(send, response, header));
    if (when === 'after') {
      life.answer(settings.headersDelay, tellHeaders);
    }
  }

  function resultOf({ kind, options: given }, { status, body }, header) {
    const result = { statusCode: status, errMsg: `${kind}:ok` };
    if (kind === 'uploadFile') {
      // "返回的数据 data: string" (API reference), and no header.
      return Object.assign(result, { data: body === undefined ? '' : String(body) });
    }
    if (kind === 'downloadFile') {
      const path = given.filePath || files.newPath('download');
      files.write(path, body);
      return Object.assign(result, { [given.filePath ? 'filePath' : 'tempFilePath']: path });
    }
    return Object.assign(result, { header, cookies: [], data: dataOf(given, body) });
  }

  function end(send, name, result, delay) {
    if (send.done) {
      return;
    }
    send.done = true;
    send.cancel();
    drop(waiting, send);
    const answer = () => {
      drop(running, send);
      if (result.errno !== undefined && !device.isFrom('2.24.0')) {
        delete result.errno;
      }
      calls.finish(send.options, name, result);
      if (send.outcome.twice) {
        calls.finish(send.options, name, result);
      }
      pump(send.kind);
    };
    if (name === 'success') {
      answer();
    } else {
      life.answer(delay || 0, answer);
    }
  }

  function offline(kind) {
    // The text is put together after those of refused connections; its like is seen on Android.
    return error(
      kind,
      'errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED',
      600001,
    );
  }

  function interrupt() {
    waiting
      .concat(running)
      .forEach((send) => end(send, 'fail', { errMsg: `${send.kind}:fail interrupted` }));
  }

  return {
    settings,
    interrupt,
    running: () => running.length,
    waiting: () => waiting.length,
    apis: {
      request: (given) => start('request', given),
      uploadFile: (given) => start('uploadFile', given),
      downloadFile: (given) => start('downloadFile', given),
    },
  };
}

function drop(list, send) {
  if (list.includes(send)) {
    list.splice(list.indexOf(send), 1);
  }
}

function error(kind, text, errno) {
  return { errMsg: `${kind}:fail ${text}`, errno };
}

/** What a transport rejects with, as `fail` gets it. */
function told(kind, reason) {
  return reason && reason.errMsg
    ? Object.assign({}, reason)
    : error(kind, (reason && reason.message) || String(reason), 600001);
}

function isUnder(url, domain) {
  return url === domain || url.startsWith(`${domain}/`) || url.startsWith(`${domain}?`);
}

function strings(object) {
  return Object.keys(object || {}).reduce(
    (all, name) => Object.assign(all, { [name]: String(object[name]) }),
    {},
  );
}

function progress({ body }) {
  const length = typeof body === 'string' ? body.length : 0;
  return {
    progress: 100,
    totalBytesSent: length,
    totalBytesExpectedToSend: length,
    totalBytesWritten: length,
    totalBytesExpectedToWrite: length,
  };
}

function dataOf({ dataType = 'json', responseType }, body) {
  if (responseType === 'arraybuffer' && typeof body === 'string') {
    return toBytes(body);
  }
  if (dataType === 'json' && typeof body === 'string') {
    try {
      return JSON.parse(body);
    } catch {
      return body;
    }
  }
  return body;
}

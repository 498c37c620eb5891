/** What `wx.setStorage` allows, in bytes: 1 MB a key, 10 MB in all (its API reference). */
const KEY_LIMIT = 1024 * 1024;
const LIMIT = 10 * KEY_LIMIT;

/** Seen in public reports (tensorflow/tfjs-wechat#52). */
const FULL = 'fail exceed storage max size 10Mb';
/** Nobody documents the text for one key; this one is made up after the other. */
const TOO_LONG = 'fail exceed storage item max length 1Mb';
/** Seen in many programs that test for it. */
const NOT_FOUND = 'fail data not found';

/**
 * What stays when the app is closed. Values are kept as JSON, as the platform says it keeps them.
 */
export function createStorage() {
  const items = new Map();
  const storage = {
    /** Whether every write fails for want of room. */
    full: false,
    /** Every key and its value, a copy. */
    all: () => Array.from(items.keys()).reduce((all, key) => set(all, key, storage.get(key)), {}),
    get: (key) => (items.has(key) ? read(items.get(key)) : undefined),
    keys: () => Array.from(items.keys()),
    /** Stores without any limit. */
    set: (key, value) => items.set(key, write(value)),
    /** Puts what nobody has written in the place of every value: half of it. */
    corrupt() {
      items.forEach((text, key) => {
        items.set(key, write(String(text).slice(0, Math.floor(text.length / 2))));
      });
    },
    remove: (key) => items.delete(key),
    clear: () => items.clear(),
    size: () => Array.from(items).reduce((size, [key, text]) => size + bytes(key, text), 0),
    /** Why a value can't be stored, if it can't. */
    refusal(key, value) {
      const text = write(value);
      const size = bytes(key, text);
      if (size > KEY_LIMIT) {
        return TOO_LONG;
      }
      const before = items.has(key) ? bytes(key, items.get(key)) : 0;
      return storage.full || storage.size() - before + size > LIMIT ? FULL : null;
    },
  };
  return storage;
}

/** The functions of `wx` that store. */
export function storageApis({ storage, calls }) {
  const put = (key, value) => {
    const refusal = storage.refusal(key, value);
    return refusal ? { refusal } : void storage.set(key, value);
  };
  const get = (key) =>
    storage.get(key) === undefined ? { refusal: NOT_FOUND } : { data: storage.get(key) };
  const info = () => ({
    keys: storage.keys(),
    currentSize: Math.ceil(storage.size() / 1024),
    limitSize: LIMIT / 1024,
  });
  const later = (api, perform) =>
    calls.later(api, (options) => {
      const result = perform(options);
      if (result && result.refusal) {
        throw { errMsg: `${api}:${result.refusal}` };
      }
      return result;
    });
  const sync = (api, perform) =>
    calls.sync(api, (...args) => {
      const result = perform(...args);
      if (result && result.refusal) {
        throw new Error(`${api}:${result.refusal}`);
      }
      return result;
    });
  return {
    setStorage: later('setStorage', ({ key, data }) => put(key, data)),
    getStorage: later('getStorage', ({ key }) => get(key)),
    removeStorage: later('removeStorage', ({ key }) => void storage.remove(key)),
    clearStorage: later('clearStorage', () => void storage.clear()),
    getStorageInfo: later('getStorageInfo', info),
    setStorageSync: sync('setStorageSync', put),
    // An absent key gives '' (API reference of wx.getStorageSync; seen on all platforms).
    getStorageSync: calls.sync('getStorageSync', (key) => {
      const value = storage.get(key);
      return value === undefined ? '' : value;
    }),
    removeStorageSync: sync('removeStorageSync', (key) => void storage.remove(key)),
    clearStorageSync: sync('clearStorageSync', () => void storage.clear()),
    getStorageInfoSync: sync('getStorageInfoSync', info),
  };
}

/** Dates come back as dates; what JSON has no word for comes back as nothing. */
function write(value) {
  return Object.prototype.toString.call(value) === '[object Date]'
    ? `date:${value.getTime()}`
    : `json:${JSON.stringify(value)}`;
}

function read(text) {
  if (text.startsWith('date:')) {
    return new Date(Number(text.slice(5)));
  }
  return text === 'json:undefined' ? undefined : JSON.parse(text.slice(5));
}

/** Bytes of UTF-8. */
function bytes(key, text) {
  return unescapedLength(encodeURIComponent(wellFormed(key + text.slice(5))));
}

function unescapedLength(encoded) {
  return encoded.length - 2 * (encoded.split('%').length - 1);
}

function wellFormed(text) {
  return text.replace(/[\ud800-\udfff]/g, '??');
}

function set(object, key, value) {
  object[key] = value;
  return object;
}

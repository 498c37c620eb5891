import { AuthError } from './error.js';

/**
 * What `createAuth` takes: for each option what is expected, and whether a value is that. The core
 * has the defaults; what is checked here is only what must be said at once, before it is loaded.
 */
const OPTIONS = {
  baseUrl: [
    'an absolute http(s) url without user info, query or fragment, or a list of them',
    isBases,
  ],
  loginUrl: ['a url, absolute or under baseUrl', isText],
  loginPage: ['the path of a page, such as "pages/login/login"', isText],
  userInfoUrl: ['a url under baseUrl', optional(isText)],
  phoneNumberUrl: ['a url under baseUrl', optional(isText)],
  tabBarPages: ['a list of page paths', optional(isTexts)],
  access: ['"everyPage" or "onDemand"', optional(isOneOf('everyPage', 'onDemand'))],
  identity: ['"phoneNumber" or "uid"', optional(isOneOf('phoneNumber', 'uid'))],
  userInfo: ['"profile" or "unionid"', optional(isOneOf('profile', 'unionid'))],
  bundle: ['{ in?, name?, fields? }', optional(isObject)],
  'bundle.in': ['"body" or "header"', optional(isOneOf('body', 'header'))],
  'bundle.name': ['the name of a member, a path to it, or the name of a header', optional(isText)],
  'bundle.fields': ['an object of field names', optional(isObject)],
  isUnauthorized: ['a function', optional(isFunction)],
  endsSession: ['a function', optional(isFunction)],
  loginData: ['a function', optional(isFunction)],
  authorization: ['a function', optional(isFunction)],
  storageKey: ['a text', optional(isText)],
  loginTimeout: ['a time in ms, above 0', optional(isTime)],
  answerTimeout: [
    'a time in ms, above 0, or null',
    optional((value) => value === null || isTime(value)),
  ],
  heldFor: ['a time in ms, above 0', optional(isTime)],
  leeway: ['a time in ms, 0 or more', optional((value) => value === 0 || isTime(value))],
  wasmPath: ['the path of a .wasm or .wasm.br file in the code package', optional(isWasmPath)],
  wx: ['an object', optional(isObject)],
  now: ['a function', optional(isFunction)],
  random: ['a function', optional(isFunction)],
  onWarning: ['a function', optional(isFunction)],
  onEvent: ['a function', optional(isFunction)],
};

const FIELDS = ['token', 'expiresIn', 'hasUserInfo', 'hasPhoneNumber', 'uid'];
const SECRETS = /^(sessionkey|openid|unionid|phonenumber|purephonenumber|encrypteddata|iv)$/;

/**
 * Checks what was given to `createAuth` and returns a copy of it.
 *
 * @throws {AuthError} `badOptions`, whose message names the option, what is expected and what was
 * given: a kind, never a value that could be a secret
 */
export function checkOptions(given) {
  if (!holds(isObject, given)) {
    throw badOption('options', 'an object', given);
  }
  const options = {};
  for (const path of Object.keys(OPTIONS)) {
    const [expected, isGood] = OPTIONS[path];
    const [name, member] = path.split('.');
    const value = member ? read(options[name], member, path) : read(given, name, path);
    if (!holds(isGood, value)) {
      throw badOption(path, expected, value);
    }
    if (!member && value !== undefined) {
      options[name] = value;
    }
  }
  const fields = (options.bundle && options.bundle.fields) || {};
  for (const field of FIELDS) {
    const path = `bundle.fields.${field}`;
    const name = read(fields, field, path);
    const isSecret = isText(name) && SECRETS.test(name.replace(/[_-]/g, '').toLowerCase());
    if (isSecret || !(name === undefined || isText(name))) {
      throw badOption(path, 'the name of a field that may reach the client', name);
    }
  }
  return options;
}

/** @param {string} path the option's name as the caller writes it */
export function badOption(path, expected, given) {
  return new AuthError('badOptions', `${path}: expected ${expected}, got ${kind(given)}`);
}

/** A list that throws when it is looked at is not a good one. */
function holds(isGood, value) {
  try {
    return isGood(value);
  } catch {
    return false;
  }
}

/** A getter that throws is as good as none; its error would say nothing about the option. */
function read(object, name, path) {
  try {
    return object === undefined ? undefined : object[name];
  } catch (cause) {
    throw new AuthError('badOptions', `${path}: can't be read`, { cause });
  }
}

function kind(value) {
  if (value === null || value === undefined) {
    return String(value);
  }
  if (typeof value === 'string') {
    return value === '' ? 'an empty text' : 'another text';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  return holds(Array.isArray, value) ? 'a list' : `a value of type ${typeof value}`;
}

function optional(isGood) {
  return (value) => value === undefined || isGood(value);
}

function isOneOf(...names) {
  return (value) => names.includes(value);
}

function isText(value) {
  return typeof value === 'string' && value !== '';
}

function isTexts(value) {
  return isListOf(isText, value);
}

/** `every` passes over what is missing. */
function isListOf(isGood, value) {
  return Array.isArray(value) && Object.keys(value).length === value.length && value.every(isGood);
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFunction(value) {
  return typeof value === 'function';
}

function isTime(value) {
  return typeof value === 'number' && value > 0 && value < Infinity;
}

function isWasmPath(value) {
  return typeof value === 'string' && /\.wasm(\.br)?$/.test(value);
}

/** Scheme, host, port and path, with no part besides them. */
const BASE = /^https?:\/\/(?:\[[^\]/?#@\\\s]+\]|[^/?#@\\\s:]+)(?::(\d+))?(?:\/[^?#\\\s]*)?$/i;

/** As the core reads it, so that a base it would refuse is refused at once. */
function isBase(value) {
  const match = isText(value) && BASE.exec(value);
  return Boolean(match) && !(match[1] > 65535) && !Array.from(value).some(isControl);
}

function isControl(character) {
  return character < ' ' || (character >= '\x7f' && character < '\xa0');
}

function isBases(value) {
  const bases = Array.isArray(value) ? value : [value];
  return bases.length > 0 && isListOf(isBase, bases);
}

import { field } from '../header.js';

/**
 * Every request that came, in order.
 *
 * @param {string} baseUrl
 */
export function createLog(baseUrl) {
  const entries = [];
  return {
    entries,
    add(request, time) {
      const ours = isOurs(request.url, baseUrl);
      const address = ours ? request.url.slice(baseUrl.length) : request.url;
      const [path, query = ''] = address.split('#')[0].split('?');
      const entry = Object.assign({}, request, {
        ours,
        path: path || '/',
        query: parseForm(query),
        token: tokenOf(request.header),
        data: dataOf(request),
        time,
        status: null,
        answeredAt: null,
        error: null,
      });
      entries.push(entry);
      return entry;
    },
  };
}

function isOurs(url, baseUrl) {
  return url.startsWith(baseUrl) && /^([/?#]|$)/.test(url.slice(baseUrl.length));
}

/** The token of `Authorization: Bearer`, or `null`. */
function tokenOf(header) {
  const value = field(header, 'authorization');
  const match = /^Bearer (.+)$/i.exec(value === undefined ? '' : value);
  return match ? match[1] : null;
}

/** What a server reads in a request: the fields of JSON or of a form, otherwise the body itself. */
function dataOf({ kind, body, header, formData, filePath, name }) {
  if (kind === 'uploadFile') {
    return Object.assign({}, formData, { [name]: filePath });
  }
  if (typeof body !== 'string') {
    return body;
  }
  if (/x-www-form-urlencoded/i.test(field(header, 'content-type'))) {
    return parseForm(body);
  }
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function parseForm(text) {
  return text
    .split('&')
    .filter(Boolean)
    .map((pair) => pair.split('='))
    .reduce((all, [name, value = '']) => Object.assign(all, { [decode(name)]: decode(value) }), {});
}

function decode(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

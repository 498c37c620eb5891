import { field } from '../header.js';

/**
 * Every request that came, in order.
 *
 * @param {string | string[]} baseUrl
 */
export function createLog(baseUrl) {
  const bases = [].concat(baseUrl).map((base) => parseUrl(base.replace(/\/$/, '')));
  const entries = [];
  return {
    entries,
    add(request, time) {
      const to = parseUrl(request.url);
      const base = bases.find((one) => isUnder(to, one));
      const entry = Object.assign({}, request, {
        ours: base !== undefined,
        path: base ? to.path.slice(base.path.length) || '/' : request.url.split(/[?#]/)[0],
        query: parseForm(to.query),
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

/** As clients read a url (https://url.spec.whatwg.org/): what looks like another host may be ours. */
function parseUrl(url) {
  const [, scheme, authority, path, query = ''] =
    /^(https?):[\\/]*([^\\/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(url) || ['', '', '', url];
  const host = authority.replace(/^.*@/, '').toLowerCase();
  const port = scheme.toLowerCase() === 'https' ? /:443$/ : /:80$/;
  const origin = `${scheme.toLowerCase()}://${host.replace(port, '')}`;
  return { origin, path: withoutDots(path.replace(/\\/g, '/')), query };
}

function withoutDots(path) {
  const kept = [];
  path.split('/').forEach((segment) => {
    const name = segment.replace(/%2e/gi, '.');
    if (name === '..') {
      kept.splice(Math.max(kept.length - 1, 1));
    } else if (name !== '.') {
      kept.push(segment);
    }
  });
  return kept.join('/');
}

function isUnder(to, base) {
  return (
    to.origin === base.origin && (to.path === base.path || to.path.startsWith(`${base.path}/`))
  );
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

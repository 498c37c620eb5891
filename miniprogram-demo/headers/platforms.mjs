/**
 * What `wx.request` hands over, platform by platform: a real HTTP client takes the answer off the
 * socket, and the platform's habits make `res.header` of its fields.
 *
 * The habits are as documents and developers report them; nobody has measured them on phones here.
 */
import http from 'node:http';

const asOnTheWire = (name) => name;

const joined = (values) => values.join(', ');

/** `id` is what `wx.getDeviceInfo` says of the platform. */
export const PLATFORMS = [
  {
    name: 'iOS',
    id: 'ios',
    // NSHTTPURLResponse capitalises each word between hyphens.
    rename: (name) => name.toLowerCase().replace(/(^|-)[a-z]/g, (initial) => initial.toUpperCase()),
    combine: joined,
  },
  { name: 'Android', id: 'android', rename: asOnTheWire, combine: joined },
  {
    // No document promises a string: mini-programs in the field check for an array (set-cookie).
    name: 'Android[]',
    id: 'android',
    rename: asOnTheWire,
    combine: (values) => (values.length > 1 ? values : values[0]),
  },
  { name: 'devtools', id: 'devtools', rename: asOnTheWire, combine: joined },
  {
    name: 'HarmonyOS',
    id: 'ohos',
    // Huawei's HTTP kit hands all names over in lower case.
    rename: (name) => name.toLowerCase(),
    combine: joined,
  },
];

/**
 * Fetches over a socket. Of node's views of the header only `rawHeaders` has the names as they
 * were on the wire.
 *
 * @param {string} url
 * @returns {Promise<{ status: number, fields: [name: string, value: string][], text: string }>}
 */
export function receive(url) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { signal: AbortSignal.timeout(5000) }, async (response) => {
      try {
        const text = (await response.setEncoding('utf8').toArray()).join('');
        resolve({ status: response.statusCode, fields: pairs(response.rawHeaders), text });
      } catch (error) {
        reject(error);
      }
    });
    request.on('error', reject);
  });
}

/**
 * Makes the `res` that the platform's `wx.request` passes to `success`, whatever the status.
 *
 * @param {typeof PLATFORMS[number]} platform
 * @param {Awaited<ReturnType<typeof receive>>} response
 */
export function handOver({ rename, combine }, { status, fields, text }) {
  const values = new Map();
  for (const [name, value] of fields) {
    const renamed = rename(name);
    values.set(renamed, [...(values.get(renamed) ?? []), value]);
  }
  const header = Object.fromEntries(
    Array.from(values, ([name, repeats]) => [name, combine(repeats)]),
  );
  return { data: dataOf(text), statusCode: status, header, cookies: [], errMsg: 'request:ok' };
}

/** As `dataType: 'json'`, the default: JSON where it is JSON, the text otherwise. */
function dataOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function pairs(rawHeaders) {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) =>
    rawHeaders.slice(2 * index, 2 * index + 2),
  );
}

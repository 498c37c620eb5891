/*
 * What `wx.request` makes of its `data`: the API reference, "data 参数说明". GET has it in the query,
 * other methods in the body, as JSON or as a form by the content type.
 */

/** The url, with the data of a GET. */
export function urlOf({ url, data }, method) {
  if (method !== 'GET' || !isRecord(data) || Object.keys(data).length === 0) {
    return url;
  }
  const [address, fragment] = url.split('#');
  const joined = `${address}${address.includes('?') ? '&' : '?'}${form(data)}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}

/** The body: a text, bytes, or nothing. */
export function bodyOf({ data }, method, type) {
  if (data === undefined || data === null || method === 'GET') {
    return undefined;
  }
  if (!isRecord(data)) {
    return data;
  }
  return /x-www-form-urlencoded/i.test(type) ? form(data) : JSON.stringify(data);
}

export function contentType(header) {
  const name = Object.keys(header).find((key) => key.toLowerCase() === 'content-type');
  return name === undefined ? undefined : header[name];
}

function form(data) {
  return Object.keys(data)
    .map((key) => `${encodeURIComponent(key)}=${encodeURIComponent(data[key])}`)
    .join('&');
}

function isRecord(data) {
  return typeof data === 'object' && data !== null && data.byteLength === undefined;
}

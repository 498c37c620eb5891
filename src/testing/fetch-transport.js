/**
 * A transport over a real `fetch`, for a browser or node: the fake's requests go to a real server.
 *
 * @param {typeof fetch} fetch
 * @param {{ files?: { read: (path: string) => unknown } }} [options] where uploads find their files
 */
export function fetchTransport(fetch, { files } = {}) {
  return async ({ kind, url, method, header, body, filePath, name, formData }) => {
    const init = { method, headers: header, body };
    if (kind === 'uploadFile') {
      init.body = new FormData();
      Object.keys(formData).forEach((field) => init.body.append(field, formData[field]));
      const content = files ? files.read(filePath) : '';
      init.body.append(name, new Blob([content]), filePath.replace(/^.*\//, ''));
    }
    const response = await fetch(url, init);
    const sent = {};
    response.headers.forEach((value, field) => {
      sent[field] = value;
    });
    return { status: response.status, header: sent, body: await response.text() };
  };
}

/** Carries what the mini-program sends to a real server, by way of the simulator's (relay.mjs). */

/** ms that a slow network takes for each request. */
const SLOW = 3000;

/** How wx says why there is no response. Chromium's numbers, as seen on Android. */
const FAILURES = {
  ECONNREFUSED: '-102 error_msg:net::ERR_CONNECTION_REFUSED',
  ECONNRESET: '-101 error_msg:net::ERR_CONNECTION_RESET',
  ENOTFOUND: '-105 error_msg:net::ERR_NAME_NOT_RESOLVED',
};

/**
 * @param {{ settings: object, files: () => object, note: (sent: object) => object }} parts `note`
 * hears of each request, and what it returns gets the status
 */
export function createTransport({ settings, files, note }) {
  return async function transport(outgoing) {
    const { kind, method, url } = outgoing;
    const line = note({ method, url });
    const { header, body } = await contentOf(outgoing, files());
    if (settings.network === 'slow') {
      await new Promise((resolve) => setTimeout(resolve, SLOW));
    }
    const answer = await relay(url, method, { ...header, 'demo-casing': settings.casing }, body);
    line.end(answer);
    if (answer.failure) {
      const text = FAILURES[answer.failure] ?? `-2 error_msg:net::ERR_FAILED`;
      throw { errMsg: `${kind}:fail errcode:${text}`, errno: 600001 };
    }
    return { status: answer.status, header: headerOf(answer.rawHeaders), body: answer.body };
  };
}

/**
 * @returns {Promise<{ status: number, rawHeaders: string[], body: string } | { failure: string }>}
 */
export async function relay(url, method, header, body) {
  const response = await fetch('/relay', {
    method: 'POST',
    headers: { 'Relay-To': encodeURIComponent(JSON.stringify({ url, method, header })) },
    body,
  });
  return response.json();
}

async function contentOf({ kind, header, body, filePath, name, formData }, files) {
  if (kind !== 'uploadFile') {
    return { header, body };
  }
  const form = new FormData();
  Object.entries(formData).forEach(([field, value]) => form.append(field, value));
  form.append(name, files.read(filePath), filePath.replace(/^.*\//, ''));
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type');
  return { header: { ...header, 'content-type': type }, body: await encoded.arrayBuffer() };
}

/** Fields as they were on the wire; those that came several times as arrays. */
function headerOf(rawHeaders) {
  const header = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name, value] = rawHeaders.slice(index, index + 2);
    header[name] = name in header ? [header[name], value].flat() : value;
  }
  return header;
}

/**
 * How each platform hands over the names of header fields. Reports contradict each other; these are
 * the best founded: Apple splits at `-` and capitalises (NSHTTPURLResponse), HarmonyOS's http kit
 * writes all in lower case, the others leave names as they came.
 */
const CASINGS = { ios: 'apple', ohos: 'lower' };

const NAMES = {
  apple: (name) => name.toLowerCase().replace(/(^|-)[a-z]/g, (first) => first.toUpperCase()),
  asSent: (name) => name,
  lower: (name) => name.toLowerCase(),
  upper: (name) => name.toUpperCase(),
  /** Two casings of one name at once. */
  both: (name) => [name, name.toLowerCase()],
};

/**
 * A response's header as `wx` hands it over.
 *
 * @param {Record<string, string | string[]>} header as the server sent it
 * @param {{ platform: string, casing?: string | Function, arrays?: boolean, http2?: boolean }} how
 */
export function handOver(header, how) {
  const casing = how.casing || CASINGS[how.platform] || 'asSent';
  const rename = typeof casing === 'function' ? casing : NAMES[casing];
  const result = {};
  Object.keys(header || {}).forEach((sent) => {
    const value = header[sent];
    // Field names are in lower case on the wire of HTTP/2 and 3 (RFC 9113, 8.2).
    const renamed = rename(how.http2 ? sent.toLowerCase() : sent);
    [].concat(renamed).forEach((name) => {
      result[name] = Array.isArray(value) && !how.arrays ? value.join(', ') : value;
    });
  });
  return result;
}

/** A field under any casing. */
export function field(header, name) {
  const found = Object.keys(header || {}).find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : header[found];
}

/** The bytes of a text, where there is no TextEncoder. */
export function toBytes(text) {
  const escaped = encodeURIComponent(text.replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, '\ufffd'));
  const codes = escaped.match(/%[0-9A-F]{2}|[^]/g) || [];
  return new Uint8Array(
    codes.map((code) => (code.length === 3 ? parseInt(code.slice(1), 16) : code.charCodeAt(0))),
  ).buffer;
}

/** The text of UTF-8 bytes, where there is no TextDecoder. */
export function toText(buffer) {
  const bytes = Array.from(new Uint8Array(buffer));
  const escaped = bytes.map((byte) => `%${(byte + 256).toString(16).slice(1)}`).join('');
  try {
    return decodeURIComponent(escaped);
  } catch {
    return String.fromCharCode(...bytes);
  }
}

/**
 * The globals that wasm-bindgen's glue expects and a mini-program lacks, or has in another way.
 * The build gives them to the glue alone.
 */
import { utf8fromStringLoose, utf8toString } from '@exodus/bytes/utf8.js';

/** Only what the glue uses: UTF-8, with U+FEFF kept. */
export class TextDecoder {
  decode(bytes) {
    return bytes ? utf8toString(bytes) : '';
  }
}

/** Lone surrogates become U+FFFD, as in every TextEncoder. */
export class TextEncoder {
  encode(text) {
    return utf8fromStringLoose(text);
  }
}

/**
 * The glue keeps its view of the memory until the view's `byteLength` is 0, as it is when the
 * memory has grown and its old buffer is detached. WXWebAssembly has been seen not to detach it, so
 * each view says 0 at once and the next access makes its own.
 */
function MemoryView(buffer) {
  return Object.defineProperty(new Uint8Array(buffer), 'byteLength', { value: 0 });
}

export { MemoryView as Uint8Array };

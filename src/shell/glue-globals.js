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
 * The glue keeps its views of the memory until growing detaches the buffer under them. WXWebAssembly
 * has been seen not to detach it, and a view kept then is one of memory that nobody uses any more.
 * So each view says at once what the glue looks for, and the next access makes its own.
 */
function BytesView(buffer) {
  return Object.defineProperty(new Uint8Array(buffer), 'byteLength', { value: 0 });
}

function NumbersView(buffer) {
  return Object.defineProperty(new DataView(buffer), 'buffer', { value: { detached: true } });
}

export { BytesView as Uint8Array, NumbersView as DataView };

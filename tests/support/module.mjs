/** WebAssembly modules written byte by byte, for what the built one must be told apart from. */

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const FUNC = 0x60;
const I32 = 0x7f;

/** A module without anything in it. */
export const emptyModule = () => Buffer.from(HEADER);

/** A module that exports `release()`: a constant, or a trap where it is `undefined`. */
export function moduleOfRelease(number) {
  const body = number === undefined ? [0x00] : [0x41, ...leb128(number)];
  return Buffer.from([
    ...HEADER,
    ...section(1, [1, FUNC, 0, 1, I32]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text('release'), 0x00, 0]),
    ...section(10, [1, body.length + 2, 0, ...body, 0x0b]),
  ]);
}

/** A module that imports one function by its module's and its own name. */
export function moduleThatImports(module, name) {
  return Buffer.from([
    ...HEADER,
    ...section(1, [1, FUNC, 0, 0]),
    ...section(2, [1, ...text(module), ...text(name), 0x00, 0]),
  ]);
}

const section = (id, bytes) => [id, ...leb128(bytes.length), ...bytes];
const text = (string) => [string.length, ...Buffer.from(string)];

/** Signed, so a size below 64 is the same as unsigned; larger ones have one byte more than need be. */
function leb128(number) {
  const bytes = [];
  let rest = number;
  do {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>= 7;
  } while (rest > 0 || bytes.at(-1) & 0x40);
  bytes[bytes.length - 1] &= 0x7f;
  return bytes;
}

/** The Huffman code of HPACK (RFC 7541 §5.2, §B). */

/**
 * The length of each symbol's code, in bits. Codes of one length are consecutive in the order of
 * their symbols, and shorter ones come first, so the lengths are all that is needed.
 */
const CODE_LENGTHS: readonly number[] = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5,
  6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
  7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6,
  7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23,
  23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22,
  22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22,
  23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27,
  27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25,
  24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30,
];

const END_OF_STRING = 256;
const LONGEST = 30;

/** The symbols in the order of their codes. */
const SYMBOLS = CODE_LENGTHS.map((_, symbol) => symbol).sort(
  (a, b) => CODE_LENGTHS[a]! - CODE_LENGTHS[b]! || a - b,
);

/** How many codes each length has. */
const COUNTS = Array.from(
  { length: LONGEST + 1 },
  (_, length) => CODE_LENGTHS.filter((each) => each === length).length,
);

/**
 * The decoded bytes; null if they contain the code for the end, or if what fills the last byte
 * isn't its beginning (RFC 7541 §5.2).
 */
export function decodeHuffman(bytes: Uint8Array): Uint8Array | null {
  const decoded: number[] = [];
  let code = 0;
  let length = 0;
  /** The first code of the current length, and how many symbols have shorter ones. */
  let first = 0;
  let shorter = 0;
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    code = 2 * code + ((bytes[bit >> 3]! >> (7 - (bit & 7))) & 1);
    length += 1;
    first = 2 * (first + COUNTS[length - 1]!);
    shorter += COUNTS[length - 1]!;
    if (code - first >= COUNTS[length]!) continue;
    const symbol = SYMBOLS[shorter + code - first]!;
    if (symbol === END_OF_STRING) return null;
    decoded.push(symbol);
    [code, length, first, shorter] = [0, 0, 0, 0];
  }
  const isFilled = length < 8 && code === 2 ** length - 1;
  return isFilled ? Uint8Array.from(decoded) : null;
}

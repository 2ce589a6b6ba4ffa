/**
 * Huffman codes as in DEFLATE, defined only by the code length of each symbol (RFC 1951 §3.2.2).
 *
 * Codes of the same length are consecutive in symbol order, and shorter codes come before longer
 * ones. Codes are packed most significant bit first, unlike all other values.
 */

import type { BitReader } from './bit-reader.ts';

/** The maxLength code of DEFLATE. */
const MAX_CODE_LENGTH = 15;

/** What `decode` returns if the bits are not a code. Larger than every symbol. */
export const NO_SYMBOL = 0xffff;

/**
 * Codes up to this length are found with one table lookup. Longer codes are rare: a good code uses
 * them only for symbols with a frequency below 1 in 500.
 */
const TABLE_BITS = 9;

/** A table entry is a symbol followed by 4 bits with the length of its code. */
const LENGTH_BITS = 4;
const LENGTH_MASK = 0x0f;

/**
 * Whether code lengths use all bit patterns. A code of length n uses 1/2ⁿ of them. A single 1-bit
 * code and an empty code leave patterns unused but are sometimes valid (§3.2.7).
 */
export type CodeShape = 'complete' | 'over-subscribed' | 'under-subscribed' | 'one-bit' | 'empty';

/** The number of codes of each length, from 0 (symbols without a code) to 15. */
function countLengths(lengths: Uint8Array): number[] {
  const counts = Array<number>(MAX_CODE_LENGTH + 1).fill(0);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  return counts;
}

export function codeShapeOf(lengths: Uint8Array): CodeShape {
  const counts = countLengths(lengths);
  let free = 1;
  for (let length = 1; length <= MAX_CODE_LENGTH; length++) {
    free = 2 * free - (counts[length] ?? 0);
    if (free < 0) return 'over-subscribed';
  }
  if (free === 0) return 'complete';
  const codeCount = lengths.length - (counts[0] ?? 0);
  if (codeCount === 0) return 'empty';
  return codeCount === 1 && counts[1] === 1 ? 'one-bit' : 'under-subscribed';
}

export class HuffmanCode {
  /**
   * Indexed by the next bits in reading order. 0 if the code is longer than the table, or invalid.
   */
  readonly #table: Uint16Array;
  readonly #tableBits: number;
  readonly #counts: readonly number[];
  /** The symbols that have a code, in code order. */
  readonly #symbols: Uint16Array;

  /**
   * `lengths` contains the code length of each symbol, 0 for no code. Its shape must not be over-
   * or under-subscribed.
   */
  constructor(lengths: Uint8Array) {
    this.#counts = countLengths(lengths);
    const maxLength = this.#counts.findLastIndex((count, length) => length > 0 && count > 0);
    this.#tableBits = Math.min(Math.max(maxLength, 1), TABLE_BITS);
    this.#table = new Uint16Array(1 << this.#tableBits);
    this.#symbols = new Uint16Array(lengths.length - (this.#counts[0] ?? 0));
    this.#assignCodes(lengths);
  }

  /** Reads one code and returns its symbol, or `NO_SYMBOL`. */
  decode(reader: BitReader): number {
    const entry = this.#table[reader.peek(this.#tableBits)] ?? 0;
    if (entry === 0) return this.#decodeLong(reader);
    reader.skip(entry & LENGTH_MASK);
    return entry >>> LENGTH_BITS;
  }

  /** Steps 2 and 3 of §3.2.2. */
  #assignCodes(lengths: Uint8Array): void {
    const nextCode = [0];
    const nextPlace = [0];
    for (let length = 1, code = 0, place = 0; length <= MAX_CODE_LENGTH; length++) {
      nextCode.push(code);
      nextPlace.push(place);
      const count = this.#counts[length] ?? 0;
      place += count;
      code = (code + count) << 1;
    }
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const length = lengths[symbol] ?? 0;
      if (length === 0) continue;
      const code = nextCode[length] ?? 0;
      const place = nextPlace[length] ?? 0;
      nextCode[length] = code + 1;
      nextPlace[length] = place + 1;
      this.#symbols[place] = symbol;
      if (length <= this.#tableBits) this.#enter(symbol, code, length);
    }
  }

  /** Fills all table entries that start with this code. */
  #enter(symbol: number, code: number, length: number): void {
    const entry = (symbol << LENGTH_BITS) | length;
    const step = 1 << length;
    for (let place = reverseBits(code, length); place < this.#table.length; place += step) {
      this.#table[place] = entry;
    }
  }

  /** Bit by bit. The codes of each length are consecutive and continue after the shorter ones. */
  #decodeLong(reader: BitReader): number {
    const bits = reader.peek(MAX_CODE_LENGTH);
    let code = 0;
    let firstCode = 0;
    let firstPlace = 0;
    for (let length = 1; length <= MAX_CODE_LENGTH; length++) {
      code = (code << 1) | ((bits >>> (length - 1)) & 1);
      const count = this.#counts[length] ?? 0;
      if (code < firstCode + count) {
        reader.skip(length);
        return this.#symbols[firstPlace + code - firstCode] ?? NO_SYMBOL;
      }
      firstPlace += count;
      firstCode = (firstCode + count) << 1;
    }
    // Only a 1-bit code and an empty code leave patterns unused, and 1 bit is enough to detect
    // that.
    reader.skip(1);
    return NO_SYMBOL;
  }
}

function reverseBits(value: number, count: number): number {
  let reversed = 0;
  for (let bit = 0; bit < count; bit++) reversed = (reversed << 1) | ((value >>> bit) & 1);
  return reversed;
}

/**
 * Writes DEFLATE data by hand, as RFC 1951 §3.1.1 packs them; the code under test has no part in
 * it.
 */

export class BitWriter {
  readonly #bytes: number[] = [];
  #count = 0;

  /** Bits written so far. */
  get position(): number {
    return this.#count;
  }

  /** An integer, its least significant bit first. */
  integer(value: number, count: number): this {
    for (let bit = 0; bit < count; bit++) this.#put((value >>> bit) & 1);
    return this;
  }

  /** A Huffman code as RFC 1951 prints it, its most significant bit first. */
  code(bits: string): this {
    for (const bit of bits) this.#put(bit === '1' ? 1 : 0);
    return this;
  }

  /** Zeros up to the next byte. */
  pad(): this {
    while (this.#count % 8 > 0) this.#put(0);
    return this;
  }

  raw(bytes: Iterable<number>): this {
    for (const byte of bytes) this.integer(byte, 8);
    return this;
  }

  header(isFinal: boolean, type: number): this {
    return this.integer(isFinal ? 1 : 0, 1).integer(type, 2);
  }

  storedBlock(bytes: Uint8Array, isFinal = false): this {
    const { length } = bytes;
    this.header(isFinal, 0).pad();
    return this.integer(length, 16)
      .integer(length ^ 0xffff, 16)
      .raw(bytes);
  }

  toBytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #put(bit: number): void {
    if (this.#count % 8 === 0) this.#bytes.push(0);
    const last = this.#bytes.length - 1;
    this.#bytes[last] = (this.#bytes[last] ?? 0) | (bit << (this.#count % 8));
    this.#count++;
  }
}

/** The codes of RFC 1951 §3.2.2 by symbol, as text; '' where a symbol has none. */
export function codesFor(lengths: readonly number[]): string[] {
  const codes = lengths.map(() => '');
  let next = 0;
  for (let length = 1; length <= 15; length++) {
    next *= 2;
    for (const [symbol, own] of lengths.entries()) {
      if (own === length) codes[symbol] = (next++).toString(2).padStart(length, '0');
    }
  }
  return codes;
}

/** RFC 1951 §3.2.6. */
export const FIXED_LITERALS = codesFor(
  Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
  ),
);
export const FIXED_DISTANCES = codesFor(Array<number>(32).fill(5));

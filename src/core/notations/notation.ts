/**
 * What a notation gives: the text form in which somebody wrote bytes down, read as far as it can be read. The bytes
 * come with the place in the text that each was read from, so that a view can point from one to the other.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';

export type NotationId = 'hex';

/** A stretch of text, in UTF-16 code units, half-open. */
export type TextRange = { readonly start: number; readonly end: number };

/** Why reading stopped before the end of the text. `at` is where, in UTF-16 code units. */
export type NotationProblem =
  | { readonly kind: 'not-hex'; readonly at: number; readonly character: string }
  /** A digit without the second one that makes a byte of it. */
  | { readonly kind: 'odd-digit'; readonly at: number };

export type NotationReading = {
  readonly notation: NotationId;
  /** Everything that was read before the problem, if there is one. */
  readonly bytes: Uint8Array;
  readonly positions: TextPositions;
  readonly problem: NotationProblem | null;
};

/**
 * Where in the text each byte was read from, kept in typed arrays: a paste of 5 MB has millions of them. Bytes are
 * in the order of the text.
 */
export class TextPositions {
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;

  constructor(starts: Uint32Array, ends: Uint32Array) {
    this.#starts = starts;
    this.#ends = ends;
  }

  /** How many bytes. */
  get count(): number {
    return this.#starts.length;
  }

  /** The text of byte `index`. */
  rangeOf(index: number): TextRange {
    return { start: this.#starts[index] ?? 0, end: this.#ends[index] ?? 0 };
  }

  /** The byte that a place in the text belongs to: the one around it, or right before it; null between bytes. */
  byteAt(place: number): number | null {
    const index = this.#firstEndingAfter(place);
    if ((this.#starts[index] ?? Infinity) <= place) return index;
    return index > 0 && this.#ends[index - 1] === place ? index - 1 : null;
  }

  /** The bytes of which any text lies within a stretch. */
  bytesWithin({ start, end }: TextRange): ByteRange {
    const first = this.#firstEndingAfter(start);
    let last = first;
    while (last < this.count && (this.#starts[last] ?? 0) < end) last += 1;
    return { start: first, end: last };
  }

  #firstEndingAfter(place: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

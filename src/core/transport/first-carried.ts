/**
 * How many bytes each range is the first to have, of ranges in the order in which they passed.
 * Takes n log n steps, whatever that order is.
 */

import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { firstReached } from '#core/bytes/bisect.ts';

export type FirstCarried = {
  /** Bytes that no earlier range has. */
  readonly size: number;
  /** Whether some of them come before bytes that an earlier range has. */
  readonly isLate: boolean;
};

export function firstCarried(ranges: readonly ByteRange[]): readonly FirstCarried[] {
  let reached = 0;
  const isInOrder = ranges.every(({ start, end }) => {
    const isNext = start >= reached;
    reached = Math.max(reached, end);
    return isNext;
  });
  if (isInOrder) return ranges.map((range) => ({ size: lengthOfRange(range), isLate: false }));
  const pieces = new Pieces(ranges);
  return ranges.map((range) => pieces.take(range));
}

/** The stream, cut wherever a range starts or ends. Each piece is taken once. */
class Pieces {
  readonly #cuts: Float64Array;
  /** For each piece: itself if it is free, or else one after it that might be. */
  readonly #next: Uint32Array;
  #reached = 0;

  constructor(ranges: readonly ByteRange[]) {
    const ends = Float64Array.from(ranges.flatMap(({ start, end }) => [start, end])).sort();
    this.#cuts = ends.filter((cut, index) => cut !== ends[index - 1]);
    this.#next = Uint32Array.from({ length: this.#cuts.length }, (_, index) => index);
  }

  take({ start, end }: ByteRange): FirstCarried {
    let size = 0;
    let isLate = false;
    let piece = this.#freeFrom(this.#pieceAt(start));
    while (piece < this.#cuts.length - 1 && this.#cuts[piece]! < end) {
      size += this.#cuts[piece + 1]! - this.#cuts[piece]!;
      isLate ||= this.#cuts[piece]! < this.#reached;
      this.#next[piece] = piece + 1;
      piece = this.#freeFrom(piece + 1);
    }
    this.#reached = Math.max(this.#reached, end);
    return { size, isLate };
  }

  #pieceAt(start: number): number {
    return firstReached(this.#cuts.length, (index) => this.#cuts[index]! >= start);
  }

  /** Halves the way for the next search. */
  #freeFrom(piece: number): number {
    const next = this.#next;
    let at = piece;
    while (next[at] !== undefined && next[at] !== at) {
      next[at] = next[next[at]!]!;
      at = next[at]!;
    }
    return at;
  }
}

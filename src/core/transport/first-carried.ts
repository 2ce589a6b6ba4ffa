/**
 * How many bytes each range is the first to have, of ranges in the order in which they passed.
 *
 * Real segments leave few holes, so the holes are a list. If there are many, the stream is cut
 * into pieces, which takes n log n steps in whatever order they are.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { firstReached } from '#core/bytes/bisect.ts';

export type FirstCarried = {
  /** Bytes that no earlier range has. */
  readonly size: number;
  /** Whether some of them come before bytes that an earlier range has. */
  readonly isLate: boolean;
};

/** Searching and changing a list of so many is still fast. */
const MAX_HOLES = 4096;

export function firstCarried(
  ranges: readonly ByteRange[],
  maxHoles = MAX_HOLES,
): readonly FirstCarried[] {
  const found: FirstCarried[] = [];
  const holes = new Holes();
  for (const range of ranges) {
    found.push(holes.take(range));
    if (holes.count <= maxHoles) continue;
    const pieces = new Pieces(ranges);
    return ranges.map((each) => pieces.take(each));
  }
  return found;
}

/** What no range has had so far, before the furthest end. */
class Holes {
  /** In order, and apart. */
  readonly #holes: ByteRange[] = [];
  #reached = 0;

  get count(): number {
    return this.#holes.length;
  }

  take(range: ByteRange): FirstCarried {
    const { start, end } = range;
    const late = start < this.#reached ? this.#fill(range) : 0;
    if (start > this.#reached) this.#holes.push({ start: this.#reached, end: start });
    const ahead = Math.max(0, end - Math.max(start, this.#reached));
    this.#reached = Math.max(this.#reached, end);
    return { size: late + ahead, isLate: late > 0 };
  }

  /** The bytes of holes that the range has. */
  #fill({ start, end }: ByteRange): number {
    const holes = this.#holes;
    const first = firstReached(holes.length, (index) => holes[index]!.end > start);
    let after = first;
    let size = 0;
    const rest: ByteRange[] = [];
    for (; after < holes.length && holes[after]!.start < end; after++) {
      const hole = holes[after]!;
      size += Math.min(hole.end, end) - Math.max(hole.start, start);
      if (hole.start < start) rest.push({ start: hole.start, end: start });
      if (hole.end > end) rest.push({ start: end, end: hole.end });
    }
    if (after > first) holes.splice(first, after - first, ...rest);
    return size;
  }
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

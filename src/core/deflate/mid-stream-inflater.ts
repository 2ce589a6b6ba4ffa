/**
 * Inflates DEFLATE data whose beginning is missing, from a block's border on.
 *
 * Matches may refer to output that nobody has. So the data are inflated twice: once as if every
 * missing byte were 00, once as if it were ff. Where the outputs differ, a byte was copied from
 * what is missing; all others are right.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { Inflater, type Inflated, type InflaterOptions } from './inflater.ts';
import { MAX_WINDOW_SIZE } from './sliding-window.ts';

export type PartlyInflated = Inflated & {
  /** Bytes of the output, counted from its beginning, that nobody knows. They stand there as 00. */
  readonly unknown: readonly ByteRange[];
};

export class MidStreamInflater {
  readonly #withZeros: Inflater;
  /** Null when nothing that is missing can be reached any more. */
  #withOnes: Inflater | null;
  /** Where in the output the last byte that nobody knows ends. */
  #lastUnknownEnd = 0;

  constructor(options: Omit<InflaterOptions, 'history' | 'tell'> = {}) {
    const missing = new Uint8Array(MAX_WINDOW_SIZE);
    this.#withZeros = new Inflater({ ...options, history: missing });
    this.#withOnes = new Inflater({ ...options, history: missing.fill(0xff) });
  }

  get position(): number {
    return this.#withZeros.position;
  }

  get outputSize(): number {
    return this.#withZeros.outputSize;
  }

  get isAtBlockBorder(): boolean {
    return this.#withZeros.isAtBlockBorder;
  }

  allowOutput(sizeInBytes: number): void {
    this.#withZeros.allowOutput(sizeInBytes);
    this.#withOnes?.allowOutput(sizeInBytes);
  }

  forgetWindow(): void {
    this.#withZeros.forgetWindow();
    this.#withOnes = null;
  }

  feed(chunk: Uint8Array): PartlyInflated {
    const start = this.outputSize;
    const inflated = this.#withZeros.feed(chunk);
    if (this.#withOnes === null) return { ...inflated, unknown: [] };
    const { pieces } = this.#withOnes.feed(chunk);
    const unknown = findDifferences(inflated.pieces, pieces, start);
    this.#lastUnknownEnd = unknown.at(-1)?.end ?? this.#lastUnknownEnd;
    if (this.outputSize - this.#lastUnknownEnd >= MAX_WINDOW_SIZE) this.#withOnes = null;
    return { ...inflated, unknown };
  }
}

/** Where two outputs differ that were cut into pieces alike. */
function findDifferences(
  pieces: readonly Uint8Array[],
  others: readonly Uint8Array[],
  start: number,
): ByteRange[] {
  const ranges: ByteRange[] = [];
  let at = start;
  for (const [index, piece] of pieces.entries()) {
    const other = others[index];
    for (let offset = 0; offset < piece.length; offset++, at++) {
      if (piece[offset] === other?.[offset]) continue;
      const last = ranges.at(-1);
      if (last?.end === at) ranges.splice(-1, 1, { ...last, end: at + 1 });
      else ranges.push({ start: at, end: at + 1 });
    }
  }
  return ranges;
}

/**
 * Inflates DEFLATE data whose beginning is missing, starting at a block boundary.
 *
 * Matches might refer to output that is missing. So the data is inflated twice, with every missing
 * byte as 00 and then as ff. Bytes that differ in the two outputs were copied from the missing
 * part. All others are correct.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { Inflater, type Inflated, type InflaterOptions } from './inflater.ts';
import { MAX_WINDOW_SIZE } from './sliding-window.ts';

export type PartlyInflated = Inflated & {
  /** Ranges of unknown bytes, counted from the start of the output. They appear as 00. */
  readonly unknown: readonly ByteRange[];
};

export class MidStreamInflater {
  readonly #withZeros: Inflater;
  /** Null when no distance reaches the missing part any more. */
  #withOnes: Inflater | null;
  /** Where the last unknown byte in the output ends. */
  #lastUnknownEnd = 0;

  constructor(options: Omit<InflaterOptions, 'history' | 'onPart'> = {}) {
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

  get isAtBlockBoundary(): boolean {
    return this.#withZeros.isAtBlockBoundary;
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

/** Where two outputs differ. Both are split into pieces of equal sizes. */
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

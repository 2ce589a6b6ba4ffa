/**
 * Bytes of a block with their places in the text. They no longer change. A paste can have a hundred
 * thousand short blocks, and arrays of their own would cost more than the bytes, so blocks share
 * arrays.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { TextPositions } from './text-range.ts';

export class PlacedBytes {
  readonly length: number;
  readonly #shelf: Shelf;
  readonly #start: number;

  private constructor(shelf: Shelf, start: number, length: number) {
    this.#shelf = shelf;
    this.#start = start;
    this.length = length;
  }

  /** Copies the first `length` if they are few. Otherwise the arrays must not change any more. */
  static keep(bytes: Uint8Array, places: TextPositions, length: number): PlacedBytes {
    if (length > MOST_COPIED) return new PlacedBytes({ bytes, ...places, used: length }, 0, length);
    const start = openShelf.used;
    if (start + length > openShelf.bytes.length) {
      openShelf = newShelf(SHELF_SIZE);
      return PlacedBytes.keep(bytes, places, length);
    }
    openShelf.used += length;
    for (let at = 0; at < length; at++) {
      openShelf.bytes[start + at] = bytes[at]!;
      openShelf.starts[start + at] = places.starts[at]!;
      openShelf.ends[start + at] = places.ends[at]!;
    }
    return new PlacedBytes(openShelf, start, length);
  }

  /** Adds those from `start` to `end`. Views of a few bytes would cost more than these. */
  addTo(sink: PlacedSink, start: number, end: number): void {
    if (end - start > MOST_SINGLY) return sink.addRange(this.bytes, this.positions, { start, end });
    const { bytes, starts, ends } = this.#shelf;
    for (let at = this.#start + start; at < this.#start + end; at++)
      sink.add(bytes[at]!, starts[at]!, ends[at]!);
  }

  /** Made when asked for, like the positions: most are needed for a moment. */
  get bytes(): Uint8Array {
    return this.#shelf.bytes.subarray(this.#start, this.#start + this.length);
  }

  get positions(): TextPositions {
    const { starts, ends } = this.#shelf;
    const end = this.#start + this.length;
    return { starts: starts.subarray(this.#start, end), ends: ends.subarray(this.#start, end) };
  }
}

const MOST_SINGLY = 64;

/** What a `ByteCollector` has. */
type PlacedSink = {
  add: (byte: number, start: number, end: number) => void;
  addRange: (bytes: Uint8Array, positions: TextPositions, range: ByteRange) => void;
};

type Shelf = TextPositions & {
  readonly bytes: Uint8Array;
  /** Entries before it never change. */
  used: number;
};

const SHELF_SIZE = 16 * 1024;

/** More bytes stay in the arrays in which they were collected. */
export const MOST_COPIED = 1024;

function newShelf(size: number): Shelf {
  return {
    bytes: new Uint8Array(size),
    starts: new Uint32Array(size),
    ends: new Uint32Array(size),
    used: 0,
  };
}

/** The shelf with room. Its memory lives as long as a block with bytes on it. */
let openShelf = newShelf(SHELF_SIZE);

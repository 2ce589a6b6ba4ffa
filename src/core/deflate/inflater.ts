/**
 * Inflates DEFLATE data (RFC 1951) that arrives in chunks of any size, block by block.
 *
 * A final block ends a stream. The next byte starts another stream, which can refer to the output
 * of the previous one, because RFC 7692 §7.2.1 allows final blocks. So no input is ever left over.
 */

import { BITS_PER_BYTE } from '#core/bytes/bit-range.ts';
import { BitReader } from './bit-reader.ts';
import { FIXED_CODES, toBlockCodes, type BlockCodes } from './block-codes.ts';
import { readBlockHeader, type BlockType } from './block-header.ts';
import { inflateCompressedData } from './compressed-data.ts';
import { DynamicHeader } from './dynamic-header.ts';
import type { DeflateFault } from './fault.ts';
import type { PartObserver } from './part.ts';
import { MAX_WINDOW_SIZE, SlidingWindow } from './sliding-window.ts';

export type InflaterOptions = {
  /** The base-2 logarithm of the window size, 8 to 15. It limits distances. */
  readonly windowBits?: number;
  /** The maximum size of all output, in bytes. `allowOutput` replaces it. */
  readonly maxOutputSize?: number;
  /** Earlier output that distances can reach. */
  readonly history?: Uint8Array;
  /** Called for each part of the data. */
  readonly onPart?: PartObserver;
};

/** The output of one `feed`, and the fault that stopped it. */
export type Inflated = {
  /** Copies of at most 32 KiB each. */
  readonly pieces: readonly Uint8Array[];
  readonly fault: DeflateFault | null;
};

/** The part of the format that the reader expects next. */
type Place =
  | { readonly kind: 'between-blocks' }
  | { readonly kind: 'stored-length' }
  | { readonly kind: 'stored-bytes'; readonly missing: number }
  | { readonly kind: 'dynamic-header'; readonly header: DynamicHeader }
  | { readonly kind: 'compressed-data'; readonly codes: BlockCodes };

type Step = 'done' | 'incomplete' | DeflateFault;

const BETWEEN_BLOCKS: Place = { kind: 'between-blocks' };
const STORED_LENGTH: Place = { kind: 'stored-length' };
const FIXED_DATA: Place = { kind: 'compressed-data', codes: FIXED_CODES };

export class Inflater {
  readonly #reader = new BitReader();
  readonly #window: SlidingWindow;
  readonly #maxDistance: number;
  readonly #onPart: PartObserver | null;
  #limit = Number.MAX_SAFE_INTEGER;
  #place: Place = BETWEEN_BLOCKS;
  #isFinal = false;
  #fault: DeflateFault | null = null;

  constructor({ windowBits, maxOutputSize, history, onPart }: InflaterOptions = {}) {
    this.#window = new SlidingWindow(history);
    this.#maxDistance = windowBits === undefined ? MAX_WINDOW_SIZE : 1 << windowBits;
    this.#onPart = onPart ?? null;
    if (maxOutputSize !== undefined) this.allowOutput(maxOutputSize);
  }

  /** The number of bits read since the beginning. */
  get position(): number {
    return this.#reader.position;
  }

  /** The number of bytes of output since the beginning. */
  get outputSize(): number {
    return this.#window.outputSize;
  }

  /** Whether all input is read and it ends between two blocks. */
  get isAtBlockBoundary(): boolean {
    return !this.isInsideBlock && this.#reader.unreadCount === 0;
  }

  /** Whether a block has started but not ended. */
  get isInsideBlock(): boolean {
    return this.#place.kind !== 'between-blocks';
  }

  /** Limits further output to this many bytes. */
  allowOutput(sizeInBytes: number): void {
    this.#limit = sizeInBytes;
    this.#window.allow(sizeInBytes);
  }

  /** Distances no longer reach the output so far. */
  forgetWindow(): void {
    this.#window.forget();
  }

  /** Reads the next chunk. After a fault, the input is ignored. */
  feed(chunk: Uint8Array): Inflated {
    if (this.#fault === null) {
      this.#reader.feed(chunk);
      this.#fault = this.#readSteps();
      this.#reader.release();
    }
    return { pieces: this.#window.takeOutput(), fault: this.#fault };
  }

  #readSteps(): DeflateFault | null {
    let step: Step;
    do step = this.#step();
    while (step === 'done');
    return step === 'incomplete' ? null : step;
  }

  #step(): Step {
    const place = this.#place;
    switch (place.kind) {
      case 'between-blocks':
        return this.#beginBlock();
      case 'stored-length':
        return this.#readStoredLength();
      case 'stored-bytes':
        return this.#readStoredBytes(place.missing);
      case 'dynamic-header':
        return this.#readDynamicHeader(place.header);
      case 'compressed-data':
        return this.#readCompressedData(place.codes);
    }
  }

  #beginBlock(): Step {
    const reader = this.#reader;
    const start = reader.position;
    const { isFinal, type } = readBlockHeader(reader);
    if (reader.isPastEnd) return this.#undo(start);
    const typeRange = { start: start + 1, end: start + 3 };
    this.#onPart?.({ kind: 'final-bit', isFinal, range: { start, end: start + 1 } });
    if (type === null) return { kind: 'block-type-reserved', range: typeRange };
    this.#onPart?.({ kind: 'block-type', type, range: typeRange });
    this.#isFinal = isFinal;
    this.#place = this.#firstPlaceIn(type);
    return 'done';
  }

  #firstPlaceIn(type: BlockType): Place {
    switch (type) {
      case 'stored':
        this.#skipPadding();
        return STORED_LENGTH;
      case 'fixed':
        return FIXED_DATA;
      case 'dynamic':
        return { kind: 'dynamic-header', header: new DynamicHeader(this.#reader, this.#onPart) };
    }
  }

  /** LEN and NLEN (§3.2.4). */
  #readStoredLength(): Step {
    const reader = this.#reader;
    const start = reader.position;
    const length = reader.read(16);
    const complement = reader.read(16);
    if (reader.isPastEnd) return this.#undo(start);
    const middle = start + 16;
    const end = reader.position;
    this.#onPart?.({ kind: 'stored-length', value: length, range: { start, end: middle } });
    this.#onPart?.({ kind: 'stored-complement', value: complement, range: { start: middle, end } });
    if (complement !== (length ^ 0xffff)) {
      return { kind: 'stored-length-mismatch', length, complement, range: { start, end } };
    }
    return this.#expectStoredBytes(length);
  }

  #expectStoredBytes(missing: number): Step {
    if (missing === 0) return this.#endBlock();
    this.#place = { kind: 'stored-bytes', missing };
    return 'done';
  }

  #readStoredBytes(missing: number): Step {
    const start = this.#reader.position;
    const outputStart = this.#window.outputSize;
    const bytes = this.#reader.readBytes(missing);
    if (bytes.length === 0) return 'incomplete';
    const isAllowed = this.#window.append(bytes);
    const output = { start: outputStart, end: this.#window.outputSize };
    const taken = output.end - output.start;
    const end = start + taken * BITS_PER_BYTE;
    if (taken > 0) this.#onPart?.({ kind: 'stored-bytes', output, range: { start, end } });
    if (!isAllowed) {
      const range = { start: end, end: end + BITS_PER_BYTE };
      return { kind: 'output-too-big', limit: this.#limit, range };
    }
    return this.#expectStoredBytes(missing - taken);
  }

  #readDynamicHeader(header: DynamicHeader): Step {
    const reading = header.read();
    if (reading === 'incomplete' || 'kind' in reading) return reading;
    this.#place = { kind: 'compressed-data', codes: toBlockCodes(reading) };
    return 'done';
  }

  #readCompressedData(codes: BlockCodes): Step {
    const reading = inflateCompressedData(this.#reader, codes, this.#window, {
      maxDistance: this.#maxDistance,
      limit: this.#limit,
      onPart: this.#onPart,
    });
    return reading === 'end-of-block' ? this.#endBlock() : reading;
  }

  #endBlock(): Step {
    this.#place = BETWEEN_BLOCKS;
    if (this.#isFinal) this.#skipPadding();
    return 'done';
  }

  #skipPadding(): void {
    const start = this.#reader.position;
    this.#reader.skipToByteBoundary();
    const end = this.#reader.position;
    if (end > start) this.#onPart?.({ kind: 'padding', range: { start, end } });
  }

  #undo(start: number): 'incomplete' {
    this.#reader.goTo(start);
    return 'incomplete';
  }
}

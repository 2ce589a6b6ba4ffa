/** The segments of a connection, as objects or as columns of numbers. */

import { grown } from '#core/bytes/grown-column.ts';
import type { StoredBytes } from '#core/bytes/stored-bytes.ts';
import { TimeColumn } from './time-column.ts';
import { bitOf, bitsOf, controlBitsOf, type ControlBit, type TcpSegment } from './tcp-segment.ts';

/** One of a connection's two peers, by its place in `peers`. */
export type PeerIndex = 0 | 1;

/** What a stream needs of a segment. */
export type StreamSegment = Pick<
  TcpSegment,
  'sequenceNumber' | 'controlBits' | 'data' | 'dataSize'
>;

export type SeenSegment<Segment extends StreamSegment = StreamSegment> = {
  readonly sender: PeerIndex;
  readonly segment: Segment;
  /** Nanoseconds since 1970; null if the capture has no time. */
  readonly seenAtNs: bigint | null;
  /** Absent for one that is in no file. */
  readonly origin?: SegmentOrigin;
};

export type SegmentOrigin = {
  /** The number of its packet in the capture, from 1. */
  readonly packet: number;
  /** Where its data starts in the file; null if it isn't there in one piece. */
  readonly place: number | null;
};

/** What arrays and tables have in common. */
export type SequenceOf<Item> = Iterable<Item> & {
  readonly length: number;
  at(index: number): Item | undefined;
};

export type SegmentSequence = SequenceOf<SeenSegment>;

const SENDER_BIT = 0x10;

const FIRST_CAPACITY = 8;

/**
 * The segments of a capture file, of which there can be millions. Each is some numbers and the
 * place of its data in the file.
 */
export class SegmentTable implements SegmentSequence {
  readonly #storage: StoredBytes;
  /** Data that isn't in the file in one piece, by the segment's index. */
  readonly #ownData = new Map<number, Uint8Array>();
  #length = 0;
  /** The bits of its control bits, and of its sender. */
  #bits = new Uint8Array(FIRST_CAPACITY);
  #sequenceNumbers = new Uint32Array(FIRST_CAPACITY);
  #places = new Float64Array(FIRST_CAPACITY);
  #sizes = new Uint32Array(FIRST_CAPACITY);
  readonly #times = new TimeColumn();
  #packets = new Uint32Array(FIRST_CAPACITY);

  /** @param storage the file */
  constructor(storage: StoredBytes) {
    this.#storage = storage;
  }

  get length(): number {
    return this.#length;
  }

  push({ sender, segment, seenAtNs, origin }: SeenSegment): void {
    const index = this.#length++;
    if (index === this.#bits.length) this.#grow();
    this.#bits[index] = bitsOf(segment.controlBits) | (sender === 1 ? SENDER_BIT : 0);
    this.#sequenceNumbers[index] = segment.sequenceNumber;
    this.#sizes[index] = segment.dataSize;
    this.#times.set(index, seenAtNs);
    this.#packets[index] = origin?.packet ?? 0;
    const place = origin?.place ?? null;
    if (place !== null) this.#places[index] = place;
    else if (segment.dataSize > 0) this.#ownData.set(index, segment.data.slice());
  }

  /** Bytes of a segment's data, counted from its first. */
  read(index: number, start: number, end: number): Uint8Array {
    const own = this.#ownData.get(index);
    const place = this.#places[index]!;
    return own?.subarray(start, end) ?? this.#storage.read(place + start, place + end);
  }

  /** The sequence number of its first byte of data: a SYN precedes that and counts as 1. */
  dataStartAt(index: number): number {
    return this.#sequenceNumbers[index]! + (this.hasBit(index, 'syn') ? 1 : 0);
  }

  dataSizeAt(index: number): number {
    return this.#sizes[index]!;
  }

  hasBit(index: number, bit: ControlBit): boolean {
    return (this.#bits[index]! & bitOf(bit)) !== 0;
  }

  /** The indices of one peer's segments, in their order. */
  indicesOf(sender: PeerIndex): Uint32Array {
    const bit = sender === 1 ? SENDER_BIT : 0;
    const indices = new Uint32Array(this.#length);
    let count = 0;
    for (let index = 0; index < this.#length; index++) {
      if ((this.#bits[index]! & SENDER_BIT) === bit) indices[count++] = index;
    }
    return indices.subarray(0, count);
  }

  at(index: number): SeenSegment | undefined {
    if (index < 0 || index >= this.#length) return undefined;
    const bits = this.#bits[index]!;
    const packet = this.#packets[index]!;
    return {
      sender: (bits & SENDER_BIT) === 0 ? 0 : 1,
      segment: new TableSegment(
        this,
        index,
        this.#sequenceNumbers[index]!,
        controlBitsOf(bits & (SENDER_BIT - 1)),
        this.#sizes[index]!,
      ),
      seenAtNs: this.#times.at(index),
      ...(packet > 0 && {
        origin: { packet, place: this.#ownData.has(index) ? null : this.#places[index]! },
      }),
    };
  }

  *[Symbol.iterator](): Generator<SeenSegment> {
    for (let index = 0; index < this.#length; index++) yield this.at(index)!;
  }

  #grow(): void {
    this.#bits = grown(this.#bits, Uint8Array);
    this.#sequenceNumbers = grown(this.#sequenceNumbers, Uint32Array);
    this.#places = grown(this.#places, Float64Array);
    this.#sizes = grown(this.#sizes, Uint32Array);
    this.#packets = grown(this.#packets, Uint32Array);
  }
}

/** Its data is read when it is asked for. */
class TableSegment implements StreamSegment {
  readonly #table: SegmentTable;
  readonly #index: number;
  readonly sequenceNumber: number;
  readonly controlBits: readonly ControlBit[];
  readonly dataSize: number;

  constructor(
    table: SegmentTable,
    index: number,
    sequenceNumber: number,
    controlBits: readonly ControlBit[],
    dataSize: number,
  ) {
    this.#table = table;
    this.#index = index;
    this.sequenceNumber = sequenceNumber;
    this.controlBits = controlBits;
    this.dataSize = dataSize;
  }

  get data(): Uint8Array {
    return this.#table.read(this.#index, 0, this.dataSize);
  }
}

/** Assembles a stream from its segments in any order (RFC 9293 §3.4, §3.10.7.4). */

import { firstReached } from '#core/bytes/bisect.ts';
import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import type { PeerIndex, SegmentTable, StreamSegment } from './segment-list.ts';
import { dataSequenceNumber, sequenceDistance } from './tcp-segment.ts';

export type AssembledStream = {
  /** All bytes of the stream; 0 for those that were not captured. */
  readonly bytes: Uint8Array;
  /** The ranges that were not captured, in order. */
  readonly missing: readonly ByteRange[];
  /** For each segment in the given order, the bytes of the stream that it carries. */
  readonly ranges: readonly ByteRange[];
};

/**
 * The stream ends before more than this is missing, so that a forged number can't cost gigabytes.
 */
const MAX_MISSING = 16 * 1024 * 1024;

/**
 * Assembles one direction of a connection. If segments overlap, the bytes of the one that starts
 * earlier are used, and of two with the same start those of the first seen.
 */
export function assembleStream(segments: readonly StreamSegment[]): AssembledStream {
  const { length, missing, rangeOf, pieces } = layOut({
    length: segments.length,
    dataStartAt: (index) => dataSequenceNumber(segments[index]!),
    dataSizeAt: (index) => segments[index]!.dataSize,
    hasBit: (index, bit) => segments[index]!.controlBits.includes(bit),
  });
  const bytes = new Uint8Array(length);
  for (const { segment, start, from, to } of pieces()) {
    bytes.set(segments[segment]!.data.subarray(from, to), start);
  }
  return { bytes, missing, ranges: segments.map((_, index) => rangeOf(index)) };
}

/** One direction of a captured connection, whose bytes are read when they are asked for. */
export class SegmentStream {
  readonly length: number;
  /** The ranges that were not captured, in order. */
  readonly gaps: readonly ByteRange[];
  readonly #table: SegmentTable;
  readonly #layout: Layout;
  /** The index in the table of each segment that was sent this way. */
  readonly #indices: Uint32Array;
  #pieces: PieceTable | null = null;

  constructor(table: SegmentTable, sender: PeerIndex) {
    const indices = table.indicesOf(sender);
    this.#layout = layOut({
      length: indices.length,
      dataStartAt: (index) => table.dataStartAt(indices[index]!),
      dataSizeAt: (index) => table.dataSizeAt(indices[index]!),
      hasBit: (index, bit) => table.hasBit(indices[index]!, bit),
    });
    this.#table = table;
    this.#indices = indices;
    this.length = this.#layout.length;
    this.gaps = this.#layout.missing;
  }

  /** The bytes that this direction's segment of this number carries, counted from 0. */
  rangeOf(number: number): ByteRange {
    return this.#layout.rangeOf(number);
  }

  /** Bytes `start` up to `end`, 0 in gaps. */
  read(start: number, end: number): Uint8Array {
    const pieces = (this.#pieces ??= new PieceTable(this.#layout));
    let at = pieces.firstReaching(start);
    if (pieces.contains(at, start, end)) return this.#readPiece(pieces, at, start, end);
    const bytes = new Uint8Array(end - start);
    for (; at < pieces.length && pieces.startOf(at) < end; at++) {
      const from = Math.max(start, pieces.startOf(at));
      const to = Math.min(end, pieces.endOf(at));
      bytes.set(this.#readPiece(pieces, at, from, to), from - start);
    }
    return bytes;
  }

  #readPiece(pieces: PieceTable, at: number, start: number, end: number): Uint8Array {
    const { segment, offset } = pieces.originOf(at);
    return this.#table.read(this.#indices[segment]!, start - offset, end - offset);
  }
}

/** Where the segments of a direction are in its stream. */
type Layout = {
  readonly length: number;
  readonly missing: readonly ByteRange[];
  /** The bytes that a segment carries, by its index. */
  rangeOf(index: number): ByteRange;
  /** What makes up the stream, in order and apart from each other. */
  pieces(): Generator<Piece>;
  /** Not fewer than there are. */
  readonly mostPieces: number;
};

/** Bytes `from` up to `to` of a segment, which start at `start` in the stream. */
type Piece = {
  /** Its index. */
  readonly segment: number;
  readonly start: number;
  readonly from: number;
  readonly to: number;
};

/** Segments of one direction, asked for their numbers. */
type Segments = {
  readonly length: number;
  /** The sequence number of a segment's first byte of data. */
  dataStartAt(index: number): number;
  dataSizeAt(index: number): number;
  hasBit(index: number, bit: 'syn' | 'fin'): boolean;
};

function layOut(segments: Segments): Layout {
  const starts = placeSegments(segments);
  const order = orderBy(starts);
  const { length, missing } = coveredLength(segments, starts, order);
  const clamp = (position: number): number => Math.min(length, Math.max(0, position));
  return {
    length,
    missing,
    mostPieces: segments.length,
    rangeOf: (index) => {
      const start = starts[index]!;
      return { start: clamp(start), end: clamp(start + segments.dataSizeAt(index)) };
    },
    *pieces() {
      let reached = 0;
      for (const segment of order) {
        const start = starts[segment]!;
        const end = start + segments.dataSizeAt(segment);
        if (end <= reached || end > length) continue;
        const from = Math.max(0, reached - start);
        yield { segment, start: start + from, from, to: end - start };
        reached = end;
      }
    },
  };
}

/** The pieces of a stream as columns, in order. */
class PieceTable {
  readonly length: number;
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;
  readonly #segments: Uint32Array;
  /** Where in the stream the first byte of each piece's segment is. */
  readonly #offsets: Float64Array;

  constructor({ pieces, mostPieces }: Layout) {
    this.#starts = new Float64Array(mostPieces);
    this.#ends = new Float64Array(mostPieces);
    this.#segments = new Uint32Array(mostPieces);
    this.#offsets = new Float64Array(mostPieces);
    let count = 0;
    for (const { segment, start, from, to } of pieces()) {
      this.#starts[count] = start;
      this.#ends[count] = start + to - from;
      this.#segments[count] = segment;
      this.#offsets[count++] = start - from;
    }
    this.length = count;
  }

  /** Index of the first piece that reaches past a position. */
  firstReaching(position: number): number {
    return firstReached(this.length, (index) => this.#ends[index]! > position);
  }

  contains(index: number, start: number, end: number): boolean {
    return index < this.length && this.#starts[index]! <= start && end <= this.#ends[index]!;
  }

  startOf(index: number): number {
    return this.#starts[index]!;
  }

  endOf(index: number): number {
    return this.#ends[index]!;
  }

  originOf(index: number): { readonly segment: number; readonly offset: number } {
    return { segment: this.#segments[index]!, offset: this.#offsets[index]! };
  }
}

/**
 * Where in the stream each segment's data starts. Sequence numbers wrap at 2^32, so each is read as
 * the position closest to the end of the data so far.
 */
function placeSegments(segments: Segments): Float64Array {
  const origin = originOf(segments);
  const starts = new Float64Array(segments.length);
  let reached = 0;
  for (let index = 0; index < starts.length; index++) {
    const start = reached + sequenceDistance(origin + reached, segments.dataStartAt(index));
    const size = segments.dataSizeAt(index);
    const isClose = start - reached <= MAX_MISSING;
    if (size > 0 && isClose) reached = Math.max(reached, start + size);
    starts[index] = start;
  }
  return starts;
}

/** The sequence number of the first byte: the one after the SYN, else the lowest captured. */
function originOf(segments: Segments): number {
  let first: number | null = null;
  let lowest = 0;
  for (let index = 0; index < segments.length; index++) {
    const start = segments.dataStartAt(index);
    if (segments.hasBit(index, 'syn')) return start;
    if (segments.dataSizeAt(index) === 0) continue;
    first ??= start;
    lowest = Math.min(lowest, sequenceDistance(first, start));
  }
  return (first ?? (segments.length > 0 ? segments.dataStartAt(0) : 0)) + lowest;
}

/** The indices of the values, the smallest first, and equal ones in their order. */
function orderBy(values: Float64Array): Uint32Array {
  const order = Uint32Array.from(values, (_, index) => index);
  const isAscending = values.every((value, index) => index === 0 || values[index - 1]! <= value);
  return isAscending ? order : order.sort((a, b) => values[a]! - values[b]! || a - b);
}

/** The length of the stream, and the ranges that were not captured. */
function coveredLength(
  segments: Segments,
  starts: Float64Array,
  order: Uint32Array,
): { length: number; missing: ByteRange[] } {
  const missing: ByteRange[] = [];
  let missingSize = 0;
  let length = 0;
  for (const index of order) {
    const start = starts[index]!;
    const size = segments.dataSizeAt(index);
    // A FIN shows where the stream ends.
    if (size === 0 && !segments.hasBit(index, 'fin')) continue;
    if (start > length) {
      const gap = { start: length, end: start };
      missingSize += lengthOfRange(gap);
      if (missingSize > MAX_MISSING) break;
      missing.push(gap);
    }
    length = Math.max(length, start + size);
  }
  return { length, missing };
}

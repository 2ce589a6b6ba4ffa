/** Assembles a stream from its segments in any order (RFC 9293 §3.4, §3.10.7.4). */

import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { dataSequenceNumber, sequenceDistance, type TcpSegment } from './tcp-segment.ts';

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
export function assembleStream(segments: readonly TcpSegment[]): AssembledStream {
  const starts = placeSegments(segments);
  const order = starts.map((_, index) => index);
  if (!isAscending(starts)) order.sort((a, b) => starts[a]! - starts[b]!);
  const { length, missing } = coveredLength(segments, starts, order);
  const bytes = new Uint8Array(length);
  // In reverse, so that the bytes to be used are written last.
  for (let at = order.length - 1; at >= 0; at--) {
    const index = order[at]!;
    const start = starts[index]!;
    const { data, dataSize } = segments[index]!;
    if (dataSize === 0 || start + dataSize > length) continue;
    bytes.set(start < 0 ? data.subarray(-start) : data, Math.max(0, start));
  }
  const clamp = (position: number) => Math.min(length, Math.max(0, position));
  const ranges = segments.map(({ dataSize }, index) => {
    const start = starts[index]!;
    return { start: clamp(start), end: clamp(start + dataSize) };
  });
  return { bytes, missing, ranges };
}

/**
 * Where in the stream each segment's data starts. Sequence numbers wrap at 2^32, so each is read as
 * the position closest to the end of the data so far.
 */
function placeSegments(segments: readonly TcpSegment[]): number[] {
  const origin = originOf(segments);
  let reached = 0;
  return segments.map((segment) => {
    const start = reached + sequenceDistance(origin + reached, dataSequenceNumber(segment));
    const isClose = start - reached <= MAX_MISSING;
    if (segment.dataSize > 0 && isClose) reached = Math.max(reached, start + segment.dataSize);
    return start;
  });
}

/** The sequence number of the first byte: the one after the SYN, else the lowest captured. */
function originOf(segments: readonly TcpSegment[]): number {
  const opening = segments.find(({ controlBits }) => controlBits.includes('syn'));
  if (opening) return dataSequenceNumber(opening);
  const carriers = segments.filter(({ dataSize }) => dataSize > 0);
  const first = (carriers[0] ?? segments[0])?.sequenceNumber ?? 0;
  const distances = carriers.map((carrier) => sequenceDistance(first, carrier.sequenceNumber));
  return first + distances.reduce((lowest, distance) => Math.min(lowest, distance), 0);
}

function isAscending(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || values[index - 1]! <= value);
}

/** The length of the stream, and the ranges that were not captured. */
function coveredLength(
  segments: readonly TcpSegment[],
  starts: readonly number[],
  order: readonly number[],
): { length: number; missing: ByteRange[] } {
  const missing: ByteRange[] = [];
  let missingSize = 0;
  let length = 0;
  for (const index of order) {
    const start = starts[index]!;
    const { dataSize: size, controlBits } = segments[index]!;
    // A FIN shows where the stream ends.
    if (size === 0 && !controlBits.includes('fin')) continue;
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

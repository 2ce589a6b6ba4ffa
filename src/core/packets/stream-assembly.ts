/**
 * Putting a stream together from the segments that carried it, whatever order they came in (RFC
 * 9293 §3.4, §3.10.7.4).
 */

import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { dataSequenceNumber, sequenceDistance, type TcpSegment } from './tcp-segment.ts';

export type AssembledStream = {
  /** From the stream's first byte on; 0 where nothing was captured. */
  readonly bytes: Uint8Array;
  /** What was not captured, in order. */
  readonly missing: readonly ByteRange[];
  /** For each segment, in the order given: which bytes of the stream it carries. */
  readonly ranges: readonly ByteRange[];
};

/**
 * A stream ends where it would lack more than this in all: a forged number shall not cost
 * gigabytes.
 */
const MOST_MISSING = 16 * 1024 * 1024;

/**
 * Assembles one direction of a connection. Where segments overlap, the one that starts earlier
 * counts, and of two that start together the one that was seen first.
 */
export function assembleStream(segments: readonly TcpSegment[]): AssembledStream {
  const starts = placeSegments(segments);
  const order = starts.map((_, index) => index).sort((a, b) => starts[a]! - starts[b]!);
  const { length, missing } = coveredLength(segments, starts, order);
  const bytes = new Uint8Array(length);
  // Backwards, so that what counts is written last.
  for (const index of order.toReversed()) {
    const start = starts[index]!;
    const data = segments[index]!.data.subarray(Math.max(0, -start));
    const at = Math.max(0, start);
    if (at < length) bytes.set(data.subarray(0, length - at), at);
  }
  const clamp = (position: number) => Math.min(length, Math.max(0, position));
  const ranges = segments.map(({ data }, index) => {
    const start = starts[index]!;
    return { start: clamp(start), end: clamp(start + data.length) };
  });
  return { bytes, missing, ranges };
}

/**
 * Where in the stream each segment's data starts. Numbers begin again at 2^32, so each is read as
 * the position closest to where the stream has got to.
 */
function placeSegments(segments: readonly TcpSegment[]): number[] {
  const origin = originOf(segments);
  let reached = 0;
  return segments.map((segment) => {
    const start = reached + sequenceDistance(origin + reached, dataSequenceNumber(segment));
    const isClose = start - reached <= MOST_MISSING;
    if (segment.data.length > 0 && isClose)
      reached = Math.max(reached, start + segment.data.length);
    return start;
  });
}

/**
 * Number of the stream's first byte: the one after the SYN, or the lowest of those that were
 * captured.
 */
function originOf(segments: readonly TcpSegment[]): number {
  const opening = segments.find(({ controlBits }) => controlBits.includes('syn'));
  if (opening) return dataSequenceNumber(opening);
  const carriers = segments.filter(({ data }) => data.length > 0);
  const first = (carriers[0] ?? segments[0])?.sequenceNumber ?? 0;
  const distances = carriers.map((carrier) => sequenceDistance(first, carrier.sequenceNumber));
  return first + distances.reduce((lowest, distance) => Math.min(lowest, distance), 0);
}

/** How long the stream is, and what of it nobody captured. */
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
    const { data, controlBits } = segments[index]!;
    const size = data.length;
    // A FIN says where the stream ends.
    if (size === 0 && !controlBits.includes('fin')) continue;
    if (start > length) {
      const gap = { start: length, end: start };
      missingSize += lengthOfRange(gap);
      if (missingSize > MOST_MISSING) break;
      missing.push(gap);
    }
    length = Math.max(length, start + size);
  }
  return { length, missing };
}

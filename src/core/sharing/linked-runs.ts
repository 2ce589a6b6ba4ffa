/** Bytes of both directions in the order of sending: the data of links without text. */

import { readUint32, writeUint32 } from '#core/bytes/big-endian.ts';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import {
  capturedWithin,
  gapFrom,
  hasGaps,
  streamOf,
  type Trace,
  type TraceEvent,
} from '#core/trace/trace.ts';

/**
 * Everything that one side sent before the other side sent something. In a trace with gaps, one
 * segment of that, or one gap.
 */
export type LinkedRun = {
  readonly direction: Direction;
  /** Empty for a gap. */
  readonly bytes: Uint8Array;
  /** Only for a gap: the number of bytes that were not captured. */
  readonly notCaptured?: number;
};

/** The streams of a trace, with each byte once even if it was retransmitted. */
export function runsOf(trace: Trace): LinkedRun[] {
  const { events, streams } = trace;
  // After a gap, segment boundaries matter, because a frame might start there.
  const joins = !hasGaps(trace);
  const reached: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const runs: { direction: Direction; pieces: Uint8Array[]; notCaptured: number }[] = [];
  const take = (direction: Direction, end: number) => {
    while (reached[direction] < end) {
      const stream = streams[direction];
      const start = reached[direction];
      const captured = capturedWithin(stream, { start, end });
      const isGap = captured.end === start;
      reached[direction] = isGap ? Math.min(end, gapFrom(stream, start)?.end ?? end) : captured.end;
      const notCaptured = isGap ? reached[direction] - start : 0;
      const pieces = isGap ? [] : [stream.read(start, captured.end)];
      const last = runs.at(-1);
      if (joins && last?.direction === direction) last.pieces.push(...pieces);
      else runs.push({ direction, pieces, notCaptured });
    }
  };
  for (const { direction, range } of events) {
    if (range.end > range.start) take(direction, range.end);
  }
  for (const direction of DIRECTIONS) take(direction, streams[direction].length);
  return runs.map(({ direction, pieces, notCaptured }) =>
    notCaptured > 0
      ? { direction, bytes: NO_BYTES, notCaptured }
      : { direction, bytes: concatBytes(pieces) },
  );
}

/** A trace with one event per run, at unknown times. */
export function traceOfRuns(runs: readonly LinkedRun[]): Trace {
  const reached: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const gaps: Record<Direction, ByteRange[]> = { 'client-to-server': [], 'server-to-client': [] };
  const events = runs.flatMap((run): TraceEvent[] => {
    const { direction } = run;
    const start = reached[direction];
    reached[direction] += sizeOf(run);
    const range = { start, end: reached[direction] };
    if (run.notCaptured !== undefined) {
      const before = gaps[direction].at(-1);
      if (before?.end === start) gaps[direction].splice(-1, 1, { ...before, end: range.end });
      else if (range.end > start) gaps[direction].push(range);
      return [];
    }
    return [{ direction, signals: [], range, sentAtMs: null, arrival: { kind: 'unknown' } }];
  });
  const streamFrom = (direction: Direction) => {
    const own = runs.filter((run) => run.direction === direction);
    const pieces = own.map(({ bytes, notCaptured = 0 }) =>
      notCaptured > 0 ? new Uint8Array(notCaptured) : bytes,
    );
    return streamOf(concatBytes(pieces), gaps[direction]);
  };
  return {
    provenance: { kind: 'pasted' },
    endpoints: { client: { name: 'Client' }, server: { name: 'Server' } },
    streams: {
      'client-to-server': streamFrom('client-to-server'),
      'server-to-client': streamFrom('server-to-client'),
    },
    events,
  };
}

function sizeOf(run: LinkedRun): number {
  return run.notCaptured ?? run.bytes.length;
}

/** Before each run: 1 byte for the sender and 4 for the size. */
const HEAD_SIZE = 5;

/** Added to the sender for bytes that were not captured, and are not in the link. */
const NOT_CAPTURED = 0x80;

/** Limits the memory that a forged link can cost. */
const MAX_NOT_CAPTURED = 32 * 1024 * 1024;

export function encodeRuns(runs: readonly LinkedRun[]): Uint8Array {
  return concatBytes(
    runs.flatMap((run) => {
      const head = new Uint8Array(HEAD_SIZE);
      head[0] =
        DIRECTIONS.indexOf(run.direction) | (run.notCaptured === undefined ? 0 : NOT_CAPTURED);
      writeUint32(head, 1, sizeOf(run));
      return [head, run.bytes];
    }),
  );
}

/** Null if the bytes are not valid runs. */
export function decodeRuns(encoded: Uint8Array): LinkedRun[] | null {
  const runs: LinkedRun[] = [];
  let at = 0;
  let totalNotCaptured = 0;
  while (at < encoded.length) {
    const first = encoded[at] ?? 0;
    const direction = DIRECTIONS[first & ~NOT_CAPTURED];
    if (direction === undefined || at + HEAD_SIZE > encoded.length) return null;
    const start = at + HEAD_SIZE;
    const size = readUint32(encoded, at + 1);
    if ((first & NOT_CAPTURED) !== 0) {
      totalNotCaptured += size;
      if (totalNotCaptured > MAX_NOT_CAPTURED) return null;
      runs.push({ direction, bytes: NO_BYTES, notCaptured: size });
      at = start;
      continue;
    }
    const end = start + size;
    if (end > encoded.length) return null;
    runs.push({ direction, bytes: encoded.subarray(start, end) });
    at = end;
  }
  return runs;
}

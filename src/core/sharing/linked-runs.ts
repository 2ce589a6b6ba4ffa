/** Bytes of both directions in the order in which they were sent, as a link holds them where there is no text. */

import { readUint32, writeUint32 } from '#core/bytes/big-endian.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { streamOf, type Trace, type TraceEvent } from '#core/trace/trace.ts';

/** What one side sent before the other spoke again. */
export type LinkedRun = { readonly direction: Direction; readonly bytes: Uint8Array };

/** The streams of a trace, each byte once, whatever became of the segments that carried it. */
export function runsOf({ events, streams }: Trace): LinkedRun[] {
  const reached: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const runs: { direction: Direction; pieces: Uint8Array[] }[] = [];
  const take = (direction: Direction, end: number) => {
    if (end <= reached[direction]) return;
    const piece = streams[direction].read(reached[direction], end);
    reached[direction] = end;
    const last = runs.at(-1);
    if (last?.direction === direction) last.pieces.push(piece);
    else runs.push({ direction, pieces: [piece] });
  };
  for (const { direction, range } of events) {
    if (range.end > range.start) take(direction, range.end);
  }
  for (const direction of DIRECTIONS) take(direction, streams[direction].length);
  return runs.map(({ direction, pieces }) => ({ direction, bytes: concatBytes(pieces) }));
}

/** A trace with an event for each run, at times that nobody knows. */
export function traceOfRuns(runs: readonly LinkedRun[]): Trace {
  const reached: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const events = runs.map(({ direction, bytes }): TraceEvent => {
    const range = { start: reached[direction], end: reached[direction] + bytes.length };
    reached[direction] = range.end;
    return { direction, signals: [], range, sentAtMs: null, arrival: { kind: 'unknown' } };
  });
  const streamFrom = (direction: Direction) =>
    streamOf(concatBytes(runs.flatMap((run) => (run.direction === direction ? [run.bytes] : []))));
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

/** Before each run: who sent it, and how many bytes. */
const HEAD_SIZE = 5;

export function encodeRuns(runs: readonly LinkedRun[]): Uint8Array {
  return concatBytes(
    runs.flatMap(({ direction, bytes }) => {
      const head = new Uint8Array(HEAD_SIZE);
      head[0] = DIRECTIONS.indexOf(direction);
      writeUint32(head, 1, bytes.length);
      return [head, bytes];
    }),
  );
}

/** Null for bytes that are no runs. */
export function decodeRuns(encoded: Uint8Array): LinkedRun[] | null {
  const runs: LinkedRun[] = [];
  let at = 0;
  while (at < encoded.length) {
    const direction = DIRECTIONS[encoded[at] ?? -1];
    if (direction === undefined || at + HEAD_SIZE > encoded.length) return null;
    const start = at + HEAD_SIZE;
    const end = start + readUint32(encoded, at + 1);
    if (end > encoded.length) return null;
    runs.push({ direction, bytes: encoded.subarray(start, end) });
    at = end;
  }
  return runs;
}

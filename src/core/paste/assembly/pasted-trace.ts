/** A pasted connection as a trace, with a map from its bytes to the text. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { NO_BYTES } from '#core/bytes/byte-array.ts';
import type { Direction } from '#core/trace/direction.ts';
import {
  streamOf,
  type EndpointDescription,
  type Trace,
  type TraceEvent,
} from '#core/trace/trace.ts';
import { type DirectionMode } from './direction-mode.ts';
import { directParts } from './directions.ts';
import type { ReadConnection } from '#core/paste/reading.ts';
import { NO_SENDER_CHOICES, settleSenders, type SenderChoices } from './sender-choices.ts';
import { SourceMap, type SourceRun } from './source-map.ts';

export type PastedTrace = { readonly trace: Trace; readonly source: SourceMap };

export function pastedTrace(
  connection: ReadConnection,
  directionMode: DirectionMode = 'as-told',
  senders: SenderChoices = NO_SENDER_CHOICES,
): PastedTrace {
  const settled = settleSenders(connection, directionMode, senders);
  const { bytes, positions, client, server } = settled;
  const parts = directParts(settled, directionMode);
  const reached: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const runs: SourceRun[] = [];
  const events: TraceEvent[] = [];
  for (const { chunk, direction, start, end } of parts) {
    const offset = chunk.offset ?? reached[direction];
    const range = { start: offset, end: offset + end - start };
    const missing = end === chunk.range.end ? (chunk.missingAfter ?? 0) : 0;
    reached[direction] = Math.max(reached[direction], range.end + missing);
    if (end > start) runs.push({ direction, start, end, offset });
    events.push({
      direction,
      signals: chunk.signals ?? [],
      range,
      sentAtMs: chunk.atMs,
      arrival: { kind: 'unknown' },
      ...(chunk.headLacks && start === chunk.range.start && { headLacks: chunk.headLacks }),
    });
  }
  const stream = (direction: Direction) => {
    const own = runs.filter((run) => run.direction === direction);
    const length = reached[direction];
    return streamOf(joinRuns(bytes, own, length), gapsBetween(own, length));
  };
  const trace: Trace = {
    provenance: { kind: 'pasted' },
    endpoints: { client: endpoint('Client', client), server: endpoint('Server', server) },
    streams: {
      'client-to-server': stream('client-to-server'),
      'server-to-client': stream('server-to-client'),
    },
    events,
  };
  return { trace, source: new SourceMap({ positions, runs }) };
}

function endpoint(name: string, address: string | null): EndpointDescription {
  return address === null ? { name } : { name, address };
}

/** If the text contains bytes twice, the first count. Missing bytes are 0. */
function joinRuns(bytes: Uint8Array, runs: readonly SourceRun[], length: number): Uint8Array {
  if (length === 0) return NO_BYTES;
  const stream = new Uint8Array(length);
  for (const { start, end, offset } of runs.toReversed()) {
    stream.set(bytes.subarray(start, end), offset);
  }
  return stream;
}

/** The ranges without a run: packets missing from the text. */
function gapsBetween(runs: readonly SourceRun[], length: number): ByteRange[] {
  const gaps: ByteRange[] = [];
  let reached = 0;
  for (const { start, end, offset } of runs.toSorted((a, b) => a.offset - b.offset)) {
    if (offset > reached) gaps.push({ start: reached, end: offset });
    reached = Math.max(reached, offset + end - start);
  }
  if (reached < length) gaps.push({ start: reached, end: length });
  return gaps;
}

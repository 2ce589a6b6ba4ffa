/**
 * An edit: some bytes of one direction replaced by others. The one unit of work of everything that
 * a reader changes, so that undoing and doing again is a list of edits.
 */

import { lengthOfRange, rangeContains, shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes, copyBytes } from '#core/bytes/byte-array.ts';
import type { Direction } from '#core/trace/direction.ts';
import {
  isPureSignal,
  readStream,
  streamOf,
  type ByteStream,
  type Trace,
  type TraceEvent,
} from '#core/trace/trace.ts';

export type Edit = {
  readonly direction: Direction;
  /** The bytes of the stream that are replaced; empty where bytes are only added. */
  readonly range: ByteRange;
  /** What stands there instead; empty where bytes are only taken away. */
  readonly bytes: Uint8Array;
  /**
   * Of an edit that undoes another: what no bytes could tell. Two segments that became one byte
   * don't part again.
   */
  readonly restores?: Pick<Trace, 'events' | 'provenance'> & Pick<ByteStream, 'gaps'>;
};

/** The trace with the edit made. Expects a range within the stream. */
export function applyEdit(trace: Trace, edit: Edit): Trace {
  const { direction, range, bytes, restores } = edit;
  const stream = readStream(trace, direction);
  if (!rangeContains({ start: 0, end: stream.length }, range) || range.end < range.start) {
    const { start, end } = range;
    throw new RangeError(`expected a range within ${stream.length} bytes, got ${start} to ${end}`);
  }
  const edited = concatBytes([stream.subarray(0, range.start), bytes, stream.subarray(range.end)]);
  const place = placementAfter(trace, edit);
  return {
    ...trace,
    provenance: { ...trace.provenance, isEdited: true },
    streams: { ...trace.streams, [direction]: streamOf(edited, gapsAfter(trace, edit)) },
    events: restores
      ? restores.events
      : trace.events.map((event) =>
          event.direction === direction ? moveEvent(event, edit, place) : event,
        ),
    ...(restores && { provenance: restores.provenance }),
  };
}

/** What undoes an edit, made before it is applied to `trace`. */
export function invertEdit(trace: Trace, edit: Edit): Edit {
  const { direction, range, bytes } = edit;
  return {
    direction,
    range: { start: range.start, end: range.start + bytes.length },
    bytes: copyBytes(trace.streams[direction].read(range.start, range.end)),
    restores: {
      events: trace.events,
      provenance: trace.provenance,
      gaps: trace.streams[direction].gaps,
    },
  };
}

/** What is still not known: bytes that an edit brings are. */
function gapsAfter(
  { streams }: Trace,
  { direction, range, bytes, restores }: Edit,
): readonly ByteRange[] {
  if (restores) return restores.gaps;
  const growth = bytes.length - lengthOfRange(range);
  return streams[direction].gaps.flatMap((gap) => {
    const before = { start: gap.start, end: Math.min(gap.end, range.start) };
    const behind = { start: Math.max(gap.start, range.end), end: gap.end };
    const parts = [before, shiftRange(behind, growth)].filter((part) => lengthOfRange(part) > 0);
    const [first, second] = parts;
    // What an edit has only taken away leaves no border.
    return first && second && first.end === second.start
      ? [{ start: first.start, end: second.end }]
      : parts;
  });
}

type Placement = (position: number) => number;

/**
 * Where a border between segments lies after the edit. Borders keep their order, so that segments
 * which tiled the stream tile it still; one within the replaced bytes stays as far as there are
 * bytes.
 */
function placementAfter(trace: Trace, { direction, range, bytes }: Edit): Placement {
  const growth = bytes.length - lengthOfRange(range);
  const isInsertion = lengthOfRange(range) === 0;
  // Bytes put between two segments go with the one in front; those in front of the first one go
  // with it.
  const growsBefore = trace.events.some(
    (event) =>
      event.direction === direction && !isPureSignal(event) && event.range.end === range.start,
  );
  return (position) => {
    if (isInsertion && position === range.start) return growsBefore ? position + growth : position;
    if (position >= range.end) return position + growth;
    return position <= range.start ? position : Math.min(position, range.start + bytes.length);
  };
}

function moveEvent(event: TraceEvent, edit: Edit, place: Placement): TraceEvent {
  const { alteredBytes, ...kept } = event;
  const range = { start: place(event.range.start), end: place(event.range.end) };
  const moved = { ...kept, range };
  const altered = alteredBytes && editAltered(event, alteredBytes, edit);
  return altered ? { ...moved, alteredBytes: altered } : moved;
}

/**
 * What was altered on the way stays altered, and the edit shows in it, too: where both have a byte
 * at the same place. Null where nobody can say how the bytes would have arrived.
 */
function editAltered(event: TraceEvent, altered: Uint8Array, edit: Edit): Uint8Array | null {
  if (edit.range.end <= event.range.start || edit.range.start >= event.range.end) return altered;
  const isAligned = altered.length === lengthOfRange(event.range);
  if (!isAligned || !rangeContains(event.range, edit.range)) return null;
  const { start, end } = shiftRange(edit.range, -event.range.start);
  return concatBytes([altered.subarray(0, start), edit.bytes, altered.subarray(end)]);
}

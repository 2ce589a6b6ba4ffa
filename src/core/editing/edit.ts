/**
 * An edit replaces some bytes of one direction. Every user change is a list of edits, so undo and
 * redo are lists of edits too.
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
  /** The replaced bytes of the stream. Empty for an insertion. */
  readonly range: ByteRange;
  /** The new bytes. Empty for a deletion. */
  readonly bytes: Uint8Array;
  /**
   * What an undo restores beyond bytes. For example, two segments merged into one byte can't be
   * separated again from the bytes alone.
   */
  readonly restores?: Pick<Trace, 'events' | 'provenance'> & Pick<ByteStream, 'gaps'>;
};

/** The edited trace. Throws a RangeError if the range is not within the stream. */
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

/** The inverse of an edit. Call it with the trace before the edit. */
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

/** The remaining gaps. Bytes from an edit are known. */
function gapsAfter(
  { streams }: Trace,
  { direction, range, bytes, restores }: Edit,
): readonly ByteRange[] {
  if (restores) return restores.gaps;
  const growth = bytes.length - lengthOfRange(range);
  return streams[direction].gaps.flatMap((gap) => {
    const before = { start: gap.start, end: Math.min(gap.end, range.start) };
    const after = { start: Math.max(gap.start, range.end), end: gap.end };
    const parts = [before, shiftRange(after, growth)].filter((part) => lengthOfRange(part) > 0);
    const [first, second] = parts;
    // A deletion next to a gap leaves no boundary between the parts of the gap.
    return first && second && first.end === second.start
      ? [{ start: first.start, end: second.end }]
      : parts;
  });
}

type Placement = (position: number) => number;

/**
 * Maps a segment boundary to its position after the edit. Boundaries keep their order, so segments
 * that tiled the stream still do. A boundary within the replaced bytes stays in place if the new
 * bytes are long enough.
 */
function placementAfter(trace: Trace, { direction, range, bytes }: Edit): Placement {
  const growth = bytes.length - lengthOfRange(range);
  const isInsertion = lengthOfRange(range) === 0;
  // Inserted bytes join the segment before them, or the first segment if there is none before.
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
 * Alterations in the network remain, and the edit applies to them too where both have a byte. Null
 * if it is unclear how the bytes would have arrived.
 */
function editAltered(event: TraceEvent, altered: Uint8Array, edit: Edit): Uint8Array | null {
  if (edit.range.end <= event.range.start || edit.range.start >= event.range.end) return altered;
  const isAligned = altered.length === lengthOfRange(event.range);
  if (!isAligned || !rangeContains(event.range, edit.range)) return null;
  const { start, end } = shiftRange(edit.range, -event.range.start);
  return concatBytes([altered.subarray(0, start), edit.bytes, altered.subarray(end)]);
}

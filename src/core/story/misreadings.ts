/**
 * What a receiver reads bytes as after earlier ones didn't arrive as they were sent. Only a frame's
 * header shows where the next one begins (RFC 6455 §5.2), so the receiver finds other frames.
 */

import {
  intersectRanges,
  lengthOfRange,
  rangeContains,
  rangesOverlap,
  type ByteRange,
} from '#core/bytes/bit-range.ts';
import { bytesEqual } from '#core/bytes/byte-array.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { HandedOn } from '#core/trace/hand-over.ts';
import type { ByteStream } from '#core/trace/trace.ts';

/** What bytes of a unit are to a receiver that doesn't read that unit. */
export type MisreadAs =
  /** Payload of a frame that begins before them. */
  | 'payload'
  /** Payload of their own frame, in place of bytes that didn't arrive. */
  | 'other-place'
  /** Frames that were not sent, or parts of several. */
  | 'other-frames'
  /** A part of an HTTP head or body. */
  | 'http'
  /** Nothing: its segment arrived without them. */
  | 'nothing';

/**
 * What the receiver reads `carried` as; null if it is the unit that was sent, or an altered one in
 * its place. `sent` and `read` are units of one direction, as its sender and receiver have them.
 */
export function misreadingOf(
  carried: ByteRange,
  sent: readonly Unit[],
  read: readonly Unit[],
  places: ReceivedPlaces,
): MisreadAs | null {
  for (const unit of sent) {
    const own = intersectRanges(carried, unit.range);
    const misreading = own && misreadingWithin(own, unit, read, places);
    if (misreading) return misreading;
  }
  return null;
}

/** Expects bytes of that unit alone. */
function misreadingWithin(
  bytes: ByteRange,
  unit: Unit,
  read: readonly Unit[],
  places: ReceivedPlaces,
): MisreadAs | null {
  const place = places.placeOf(bytes);
  if (place === null) return places.hasArrived(bytes) ? 'nothing' : null;
  const start = places.startOf(unit.range);
  const readers = read.filter(({ range }) => rangesOverlap(range, place));
  const [reader] = readers;
  if (reader === undefined) return null;
  const isAtStart = start === reader.range.start && isFraming(unit) === isFraming(reader);
  if ((isAtStart || start === null) && !places.isIntact(bytes)) return null;
  const isWithin = rangeContains(reader.range, place);
  if (isWithin && isAtStart) {
    return place.start - start === bytes.start - unit.range.start ? null : 'other-place';
  }
  if (!readers.every(isFraming)) return 'http';
  const isPayload =
    reader.kind === 'frame' && place.start >= reader.range.start + reader.headerSize;
  return isWithin && isPayload ? 'payload' : 'other-frames';
}

function isFraming({ kind }: Unit): boolean {
  return kind === 'frame' || kind === 'cut-header';
}

/** Bytes that arrived where they were sent, or others of the same number in their place. */
type Run = {
  readonly sent: ByteRange;
  /** Of the first byte, in the receiver's stream. */
  readonly at: number;
};

/** Where the bytes of a stream are in what its receiver got. */
export class ReceivedPlaces {
  readonly #pieces: readonly HandedOn[];
  readonly #sent: ByteStream;
  readonly #received: ByteStream;
  readonly #runs: readonly Run[];

  constructor(pieces: readonly HandedOn[], sent: ByteStream, received: ByteStream) {
    this.#pieces = pieces;
    this.#sent = sent;
    this.#received = received;
    let at = 0;
    this.#runs = pieces.flatMap((piece) => {
      const runs = runsOf(piece, sent, at);
      at += piece.bytes.length;
      return runs;
    });
  }

  /** From the first of the bytes that arrived up to the last; null if none did. */
  placeOf(bytes: ByteRange): ByteRange | null {
    const arrived = this.#runs.flatMap(({ sent, at }) => {
      const shared = intersectRanges(sent, bytes);
      if (shared === null) return [];
      const offset = at - sent.start;
      return [{ start: shared.start + offset, end: shared.end + offset }];
    });
    const [first] = arrived;
    return first ? { start: first.start, end: arrived.at(-1)?.end ?? first.end } : null;
  }

  /** Whether their segment arrived, with or without them. */
  hasArrived(bytes: ByteRange): boolean {
    return this.#pieces.some(({ range }) => rangesOverlap(range, bytes));
  }

  /** Whether all of the bytes arrived as they were sent. */
  isIntact(bytes: ByteRange): boolean {
    const place = this.placeOf(bytes);
    if (place === null || lengthOfRange(place) !== lengthOfRange(bytes)) return false;
    const arrived = this.#received.read(place.start, place.end);
    return bytesEqual(arrived, this.#sent.read(bytes.start, bytes.end));
  }

  /** Null if the first of the bytes didn't arrive. */
  startOf({ start }: ByteRange): number | null {
    return this.placeOf({ start, end: start + 1 })?.start ?? null;
  }
}

/** Other bytes than were sent take the place of those between what is the same at both ends. */
function runsOf({ range, bytes }: HandedOn, stream: ByteStream, at: number): Run[] {
  const size = range.end - range.start;
  if (bytes.length === size) return [{ sent: range, at }];
  const sent = stream.read(range.start, range.end);
  const shorter = Math.min(size, bytes.length);
  let same = 0;
  while (same < shorter && sent[same] === bytes[same]) same++;
  let sameAtEnd = 0;
  while (sameAtEnd < shorter - same && sent.at(-1 - sameAtEnd) === bytes.at(-1 - sameAtEnd)) {
    sameAtEnd++;
  }
  // The first of the other bytes is where the first of those that were sent would be.
  const hasOthers = same + sameAtEnd < bytes.length && same + sameAtEnd < size;
  const first = { start: range.start, end: range.start + same + (hasOthers ? 1 : 0) };
  const last = { start: range.end - sameAtEnd, end: range.end };
  return [
    ...(first.end > first.start ? [{ sent: first, at }] : []),
    ...(sameAtEnd > 0 ? [{ sent: last, at: at + bytes.length - sameAtEnd }] : []),
  ];
}

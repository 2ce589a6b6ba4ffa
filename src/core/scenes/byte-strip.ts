/**
 * A byte strip: a few bytes in one line around the relevant ones, each with the kind of its field.
 */

import { bytesCovering, lengthOfRange, shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { toHexByte } from '#core/bytes/hex.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import { findingRange, type Finding } from '#core/conversation/finding.ts';
import { payloadBytesOf } from '#core/conversation/payload-position.ts';
import { bytesKindOf, frameByteKind } from '#core/conversation/unit-byte-kind.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { contentOf } from '#core/conversation/message.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import type { Direction } from '#core/trace/direction.ts';
import { capturedWithin, streamOf, type ByteStream, type Trace } from '#core/trace/trace.ts';
import { toVisibleAscii } from './hex-grid.ts';
import { fieldsInByte } from './wire-range.ts';

export type StripCell = {
  readonly offset: number;
  /** Two hexadecimal digits. */
  readonly hex: string;
  /** The byte as ASCII; a full stop if it isn't printable. */
  readonly character: string;
  /** Null if the kind is unknown. */
  readonly kind: ByteKind | null;
  readonly isMarked: boolean;
};

export type ByteStrip = {
  readonly cells: readonly StripCell[];
  /** The number of omitted bytes before and after the strip. */
  readonly before: number;
  readonly after: number;
};

/** A source of possibly many bytes. Only those in the strip are read. */
export type StripSource = {
  readonly size: number;
  readonly read: (start: number, end: number) => Uint8Array;
  readonly kindAt: (offset: number) => ByteKind | null;
};

const MAX_CELLS = 16;

/** The number of bytes of context before the first marked one. */
const CONTEXT_SIZE = 4;

export function layoutByteStrip(
  source: StripSource,
  marked: ByteRange | null,
  maxCells = MAX_CELLS,
): ByteStrip {
  const start = firstOffset(source.size, marked, maxCells);
  const end = Math.min(source.size, start + maxCells);
  return {
    cells: Array.from(source.read(start, end), (byte, index) => {
      const offset = start + index;
      const isMarked = marked !== null && marked.start <= offset && offset < marked.end;
      const character = toVisibleAscii(byte);
      return { offset, hex: toHexByte(byte), character, kind: source.kindAt(offset), isMarked };
    }),
    before: start,
    after: source.size - end,
  };
}

/** 0 if the marked bytes are visible then. */
function firstOffset(size: number, marked: ByteRange | null, maxCells: number): number {
  if (marked === null || marked.end <= maxCells) return 0;
  return Math.max(0, Math.min(marked.start - CONTEXT_SIZE, size - maxCells));
}

/** Bytes that are not frames. */
export function plainSource(bytes: Uint8Array, kind: ByteKind | null = null): StripSource {
  return {
    size: bytes.length,
    read: (start, end) => bytes.subarray(start, end),
    kindAt: () => kind,
  };
}

/** The bytes of a unit, counted from its first. */
export function unitSource(unit: Unit, trace: Trace): StripSource {
  const stream = trace.streams[unit.direction];
  const { start, end } = capturedWithin(stream, unit.range);
  return {
    size: end - start,
    read: (from, to) => stream.read(start + from, start + to),
    kindAt: kindsOf(unit, stream),
  };
}

/** All bytes that one side sent, with the kinds of its units. */
export function streamSource(direction: Direction, bytes: Uint8Array): StripSource {
  const stream = streamOf(bytes);
  const placed = readUnits(direction, bytes).map((unit) => ({
    range: unit.range,
    kindAt: kindsOf(unit, stream),
  }));
  return {
    ...plainSource(bytes),
    kindAt: (offset) => {
      const holder = placed.find(({ range }) => range.start <= offset && offset < range.end);
      return holder?.kindAt(offset - holder.range.start) ?? null;
    },
  };
}

/** The bytes of a finding: on the wire, and in the buffer that the finding is about. */
export type FindingStrips = {
  readonly buffer: BufferName;
  /** On the wire; null for a finding in inflated bytes, because they have no position there. */
  readonly wire: ByteStrip | null;
  /** After unmasking or inflating; null for a finding on the wire. */
  readonly read: ByteStrip | null;
};

export function layoutFindingStrips(
  finding: Finding,
  { units, trace }: Conversation,
): FindingStrips {
  const { unitIndex, buffer, violation } = finding;
  const unit = units[unitIndex];
  if (unit === undefined) return { buffer, wire: null, read: null };
  const marked = bytesCovering(violation.range);
  if (buffer === 'wire' || unit.kind !== 'frame') {
    return { buffer, wire: layoutByteStrip(unitSource(unit, trace), marked), read: null };
  }
  const read = layoutByteStrip(payloadSource(unit, trace, buffer), marked);
  if (buffer === 'inflated') return { buffer, wire: null, read };
  const onWire = bytesCovering(findingRange(finding, { units }));
  return { buffer, wire: layoutByteStrip(unitSource(unit, trace), onWire), read };
}

/** The payload after unmasking or inflating. */
function payloadSource(
  unit: FrameUnit,
  trace: Trace,
  buffer: Exclude<BufferName, 'wire'>,
): StripSource {
  const stream = trace.streams[unit.direction];
  const { header, range } = unit;
  const kind = frameByteKind(header);
  if (buffer === 'inflated') return plainSource(contentOf(unit, stream), kind);
  const payload = shiftRange(payloadBytesOf(unit), range.start);
  return {
    size: lengthOfRange(payload),
    read: (start, end) => {
      const bytes = stream.read(payload.start + start, payload.start + end);
      return header.maskingKey ? applyMask(bytes, header.maskingKey, start) : bytes;
    },
    kindAt: () => kind,
  };
}

/** The kind of each byte of a unit. Reads only the header and the first payload byte. */
function kindsOf(unit: Unit, stream: ByteStream): (offset: number) => ByteKind | null {
  if (unit.kind !== 'frame') {
    const kind = bytesKindOf(unit);
    return () => kind;
  }
  const { headerSize } = unit;
  const { start, end } = unit.range;
  const dissection = dissectFrame(stream.read(start, Math.min(end, start + headerSize + 1)));
  return (offset) =>
    fieldsInByte(dissection, 'wire', Math.min(offset, headerSize)).at(-1)?.kind ?? null;
}

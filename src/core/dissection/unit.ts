/**
 * Units: one stream of a trace, read from its first byte to its last into heads, frames and whatever is neither.
 * They tile the stream without gap or overlap.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { findField } from '#core/protocol/field-line.ts';
import { decodeFrameHeader, type FrameHeader } from '#core/protocol/frame-header.ts';
import {
  decodeHttpHead,
  isRequestHead,
  isResponseHead,
  type RequestHead,
  type ResponseHead,
} from '#core/protocol/http-head.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/opcode.ts';
import { isOpeningRequest } from '#core/protocol/opening-request.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening-response.ts';
import type { RuleId } from '#core/protocol/rules.ts';
import type { Violation } from '#core/protocol/violation.ts';
import type { Direction } from '#core/trace/direction.ts';

type Placed = {
  readonly direction: Direction;
  /** Bytes of the direction's stream. */
  readonly range: ByteRange;
};

export type RequestUnit = Placed & {
  readonly kind: 'request';
  readonly head: RequestHead;
  /** What is wrong with the head as HTTP. */
  readonly violations: readonly Violation<RuleId>[];
};

export type ResponseUnit = Placed & {
  readonly kind: 'response';
  readonly head: ResponseHead;
  readonly violations: readonly Violation<RuleId>[];
};

/** What a frame's payload gave when it was inflated. */
export type Inflation = {
  readonly bytes: Uint8Array;
  /** Of those, what refers to messages that the trace does not have: they stand there as 00. */
  readonly unknown: readonly ByteRange[];
  /** Why inflating stopped here; its range is over the unmasked payload. */
  readonly breach: Violation<RuleId> | null;
};

export type FrameUnit = Placed & {
  readonly kind: 'frame';
  readonly header: FrameHeader;
  readonly headerSize: number;
  /** Bytes of the payload that the stream does not have; 0 for a whole frame. */
  readonly missing: number;
  /** Opcode of the message that this frame belongs to; null for control frames and strays. */
  readonly messageOpcode: number | null;
  /** What a frame of a compressed message inflates to; absent for others, and where compression is not known. */
  readonly inflation?: Inflation;
};

/** The beginning of a frame header, or of a head: the stream ends within it. */
export type CutUnit = Placed & {
  readonly kind: 'cut-header' | 'cut-head';
  /** Bytes missing at least; null for a head, whose length nobody knows before its end. */
  readonly missing: number | null;
};

/** Bytes that are no frames: an HTTP body, what comes after a Close, and what is beyond the limit of reading. */
export type OtherUnit = Placed & { readonly kind: 'body' | 'after-close' | 'not-read' };

export type Unit = RequestUnit | ResponseUnit | FrameUnit | CutUnit | OtherUnit;

export type HeadUnit = RequestUnit | ResponseUnit;

export function isHeadUnit(unit: Unit): unit is HeadUnit {
  return unit.kind === 'request' || unit.kind === 'response';
}

/** Reads one direction's bytes: all of them, or what `mostUnits` hold. */
export function readUnits(direction: Direction, bytes: Uint8Array, mostUnits = Infinity): Unit[] {
  const units: Unit[] = [];
  let at = 0;
  while (at < bytes.length) {
    const unit = readHeadAt(direction, bytes, at);
    if (unit === null) break;
    units.push(unit);
    at = unit.range.end;
    if (!isHeadUnit(unit)) continue;
    if (unit.kind === 'response' && unit.head.startLine.status === SWITCHING_PROTOCOLS) break;
    const bodyEnd = Math.min(bytes.length, at + bodySize(unit, bytes.length - at));
    if (bodyEnd > at) units.push({ kind: 'body', direction, range: { start: at, end: bodyEnd } });
    at = bodyEnd;
  }
  readFrames(direction, bytes, at, units, mostUnits);
  return units;
}

function readHeadAt(
  direction: Direction,
  bytes: Uint8Array,
  at: number,
): RequestUnit | ResponseUnit | CutUnit | null {
  const reading = decodeHttpHead(bytes.subarray(at));
  if (reading.kind === 'not-http' || reading.kind === 'too-long') return null;
  if (reading.kind === 'incomplete') {
    const range = { start: at, end: bytes.length };
    return { kind: 'cut-head', direction, range, missing: null };
  }
  const { head, violations } = reading;
  const range = { start: at, end: at + head.size };
  if (isRequestHead(head)) return { kind: 'request', direction, range, head, violations };
  if (isResponseHead(head)) return { kind: 'response', direction, range, head, violations };
  return null;
}

/** Bytes of the body behind a head: as announced, or all there is of an answer's (RFC 9112 §6.3). */
function bodySize({ kind, head }: HeadUnit, available: number): number {
  const announced = findField(head.fields, 'Content-Length')?.value ?? '';
  const size = /^\d{1,15}$/.test(announced) ? Number(announced) : null;
  // A request that says nothing of a body has none; and what follows an opening request is not its body.
  if (kind === 'request') return isOpeningRequest(head) ? 0 : (size ?? 0);
  const { status } = head.startLine;
  if (status < 200 || status === 204 || status === 304) return 0;
  return size ?? available;
}

function readFrames(
  direction: Direction,
  bytes: Uint8Array,
  from: number,
  units: Unit[],
  mostUnits: number,
): void {
  let at = from;
  let messageOpcode: number | null = null;
  while (at < bytes.length) {
    if (units.length >= mostUnits) {
      units.push({ kind: 'not-read', direction, range: { start: at, end: bytes.length } });
      return;
    }
    const reading = decodeFrameHeader(bytes, at);
    if (reading.kind === 'incomplete') {
      const range = { start: at, end: bytes.length };
      units.push({ kind: 'cut-header', direction, range, missing: reading.missing });
      return;
    }
    const { header, size } = reading;
    // Not by the frame's end: past 2^53 a sum would be rounded.
    const missing = Math.max(0, header.payloadLength.value - (bytes.length - at - size));
    const end = missing > 0 ? bytes.length : at + size + header.payloadLength.value;
    const isControl = isControlOpcode(header.opcode);
    if (!isControl && header.opcode !== OPCODE.continuation) messageOpcode = header.opcode;
    units.push({
      kind: 'frame',
      direction,
      range: { start: at, end },
      header,
      headerSize: size,
      missing,
      messageOpcode: isControl ? null : messageOpcode,
    });
    if (!isControl && header.isFinal) messageOpcode = null;
    at = end;
    if (header.opcode === OPCODE.close) break;
  }
  if (at < bytes.length) {
    units.push({ kind: 'after-close', direction, range: { start: at, end: bytes.length } });
  }
}

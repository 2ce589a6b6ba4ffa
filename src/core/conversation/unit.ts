/**
 * Units: what one stream of a trace is read into from its first byte to its last, heads, frames and
 * whatever is neither. They tile the stream without gap or overlap, and none has both bytes that
 * were captured and bytes that were not.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { FrameHeader } from '#core/protocol/framing/frame-header.ts';
import type { RequestHead, ResponseHead } from '#core/protocol/http/http-head.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import type { Direction } from '#core/trace/direction.ts';

type Placed = {
  readonly direction: Direction;
  /** Bytes of the direction's stream. */
  readonly range: ByteRange;
  /**
   * That it begins here is not certain: bytes before it were not captured, and reading went on
   * where that was believable.
   */
  readonly isAssumed?: true;
};

export type RequestUnit = Placed & {
  readonly kind: 'request';
  readonly head: RequestHead;
  /** What is wrong with the head as HTTP. */
  readonly violations: readonly Violation[];
};

export type ResponseUnit = Placed & {
  readonly kind: 'response';
  readonly head: ResponseHead;
  readonly violations: readonly Violation[];
};

/** What a frame's payload gave when it was inflated. */
export type Inflation = {
  readonly bytes: Uint8Array;
  /** Of those, what refers to messages that the trace does not have: they stand there as 00. */
  readonly unknown: readonly ByteRange[];
  /** Why inflating stopped here; its range is over the unmasked payload. */
  readonly breach: Violation | null;
};

export type FrameUnit = Placed & {
  readonly kind: 'frame';
  readonly header: FrameHeader;
  readonly headerSize: number;
  /**
   * Bytes of the payload that do not follow here: the stream ends, or a gap begins; 0 for a whole
   * frame.
   */
  readonly missing: number;
  /**
   * How many of those were not captured, where a gap begins. What was captured behind it is a unit
   * of its own.
   */
  readonly notCaptured?: number;
  /** Opcode of the message that this frame belongs to; null for control frames and strays. */
  readonly messageOpcode: number | null;
  /**
   * What a frame of a compressed message inflates to; absent for others, and where compression is
   * not known.
   */
  readonly inflation?: Inflation;
};

/** The beginning of a frame header, or of a head: the stream ends within it, or a gap begins. */
export type CutUnit = Placed & {
  readonly kind: 'cut-header' | 'cut-head';
  /** Bytes missing at least; null for a head, whose length nobody knows before its end. */
  readonly missing: number | null;
};

/** Bytes that crossed and were not captured. */
export type GapUnit = Placed & {
  readonly kind: 'not-captured';
  /**
   * How reading goes on behind it. 'known': what came before says what follows. 'assumed': at a
   * place from which on all reads without fault. 'nowhere': there is no such place before the next
   * gap or the end.
   */
  readonly goesOn: 'known' | 'assumed' | 'nowhere';
};

/** What was captured of a frame's payload behind a gap. */
export type PayloadRestUnit = Placed & {
  readonly kind: 'payload-rest';
  readonly maskingKey: Uint8Array | null;
  /** Bytes of the payload before it. */
  readonly payloadOffset: number;
};

/**
 * Bytes that are no frames: an HTTP body, what comes after a Close, what is beyond the limit of
 * reading, and, behind a gap, bytes of which nobody can tell what they are.
 */
export type OtherUnit = Placed & {
  readonly kind: 'body' | 'after-close' | 'not-read' | 'unplaced';
};

export type Unit =
  RequestUnit | ResponseUnit | FrameUnit | CutUnit | GapUnit | PayloadRestUnit | OtherUnit;

export type HeadUnit = RequestUnit | ResponseUnit;

export function isHeadUnit(unit: Unit): unit is HeadUnit {
  return unit.kind === 'request' || unit.kind === 'response';
}

/** Whether nobody can tell what was sent between the units before and those behind. */
export function losesTrack(unit: Unit): boolean {
  return unit.kind === 'not-captured' && unit.goesOn !== 'known';
}

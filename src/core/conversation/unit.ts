/**
 * Units: the parts that one stream of a trace is read into, such as HTTP heads (RFC 9112 §2.1) and
 * frames (RFC 6455 §5.2). They tile the stream without gap or overlap. The bytes of a unit were
 * either all captured or all not captured.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Opcode } from '#core/protocol/framing/opcode.ts';
import type { FrameHeader } from '#core/protocol/framing/frame-header.ts';
import type { RequestHead, ResponseHead } from '#core/protocol/http/http-head.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import type { Direction } from '#core/trace/direction.ts';

type Placed = {
  readonly direction: Direction;
  /** Bytes of the direction's stream. */
  readonly range: ByteRange;
  /** The start is uncertain: bytes before it are missing, and reading was resynchronised here. */
  readonly isAssumed?: true;
};

export type RequestUnit = Placed & {
  readonly kind: 'request';
  readonly head: RequestHead;
  /** Violations of HTTP's own rules. */
  readonly violations: readonly Violation[];
};

export type ResponseUnit = Placed & {
  readonly kind: 'response';
  readonly head: ResponseHead;
  readonly violations: readonly Violation[];
};

/** The result of inflating a frame's payload. */
export type Inflation = {
  readonly bytes: Uint8Array;
  /** Bytes that repeat messages outside the trace. They are set to 00. */
  readonly unknown: readonly ByteRange[];
  /** Why inflating stopped here. The range is over the unmasked payload. */
  readonly violation: Violation | null;
};

/** What is known of an ordinary frame of a long stream without reading its header as a whole. */
export type OrdinaryProperties = {
  readonly opcode: Opcode;
  readonly isMasked: boolean;
  /** Whether it is a text of other bytes than ASCII, which may be no UTF-8. */
  readonly mayBeBrokenText: boolean;
};

export type FrameUnit = Placed & {
  readonly kind: 'frame';
  readonly header: FrameHeader;
  readonly headerSize: number;
  /** Payload bytes that don't follow, because the stream ends or a gap begins; 0 if whole. */
  readonly missing: number;
  /** How many of those are in gaps. The captured bytes after a gap are separate units. */
  readonly notCaptured?: number;
  /** Opcode of the message that this frame belongs to; null for control and stray frames. */
  readonly messageOpcode: number | null;
  /** The first frame of its message has RSV1: it is compressed, if that was negotiated. */
  readonly isCompressed?: true;
  /** Only for frames of a compressed message, if the compression is known. */
  readonly inflation?: Inflation;
  /** Only for one that is kept as its place: `ordinary-frame.ts`. */
  readonly ordinary?: OrdinaryProperties;
};

/**
 * Takes the ordinary frames from a place on, up to another frame or the end of what was captured,
 * but no more than `most`. Returns where it stopped.
 */
export type OrdinaryTaker = (
  captured: Uint8Array,
  at: number,
  most: number,
  take: (frame: FrameUnit) => void,
) => number;

/** The beginning of a frame header or head, cut by a gap or by the end of the stream. */
export type CutUnit = Placed & {
  readonly kind: 'cut-header' | 'cut-head';
  /** The least number of missing bytes; null for a head, whose length its end decides. */
  readonly missing: number | null;
};

/** Bytes that were sent but not captured. */
export type GapUnit = Placed & {
  readonly kind: 'not-captured';
  /**
   * How reading continues after it. 'known': earlier bytes decide what follows. 'assumed': at a
   * place from which valid frames follow. 'nowhere': not before the next gap or the end.
   */
  readonly goesOn: 'known' | 'assumed' | 'nowhere';
};

/** Captured bytes of a frame's payload after a gap. */
export type PayloadRestUnit = Placed & {
  readonly kind: 'payload-rest';
  readonly maskingKey: Uint8Array | null;
  /** Bytes of the payload before it. */
  readonly payloadOffset: number;
};

/**
 * Bytes that aren't frames: an empty line before a request (RFC 9112 §2.2), an HTTP body, HTTP/2
 * from its preface on, bytes after a Close, bytes beyond the reading limit, and bytes after a gap
 * that can't be read.
 */
export type OtherUnit = Placed & {
  readonly kind: 'empty-line' | 'body' | 'http2' | 'after-close' | 'not-read' | 'unplaced';
};

export type Unit =
  | RequestUnit
  | ResponseUnit
  | FrameUnit
  | CutUnit
  | GapUnit
  | PayloadRestUnit
  | OtherUnit;

export type HeadUnit = RequestUnit | ResponseUnit;

export function isHeadUnit(unit: Unit): unit is HeadUnit {
  return unit.kind === 'request' || unit.kind === 'response';
}

/** Whether it is unknown what was sent between the units before and after this one. */
export function losesTrack(unit: Unit): boolean {
  return unit.kind === 'not-captured' && unit.goesOn !== 'known';
}

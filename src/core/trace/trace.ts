/**
 * A trace: what crossed one connection. Every source makes one, every view draws one.
 *
 * It has two streams of bytes, one each way, and an ordered list of events: segments and TCP's
 * signals. Requests, responses and frames are ranges over a stream, never payloads of an event: one
 * frame may take several segments, and one segment hold several frames.
 */

import { firstReached } from '#core/bytes/bisect.ts';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import { DIRECTIONS, type Direction, type Side } from './direction.ts';

/** Bytes whose length is known and which may be made only when they are looked at. */
export type ByteStream = {
  readonly length: number;
  /** What crossed and was not captured: not empty, in order, and apart from one another. */
  readonly gaps: readonly ByteRange[];
  /**
   * A view or a copy of bytes `start` up to `end`, 0 in gaps; expects a range within the stream.
   */
  read(start: number, end: number): Uint8Array;
};

/** TCP's control bits that mean something to us. ACK alone is an acknowledgement. */
export type Signal = 'syn' | 'ack' | 'fin' | 'rst';

/** When, in milliseconds since the trace began; or that it was lost; or that nobody knows. */
export type Arrival =
  | { readonly kind: 'arrived'; readonly atMs: number }
  | { readonly kind: 'lost' }
  | { readonly kind: 'unknown' };

/** One segment: bytes of a stream, signals, or both. */
export type TraceEvent = {
  readonly direction: Direction;
  readonly signals: readonly Signal[];
  /** The bytes of its direction's stream that it carries; empty for signals alone. */
  readonly range: ByteRange;
  /** Milliseconds since the trace began; null where nobody knows. */
  readonly sentAtMs: number | null;
  readonly arrival: Arrival;
  /** The bytes as they arrived, where they were altered on the way. */
  readonly alteredBytes?: Uint8Array;
  /**
   * What a simulated segment is called, so that it can be tampered with: "client-text-1",
   * "tcp-syn-again-1".
   */
  readonly name?: string;
};

/** Where a trace comes from. Shown with it, always. */
export type Provenance = Origin & {
  /** Somebody changed its bytes since. */
  readonly isEdited?: true;
};

type Origin =
  /** A script acted out by two connections of our own, over a simulated wire. */
  | { readonly kind: 'simulated' }
  /** A real connection, captured where it happened. */
  | { readonly kind: 'recorded'; readonly recordedOn: string; readonly tool: string }
  /** Bytes that somebody pasted: true as bytes, but with no times of their own. */
  | { readonly kind: 'pasted' }
  /** Made to a reader's wish, by our own codec; with no times. */
  | { readonly kind: 'composed' }
  /** Counted from a model of traffic. */
  | { readonly kind: 'modelled' };

export type Endpoint = {
  /** "Browser", "Chromium", "ws". */
  readonly name: string;
  /** Version of the software, where it is known. */
  readonly version?: string;
  /** Host and port, where they are known. */
  readonly address?: string;
  /** Bytes of the largest message that it takes (RFC 6455 §10.4), where that is known. */
  readonly maxMessageSize?: number;
};

export type Trace = {
  readonly provenance: Provenance;
  readonly endpoints: Readonly<Record<Side, Endpoint>>;
  readonly streams: Readonly<Record<Direction, ByteStream>>;
  /** In the order in which they were sent. */
  readonly events: readonly TraceEvent[];
  /**
   * When an endpoint gave the connection up without a word to the other, in milliseconds, where one
   * did.
   */
  readonly givenUpAtMs?: Readonly<Partial<Record<Side, number>>>;
};

/** A stream over bytes that are there, but for those in `gaps`. */
export function streamOf(bytes: Uint8Array, gaps: readonly ByteRange[] = []): ByteStream {
  return { length: bytes.length, gaps, read: (start, end) => bytes.subarray(start, end) };
}

/** All bytes of one direction, as they were sent. */
export function readStream(trace: Trace, direction: Direction): Uint8Array {
  const stream = trace.streams[direction];
  return stream.read(0, stream.length);
}

/** Whether anything that crossed was not captured. */
export function hasGaps({ streams }: Trace): boolean {
  return DIRECTIONS.some((direction) => streams[direction].gaps.length > 0);
}

/** How much of a range was captured, from its beginning up to the first gap. */
export function capturedWithin(stream: ByteStream, { start, end }: ByteRange): ByteRange {
  const gap = gapFrom(stream, start);
  return { start, end: gap === null ? end : Math.max(start, Math.min(end, gap.start)) };
}

/** The gap that contains `position`, or the next one; null if there is none. */
export function gapFrom({ gaps }: ByteStream, position: number): ByteRange | null {
  return gaps[firstReached(gaps.length, (index) => gaps[index]!.end > position)] ?? null;
}

export function isPureSignal(event: TraceEvent): boolean {
  return event.range.start === event.range.end;
}

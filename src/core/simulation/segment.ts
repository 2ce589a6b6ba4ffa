/** A TCP segment with its sequence numbers (RFC 9293 §3.4), counted from the SYN as 0. */

import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import type { Signal } from '#core/trace/trace.ts';

export type Segment = {
  /**
   * Does not depend on parameters, so that tampering can refer to it. Null for an acknowledgement
   * that crosses unseen.
   */
  readonly name: string | null;
  readonly signals: readonly Signal[];
  /** Its position in the sender's stream; empty if it has only signals. */
  readonly range: ByteRange;
  /** As they arrive: the network can have altered them. */
  readonly bytes: Uint8Array;
  /** The next sequence number that its sender expects; 0 if it has received nothing. */
  readonly acknowledges: number;
  /** Of a RST that a closed endpoint sends, as in `TraceEvent`. Absent for others. */
  readonly sequenceNumber?: number | null;
  /** Its timestamp, and the one that it echoes (RFC 7323 §3.2). Milliseconds. */
  readonly sentAtMs: number;
  readonly echoMs: number | null;
};

/** SYN and FIN take a sequence number each, as a byte does. */
export function sequenceStart({ signals, range }: Pick<Segment, 'signals' | 'range'>): number {
  return signals.includes('syn') ? 0 : range.start + 1;
}

export function sequenceEnd(segment: Pick<Segment, 'signals' | 'range'>): number {
  const { signals, range } = segment;
  const isCounted = signals.includes('syn') || signals.includes('fin');
  return sequenceStart(segment) + lengthOfRange(range) + (isCounted ? 1 : 0);
}

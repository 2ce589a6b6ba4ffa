/** TCP segments: ports, sequence number, control bits and data (RFC 9293 §3.1). */

import { readUint16, readUint32 } from '#core/bytes/big-endian.ts';

/** The control bits that open, acknowledge and close. */
export type ControlBit = 'syn' | 'fin' | 'rst' | 'ack';

export type TcpSegment = {
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Number of its first data byte, or of its SYN, which precedes the data and counts as 1. */
  readonly sequenceNumber: number;
  readonly controlBits: readonly ControlBit[];
  /** Includes its options. */
  readonly header: Uint8Array;
  /** As far as it was captured. */
  readonly data: Uint8Array;
};

const HEADER_SIZE = 20;

const CONTROL_BITS: readonly (readonly [bit: number, name: ControlBit])[] = [
  [0x02, 'syn'],
  [0x01, 'fin'],
  [0x04, 'rst'],
  [0x10, 'ack'],
];

/** The segment; null if it is cut within its header. */
export function decodeTcpSegment(bytes: Uint8Array): TcpSegment | null {
  if (bytes.length < HEADER_SIZE) return null;
  const headerSize = ((bytes[12] ?? 0) >> 4) * 4;
  if (headerSize < HEADER_SIZE || headerSize > bytes.length) return null;
  const flags = bytes[13] ?? 0;
  return {
    sourcePort: readUint16(bytes, 0),
    destinationPort: readUint16(bytes, 2),
    sequenceNumber: readUint32(bytes, 4),
    controlBits: CONTROL_BITS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name),
    header: bytes.subarray(0, headerSize),
    data: bytes.subarray(headerSize),
  };
}

/** Sequence number of the first data byte. */
export function dataSequenceNumber(segment: TcpSegment): number {
  return segment.sequenceNumber + (segment.controlBits.includes('syn') ? 1 : 0);
}

/** `to` minus `from` in numbers that wrap at 2^32 (RFC 9293 §3.4), from −2^31 to 2^31 − 1. */
export function sequenceDistance(from: number, to: number): number {
  return (to - from) | 0;
}

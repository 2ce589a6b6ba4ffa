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
  /** Bytes of `data`. */
  readonly dataSize: number;
};

const HEADER_SIZE = 20;

const CONTROL_BITS: readonly (readonly [bit: number, name: ControlBit])[] = [
  [0x02, 'syn'],
  [0x01, 'fin'],
  [0x04, 'rst'],
  [0x10, 'ack'],
];

/** The names of the control bits that are set, for each value of the byte of flags. */
const NAMES_OF_FLAGS: readonly (readonly ControlBit[])[] = Array.from({ length: 256 }, (_, flags) =>
  CONTROL_BITS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name),
);

/** Each control bit's own bit in a number of four. */
const BIT_OF: Readonly<Record<ControlBit, number>> = { syn: 1, fin: 2, rst: 4, ack: 8 };

export function bitOf(controlBit: ControlBit): number {
  return BIT_OF[controlBit];
}

/** Control bits as a number of four bits. */
export function bitsOf(controlBits: readonly ControlBit[]): number {
  let bits = 0;
  for (const each of controlBits) bits |= BIT_OF[each];
  return bits;
}

/** The opposite of `bitsOf`. */
export function controlBitsOf(bits: number): readonly ControlBit[] {
  return CONTROL_BITS_OF_NUMBER[bits]!;
}

const CONTROL_BITS_OF_NUMBER: readonly (readonly ControlBit[])[] = Array.from(
  { length: 1 << CONTROL_BITS.length },
  (_, bits) => CONTROL_BITS.map(([, name]) => name).filter((name) => (bits & BIT_OF[name]) !== 0),
);

/** A capture has a million of them, and most are asked for their numbers only. */
class CapturedSegment implements TcpSegment {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequenceNumber: number;
  readonly controlBits: readonly ControlBit[];
  readonly buffer: ArrayBufferLike;
  readonly at: number;
  readonly dataAt: number;
  readonly dataSize: number;

  constructor(bytes: Uint8Array, headerSize: number) {
    this.sourcePort = readUint16(bytes, 0);
    this.destinationPort = readUint16(bytes, 2);
    this.sequenceNumber = readUint32(bytes, 4);
    this.controlBits = NAMES_OF_FLAGS[bytes[13]!]!;
    this.buffer = bytes.buffer;
    this.at = bytes.byteOffset;
    this.dataAt = bytes.byteOffset + headerSize;
    this.dataSize = bytes.length - headerSize;
  }

  get header(): Uint8Array {
    return new Uint8Array(this.buffer, this.at, this.dataAt - this.at);
  }

  get data(): Uint8Array {
    return new Uint8Array(this.buffer, this.dataAt, this.dataSize);
  }
}

/** The segment; null if it is cut within its header. */
export function decodeTcpSegment(bytes: Uint8Array): TcpSegment | null {
  if (bytes.length < HEADER_SIZE) return null;
  const headerSize = ((bytes[12] ?? 0) >> 4) * 4;
  if (headerSize < HEADER_SIZE || headerSize > bytes.length) return null;
  return new CapturedSegment(bytes, headerSize);
}

/** Sequence number of the first data byte. */
export function dataSequenceNumber(
  segment: Pick<TcpSegment, 'sequenceNumber' | 'controlBits'>,
): number {
  return segment.sequenceNumber + (segment.controlBits.includes('syn') ? 1 : 0);
}

/** `to` minus `from` in numbers that wrap at 2^32 (RFC 9293 §3.4), from −2^31 to 2^31 − 1. */
export function sequenceDistance(from: number, to: number): number {
  return (to - from) | 0;
}

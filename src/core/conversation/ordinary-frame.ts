/**
 * Ordinary frames of long streams: whole, a message or a control frame each, with no reserved bit
 * set and the shortest length (RFC 6455 §5.2). A capture has a million of them, so each is only its
 * place. Its header is read from the stream when it is asked for.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import {
  BASE_SIZE,
  decodeFrameHeader,
  FIN_BIT,
  frameHeaderSize,
  MASK_BIT,
  type FrameHeader,
} from '#core/protocol/framing/frame-header.ts';
import { keyWordAt, NON_ASCII_BITS } from '#core/protocol/framing/masking-words.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { isControlOpcode, OPCODE, type Opcode } from '#core/protocol/framing/opcode.ts';
import {
  decodePayloadLength,
  isMinimalLength,
  lengthFormOf,
} from '#core/protocol/framing/payload-length.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { FrameUnit, OrdinaryProperties, OrdinaryTaker } from './unit.ts';

/** Final and without reserved bits. A Close isn't among them: what follows it is no frame. */
const IS_FIRST_BYTE = new Uint8Array(256);
for (const opcode of [OPCODE.text, OPCODE.binary, OPCODE.ping, OPCODE.pong]) {
  IS_FIRST_BYTE[FIN_BIT | opcode] = 1;
}

/** The end of the ordinary frame that starts at `at`; -1 if another one does, or a cut one. */
export function ordinaryFrameEnd(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  const second = bytes[at + 1];
  if (first === undefined || second === undefined || IS_FIRST_BYTE[first] === 0) return -1;
  const sevenBits = second & ~MASK_BIT;
  const form = lengthFormOf(sevenBits);
  const payloadStart = at + frameHeaderSize(form, second >= MASK_BIT);
  if (payloadStart > bytes.length) return -1;
  let length = sevenBits;
  if (form !== 7) {
    if (isControlOpcode(opcodeOf(first))) return -1;
    const payloadLength = decodePayloadLength(sevenBits, bytes, at + BASE_SIZE);
    if (!isMinimalLength(payloadLength)) return -1;
    length = payloadLength.value;
  }
  const end = payloadStart + length;
  return end > bytes.length ? -1 : end;
}

/** One direction's stream, and the header that was read from it last. */
export class FrameSource {
  readonly direction: Direction;
  readonly bytes: Uint8Array;
  #at = -1;
  #last: { readonly header: FrameHeader; readonly size: number } | null = null;

  constructor(direction: Direction, bytes: Uint8Array) {
    this.direction = direction;
    this.bytes = bytes;
  }

  /** Expects a whole header at `at`. */
  headerAt(at: number): { readonly header: FrameHeader; readonly size: number } {
    if (this.#last !== null && this.#at === at) return this.#last;
    const reading = decodeFrameHeader(this.bytes, at);
    if (reading.kind === 'incomplete') throw new Error(`expected a frame at ${at}, got its start`);
    this.#at = at;
    this.#last = reading;
    return reading;
  }
}

/* oxlint-disable typescript/class-literal-property-style -- a million of them would have fields. */
export class OrdinaryFrame implements FrameUnit, OrdinaryProperties {
  readonly source: FrameSource;
  /** In its stream. */
  readonly start: number;

  constructor(source: FrameSource, start: number) {
    this.source = source;
    this.start = start;
  }

  get ordinary(): OrdinaryProperties {
    return this;
  }

  get kind(): 'frame' {
    return 'frame';
  }

  get direction(): Direction {
    return this.source.direction;
  }

  get opcode(): Opcode {
    return opcodeOf(this.source.bytes[this.start]!);
  }

  get range(): ByteRange {
    return { start: this.start, end: ordinaryFrameEnd(this.source.bytes, this.start) };
  }

  get header(): FrameHeader {
    return this.source.headerAt(this.start).header;
  }

  get headerSize(): number {
    const second = this.source.bytes[this.start + 1]!;
    return frameHeaderSize(lengthFormOf(second & ~MASK_BIT), second >= MASK_BIT);
  }

  get missing(): number {
    return 0;
  }

  get messageOpcode(): Opcode | null {
    const { opcode } = this;
    return isControlOpcode(opcode) ? null : opcode;
  }

  get isMasked(): boolean {
    return this.source.bytes[this.start + 1]! >= MASK_BIT;
  }

  get mayBeBrokenText(): boolean {
    if (this.opcode !== OPCODE.text) return false;
    const { bytes } = this.source;
    const start = this.start + this.headerSize;
    const { end } = this.range;
    const key = this.isMasked ? keyWordAt(bytes, start - MASKING_KEY_SIZE) : 0;
    return (orMasked(bytes, start, end, key) & NON_ASCII_BITS) !== 0;
  }

  toPlain(): FrameUnit {
    const { kind, direction, range, header, headerSize, missing, messageOpcode } = this;
    return { kind, direction, range, header, headerSize, missing, messageOpcode };
  }
}

/* oxlint-enable typescript/class-literal-property-style */

/** For `ReadingParts`. */
export function ordinaryTaker(direction: Direction, bytes: Uint8Array): OrdinaryTaker {
  const source = new FrameSource(direction, bytes);
  return (captured, from, most, take) => {
    let at = from;
    for (let left = most; left > 0; left--) {
      const end = ordinaryFrameEnd(captured, at);
      if (end < 0) break;
      take(new OrdinaryFrame(source, at));
      at = end;
    }
    return at;
  };
}

/** The OR of the bytes after unmasking, of which the top bit of each byte counts. */
function orMasked(bytes: Uint8Array, start: number, end: number, key: number): number {
  let seen = 0;
  let at = start;
  for (; at + MASKING_KEY_SIZE <= end; at += MASKING_KEY_SIZE) seen |= keyWordAt(bytes, at) ^ key;
  for (let rest = key; at < end; at++, rest >>>= 8) seen |= (bytes[at]! ^ rest) & 0xff;
  return seen;
}

/** The frame as plain data, to be copied with changes. */
export function asPlain(frame: FrameUnit): FrameUnit {
  return frame instanceof OrdinaryFrame ? frame.toPlain() : frame;
}

function opcodeOf(first: number): Opcode {
  return first ^ FIN_BIT;
}

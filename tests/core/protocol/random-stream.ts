/**
 * Random streams of frames, valid ones and broken in every way we know, the same for the same seed.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { RSV1_BIT } from '#core/protocol/framing/frame-header.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { MessageDeflater } from '#core/protocol/compression/message-deflater.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  encodeExtendedLength,
  extendedLengthSize,
  minimalLengthForm,
  sevenBitsOf,
  type LengthForm,
} from '#core/protocol/framing/payload-length.ts';
import type { Compression } from '#core/protocol/compression/permessage-deflate.ts';
import type { SeededRandom } from '#core/simulation/seeded-random.ts';

export type RandomStream = {
  readonly sender: 'client' | 'server';
  readonly compression: Compression | null;
  readonly chunks: readonly Uint8Array[];
};

/** Every part of a frame, legal or not. */
type RawFrame = {
  readonly firstByte: number;
  readonly isMasked: boolean;
  readonly form: LengthForm;
  readonly payload: Uint8Array;
};

const FIN = 0x80;
const TEXTS = ['Hello', 'κόσμε', '日本語', '🚀 é ß', '', 'a'.repeat(130), '\0', '\u{10ffff}'];
/** Each is wrong in its own way, or cut within a character. */
const NOT_UTF8 = [[0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x80]];
const CLOSE_CODES = [
  0, 999, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1011, 1014, 1015, 1016, 2999, 3000, 4999,
  5000, 65535,
];

class Choice {
  readonly #random: SeededRandom;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }

  oneOf<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!;
  }

  /** True once in `times` calls on average. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  bytes(length: number): Uint8Array {
    return this.#random.nextBytes(length);
  }
}

export function randomStream(random: SeededRandom): RandomStream {
  const choice = new Choice(random);
  const sender = choice.oneOf(['client', 'server'] as const);
  const isDeflated = choice.once(3);
  const compression = isDeflated
    ? { contextTakeover: choice.once(2), windowBits: choice.oneOf([9, 10, 12, 15]) }
    : null;
  const deflater = compression && new MessageDeflater(compression);
  const frames = Array.from({ length: 1 + choice.below(6) }, () =>
    choice.once(7) ? brokenFrames(choice) : goodFrames(choice, deflater),
  ).flat();
  if (choice.once(3)) frames.push(closeFrame(choice));
  const bytes = concatBytes(frames.map((frame) => encodeRaw(frame, sender, choice)));
  if (choice.once(6)) spoilByte(bytes, choice);
  const end = choice.once(4) ? choice.below(bytes.length + 1) : bytes.length;
  return { sender, compression, chunks: cutAnywhere(bytes.subarray(0, end), choice) };
}

function frame(firstByte: number, payload: Uint8Array, more: Partial<RawFrame> = {}): RawFrame {
  return { firstByte, isMasked: true, form: minimalLengthForm(payload.length), payload, ...more };
}

/** A message in one to four frames, control frames in between. */
function goodFrames(choice: Choice, deflater: MessageDeflater | null): RawFrame[] {
  if (choice.once(4)) return [controlFrame(choice)];
  const isText = choice.once(2);
  const data = isText ? toUtf8(choice.oneOf(TEXTS) + choice.oneOf(TEXTS)) : binary(choice);
  const isCompressed = deflater !== null && !choice.once(3);
  const payload = isCompressed ? deflater.compress(data) : data;
  const opcode = isText ? OPCODE.text : OPCODE.binary;
  const parts = choice.once(2) ? [payload] : cutAnywhere(payload, choice, 4);
  if (parts.length === 0) parts.push(payload);
  return parts.flatMap((part, at) => {
    const isLast = at === parts.length - 1;
    const first = at === 0 ? opcode | (isCompressed ? RSV1_BIT : 0) : OPCODE.continuation;
    const one = frame((isLast ? FIN : 0) | first, part);
    return choice.once(6) && !isLast ? [one, controlFrame(choice)] : [one];
  });
}

function binary(choice: Choice): Uint8Array {
  return choice.bytes(choice.oneOf([0, 1, 2, 7, 125, 126, 127, 300, 1200]));
}

function controlFrame(choice: Choice): RawFrame {
  const opcode = choice.oneOf([OPCODE.ping, OPCODE.pong]);
  return frame(FIN | opcode, choice.bytes(choice.oneOf([0, 1, 4, 125])));
}

function closeFrame(choice: Choice): RawFrame {
  const code = choice.once(2) ? choice.oneOf([1000, 3000]) : choice.oneOf(CLOSE_CODES);
  const reason = choice.once(6)
    ? Uint8Array.from(choice.oneOf(NOT_UTF8))
    : toUtf8(choice.oneOf(['', 'bye', 'κ']));
  const payload = concatBytes([Uint8Array.of(code >> 8, code & 0xff), reason]);
  return frame(FIN | OPCODE.close, choice.once(6) ? payload.subarray(0, choice.below(2)) : payload);
}

function brokenFrames(choice: Choice): RawFrame[] {
  const payload = choice.bytes(choice.below(10));
  const text = toUtf8(choice.oneOf(TEXTS));
  const kinds: (() => RawFrame[])[] = [
    () => [frame(FIN | OPCODE.text | choice.oneOf([0x10, 0x20, 0x30, 0x40]), text)],
    () => [frame(FIN | choice.oneOf([3, 4, 7, 11, 15]), payload)],
    () => [frame(FIN | OPCODE.binary, payload, { isMasked: false })],
    () => [frame(FIN | OPCODE.binary, payload, { form: choice.oneOf([16, 64]) })],
    () => [frame(OPCODE.ping, payload)],
    () => [frame(FIN | OPCODE.ping, choice.bytes(choice.oneOf([126, 130])))],
    () => [frame(FIN | OPCODE.pong, payload, { form: choice.oneOf([16, 64]) })],
    () => [frame(choice.oneOf([0, FIN]) | OPCODE.continuation, payload)],
    () => [frame(OPCODE.text, text), frame(FIN | OPCODE.text, text)],
    () => [frame(FIN | OPCODE.text, concatBytes([text, Uint8Array.from(choice.oneOf(NOT_UTF8))]))],
    () => [
      frame(OPCODE.text, Uint8Array.from(choice.oneOf(NOT_UTF8))),
      controlFrame(choice),
      frame(FIN, text),
    ],
    () => [frame(FIN | OPCODE.close, payload.subarray(0, 1))],
    () => [frame(FIN | OPCODE.binary, choice.bytes(2100))],
    () => [
      frame(OPCODE.binary, choice.bytes(1500)),
      frame(OPCODE.continuation, choice.bytes(1500)),
    ],
    () => [
      frame(OPCODE.binary, payload),
      ...Array.from({ length: 12 }, () => frame(OPCODE.continuation, payload.subarray(0, 1))),
    ],
  ];
  return choice.oneOf(kinds)();
}

/** A client's frames are masked unless they are to be wrong, a server's the other way about. */
function encodeRaw(raw: RawFrame, sender: string, choice: Choice): Uint8Array {
  const { firstByte, form, payload } = raw;
  const isMasked = raw.isMasked === (sender === 'client');
  const key = isMasked ? choice.bytes(4) : null;
  const extended = new Uint8Array(extendedLengthSize(form));
  encodeExtendedLength(form, payload.length, extended, 0);
  // A length that no receiver can hold, now and then.
  if (form === 64 && choice.once(3)) extended[0] = choice.oneOf([0x80, 0x7f, 0x01]);
  const second = (isMasked ? 0x80 : 0) | sevenBitsOf(form, payload.length);
  const head = [Uint8Array.of(firstByte, second), extended, key ?? new Uint8Array(0)];
  return concatBytes([...head, key ? applyMask(payload, key) : payload]);
}

function spoilByte(bytes: Uint8Array, choice: Choice): void {
  if (bytes.length > 0) bytes[choice.below(bytes.length)]! ^= 1 << choice.below(8);
}

function cutAnywhere(bytes: Uint8Array, choice: Choice, most = Infinity): Uint8Array[] {
  const largest = choice.oneOf([1, 3, 20, 2000]);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const isLast = pieces.length + 1 >= most;
    const end = isLast ? bytes.length : Math.min(bytes.length, at + 1 + choice.below(largest));
    pieces.push(bytes.slice(at, end));
    at = end;
  }
  return pieces;
}

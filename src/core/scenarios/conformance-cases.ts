/**
 * What a test of conformance sends, as frames: a case of each kind of the Autobahn test suite (at
 * commit b8a5120), and some that it lacks. The suite's payloads are longer, and some of its cases
 * send more messages before and after.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { RSV1_BIT, RSV2_BIT, RSV3_BIT } from '#core/protocol/framing/frame-header.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { echoClosePayload } from '#core/protocol/messages/close-payload.ts';
import type { Side } from '#core/trace/direction.ts';
import { SAMPLE_MASKING_KEY } from './empty-script.ts';
import { encodeHandMade, type HandMadeFrame } from './hand-made-frame.ts';

export type ConformanceCase = {
  /** The suite's number of a case with this fault; null if it has none. */
  readonly number: string | null;
  readonly sender: Side;
  readonly frames: readonly HandMadeFrame[];
};

const HELLO = toUtf8('Hello');
const HEL = toUtf8('Hel');
const LO = toUtf8('lo');

/** Opcodes 1 and 9 with this bit flipped are 3 and 11, which are reserved. */
const OPCODE_BIT = 0x02;

const EURO = toUtf8('€');

/** The first byte of a character of two bytes, and a byte that can't be its second. */
const NOT_UTF8 = fromHex('c3 28');

function client(number: string | null, ...frames: readonly HandMadeFrame[]): ConformanceCase {
  return { number, sender: 'client', frames };
}

function server(number: string | null, ...frames: readonly HandMadeFrame[]): ConformanceCase {
  return { number, sender: 'server', frames };
}

function hello(changes: Partial<HandMadeFrame> = {}): HandMadeFrame {
  return { opcode: OPCODE.text, payload: HELLO, ...changes };
}

function ping(payload: Uint8Array, changes: Partial<HandMadeFrame> = {}): HandMadeFrame {
  return { opcode: OPCODE.ping, payload, ...changes };
}

/** With any code, sendable or not. */
function close(code: number | null): HandMadeFrame {
  return { opcode: OPCODE.close, payload: echoClosePayload({ code, reason: '' }) };
}

function closeWith(payload: Uint8Array): HandMadeFrame {
  return { opcode: OPCODE.close, payload };
}

function text(payload: Uint8Array, isFinal: boolean): HandMadeFrame {
  return { opcode: OPCODE.text, payload, isFinal };
}

/** In the suite's order; what it doesn't test comes last. */
export const CONFORMANCE_CASES = {
  // Framing
  'masked-text': client('1.1', hello()),
  // Pings and pongs
  'ping-125': client('2.4', ping(toUtf8('x'.repeat(125)))),
  'ping-126': client('2.5', ping(toUtf8('x'.repeat(126)))),
  // Reserved bits
  rsv3: client('3.1', hello({ flippedBits: RSV3_BIT })),
  rsv2: client('3.2', hello({ flippedBits: RSV2_BIT })),
  rsv1: client('3.4', hello({ flippedBits: RSV1_BIT })),
  // Opcodes
  'opcode-3': client('4.1.1', hello({ flippedBits: OPCODE_BIT })),
  'opcode-b': client('4.2.1', ping(HELLO, { flippedBits: OPCODE_BIT })),
  // Fragments
  'fragmented-ping': client('5.1', ping(toUtf8('hi'), { isFinal: false })),
  'orphan-continuation': client('5.9', { opcode: OPCODE.continuation, payload: toUtf8('abc') }),
  'interleaved-text': client('5.18', text(HEL, false), text(LO, true)),
  // UTF-8
  'split-character': client('6.2.3', text(EURO.subarray(0, 2), false), {
    opcode: OPCODE.continuation,
    payload: EURO.subarray(2),
  }),
  'text-not-utf8': client('6.3.1', text(NOT_UTF8, true)),
  'first-fragment-not-utf8': client('6.4.1', text(NOT_UTF8, false)),
  // Close
  'close-after-close': server('7.1.2', close(1000), close(1000)),
  'ping-after-close': server('7.1.3', close(1000), ping(toUtf8(''))),
  'text-after-close': server('7.1.4', close(1000), text(toUtf8('A'), true)),
  'close-between-fragments': client('7.1.5', text(HEL, false), close(1000)),
  'close-empty': client('7.3.1', close(null)),
  'close-one-byte': client('7.3.2', closeWith(fromHex('03'))),
  'close-reason-not-utf8': client('7.5.1', closeWith(fromHex('03 e8 ff fe'))),
  'close-4001': client('7.7.12', closeWith(echoClosePayload({ code: 4001, reason: 'app' }))),
  'close-999': client('7.9.2', close(999)),
  'close-1004': client('7.9.3', close(1004)),
  'close-1005': client('7.9.4', close(1005)),
  'close-1006': client('7.9.5', close(1006)),
  'close-2999': client('7.9.9', close(2999)),
  'close-5000': client('7.13.1', close(5000)),
  // Not in the suite
  'client-unmasked': client(null, hello({ isMasked: false })),
  'server-masked': server(null, hello({ isMasked: true })),
  'length-16-not-minimal': client(null, hello({ lengthForm: 16 })),
  'ping-in-16-bits': client(null, ping(HELLO, { lengthForm: 16 })),
  'close-1014': client(null, close(1014)),
  'close-1015': client(null, close(1015)),
  'close-code-as-text': server(null, closeWith(toUtf8('1000'))),
} as const satisfies Record<string, ConformanceCase>;

export type ConformanceCaseId = keyof typeof CONFORMANCE_CASES;

export const CONFORMANCE_CASE_IDS = Object.keys(CONFORMANCE_CASES) as ConformanceCaseId[];

/** All frames of the case, with the masking key of RFC 6455 §5.7. */
export function conformanceBytes(id: ConformanceCaseId): Uint8Array {
  const { sender, frames }: ConformanceCase = CONFORMANCE_CASES[id];
  return concatBytes(
    frames.map((frame) => {
      const { isMasked = sender === 'client' } = frame;
      return encodeHandMade(frame, isMasked ? SAMPLE_MASKING_KEY : null);
    }),
  );
}

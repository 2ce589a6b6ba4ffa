/**
 * A table of the ways to break a valid frame, one per rule: which frames each applies to, the bytes
 * it makes, and the rules that they violate.
 */

import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { NO_STATUS_RECEIVED } from '#core/protocol/messages/close-code.ts';
import {
  decodeFrameHeader,
  RSV1_BIT,
  RSV2_BIT,
  type FrameHeader,
} from '#core/protocol/framing/frame-header.ts';
import { isControlOpcode, OPCODE, type Opcode } from '#core/protocol/framing/opcode.ts';
import {
  MAX_CONTROL_PAYLOAD,
  MAX_LENGTH,
  type LengthForm,
} from '#core/protocol/framing/payload-length.ts';
import { MESSAGE_TAIL } from '#core/protocol/compression/permessage-deflate.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import {
  encodeFrameParts,
  framePartsIn,
  toBigEndian,
  withPayload,
  type FrameParts,
} from './frame-rewriting.ts';
import { EXAMPLE_KEY } from './set-payload.ts';

/** A complete frame before it is broken. */
type GoodFrame = {
  readonly header: FrameHeader;
  readonly parts: FrameParts;
  /** Whether its message is compressed, so that RSV1 has a meaning (RFC 7692 §6). */
  readonly isCompressing: boolean;
};

type Break = {
  readonly isFor: (frame: GoodFrame) => boolean;
  /** The bytes that replace the frame. */
  readonly make: (frame: GoodFrame) => Uint8Array;
  /** The violations that a reader then finds. Empty if the frame is only incomplete. */
  readonly findings: readonly RuleId[];
};

/** UTF-8 never contains this byte (RFC 3629 §3). */
const NEVER_IN_UTF8 = 0xff;
/** The first 2 of the 3 bytes of "€". */
const CUT_CHARACTER = Uint8Array.of(0xe2, 0x82);
/** The first reserved opcodes after those in use. */
const RESERVED_DATA: Opcode = 0x3;
const RESERVED_CONTROL: Opcode = 0xb;
/** The two BTYPE bits of the first block of a compressed payload, both set (RFC 1951 §3.2.3). */
const RESERVED_BLOCK_TYPE = 0x06;

const FIN_BIT = 0x80;

export const BREAKS = {
  unmasked: {
    isFor: ({ header }) => header.maskingKey !== null,
    make: ({ parts }) => encodeFrameParts({ ...parts, maskingKey: null }),
    findings: ['frame.unmasked-from-client'],
  },
  'masked-by-server': {
    isFor: ({ header }) => header.maskingKey === null,
    make: ({ parts }) => encodeFrameParts({ ...parts, maskingKey: EXAMPLE_KEY }),
    findings: ['frame.masked-from-server'],
  },
  rsv1: {
    isFor: (frame) => !frame.header.rsv1 && !(frame.isCompressing && beginsMessage(frame)),
    make: ({ parts }) => withFirstByte(parts, parts.firstByte | RSV1_BIT),
    findings: ['frame.reserved-bit'],
  },
  rsv2: {
    isFor: ({ header }) => !header.rsv2,
    make: ({ parts }) => withFirstByte(parts, parts.firstByte | RSV2_BIT),
    findings: ['frame.reserved-bit'],
  },
  'reserved-opcode': {
    isFor: ({ header }) => !header.rsv1,
    make: ({ header, parts }) =>
      withOpcode(parts, isControlOpcode(header.opcode) ? RESERVED_CONTROL : RESERVED_DATA),
    findings: ['frame.reserved-opcode'],
  },
  'ping-too-long': {
    isFor: (frame) => isSingleFrame(frame) && frame.header.opcode !== OPCODE.close,
    make: ({ header, parts }) =>
      withOpcode(
        withPayload(parts, repeated(parts.payload, MAX_CONTROL_PAYLOAD + 1)),
        header.opcode === OPCODE.pong ? OPCODE.pong : OPCODE.ping,
      ),
    findings: ['control.too-long'],
  },
  'control-fragmented': {
    isFor: ({ header }) => isControlOpcode(header.opcode) && header.isFinal,
    make: ({ parts }) => withFirstByte(parts, parts.firstByte & ~FIN_BIT),
    findings: ['control.fragmented'],
  },
  'length-not-minimal': {
    isFor: ({ header }) => isData(header) && header.payloadLength.form !== 64,
    make: ({ parts }) => encodeFrameParts({ ...parts, lengthForm: nextForm(parts.lengthForm) }),
    findings: ['frame.length-not-minimal'],
  },
  'length-top-bit': {
    isFor: ({ header }) => isData(header),
    make: ({ parts }) =>
      encodeFrameParts({
        ...parts,
        lengthForm: 64,
        announced: MAX_LENGTH[64] + 1n + BigInt(parts.payload.length),
      }),
    findings: ['frame.length-top-bit'],
  },
  cut: {
    isFor: () => true,
    make: ({ parts }) => encodeFrameParts(parts).subarray(0, -1),
    findings: [],
  },
  'continuation-first': {
    isFor: (frame) => beginsMessage(frame) && !frame.header.rsv1,
    make: ({ parts }) => withOpcode(parts, OPCODE.continuation),
    findings: ['message.continuation-without-start'],
  },
  interleaved: {
    isFor: (frame) => beginsMessage(frame) && frame.header.isFinal && !frame.header.rsv1,
    make: ({ parts }) =>
      concatBytes([withFirstByte(parts, parts.firstByte & ~FIN_BIT), encodeFrameParts(parts)]),
    findings: ['message.interleaved'],
  },
  'text-not-utf8': {
    isFor: isReadableText,
    make: ({ parts }) =>
      encodeFrameParts(
        withPayload(
          parts,
          concatBytes([parts.payload.subarray(0, -1), Uint8Array.of(NEVER_IN_UTF8)]),
        ),
      ),
    findings: ['message.text-not-utf8'],
  },
  'text-cut-character': {
    isFor: (frame) => isReadableText(frame) && frame.header.isFinal,
    make: ({ parts }) =>
      encodeFrameParts(withPayload(parts, concatBytes([parts.payload, CUT_CHARACTER]))),
    findings: ['message.text-not-utf8'],
  },
  'close-1005': {
    isFor: isSingleFrame,
    make: ({ header, parts }) => {
      const reason = header.opcode === OPCODE.close ? parts.payload.subarray(2) : NO_BYTES;
      return asClose(parts, concatBytes([toBigEndian(BigInt(NO_STATUS_RECEIVED), 2), reason]));
    },
    findings: ['close.code-not-sendable'],
  },
  'close-one-byte': {
    isFor: isClose,
    make: ({ parts }) => asClose(parts, toBigEndian(1000n, 2).subarray(0, 1)),
    findings: ['close.one-byte'],
  },
  'close-reason-not-utf8': {
    isFor: (frame) => isClose(frame) && frame.parts.payload.length < MAX_CONTROL_PAYLOAD,
    make: ({ parts }) => {
      const code = parts.payload.length < 2 ? toBigEndian(1000n, 2) : parts.payload;
      return asClose(parts, concatBytes([code, Uint8Array.of(NEVER_IN_UTF8)]));
    },
    findings: ['close.reason-not-utf8'],
  },
  'bytes-after-close': {
    isFor: isClose,
    make: ({ parts }) =>
      concatBytes([encodeFrameParts(parts), withOpcode(withPayload(parts, NO_BYTES), OPCODE.text)]),
    findings: ['close.bytes-after'],
  },
  'deflate-tail-kept': {
    isFor: (frame) => isCompressed(frame) && frame.header.isFinal,
    make: ({ parts }) =>
      encodeFrameParts(withPayload(parts, concatBytes([parts.payload, MESSAGE_TAIL]))),
    findings: ['deflate.tail-kept'],
  },
  'deflate-block-type': {
    isFor: isCompressed,
    make: ({ parts }) => {
      const [first = 0] = parts.payload;
      const payload = concatBytes([
        Uint8Array.of(first | RESERVED_BLOCK_TYPE),
        parts.payload.subarray(1),
      ]);
      return encodeFrameParts(withPayload(parts, payload));
    },
    findings: ['deflate.block-type'],
  },
} as const satisfies Record<string, Break>;

export type BreakId = keyof typeof BREAKS;

export const BREAK_IDS = Object.keys(BREAKS) as BreakId[];

/** Facts about the frame that only its conversation contains. */
export type BreakContext = { readonly isCompressing?: boolean };

/** The ways to break this frame. Empty if the frame is incomplete. */
export function breaksFor(frame: Uint8Array, context: BreakContext = {}): BreakId[] {
  const good = readWholeFrame(frame, context);
  return good === null ? [] : BREAK_IDS.filter((id) => BREAKS[id].isFor(good));
}

/**
 * The bytes that replace the frame, usually one broken frame. Null if the frame can't be broken
 * this way.
 */
export function breakFrame(
  frame: Uint8Array,
  id: BreakId,
  context: BreakContext = {},
): Uint8Array | null {
  const good = readWholeFrame(frame, context);
  return good !== null && BREAKS[id].isFor(good) ? BREAKS[id].make(good) : null;
}

function readWholeFrame(
  frame: Uint8Array,
  { isCompressing = false }: BreakContext,
): GoodFrame | null {
  const reading = decodeFrameHeader(frame);
  if (reading.kind === 'incomplete') return null;
  const { header, size } = reading;
  if (frame.length !== size + header.payloadLength.value) return null;
  return { header, parts: framePartsIn(frame, header, size), isCompressing };
}

function isData({ opcode }: FrameHeader): boolean {
  return !isControlOpcode(opcode);
}

function isClose({ header }: GoodFrame): boolean {
  return header.opcode === OPCODE.close;
}

function beginsMessage({ header }: GoodFrame): boolean {
  return isData(header) && header.opcode !== OPCODE.continuation;
}

/** A message of one uncompressed frame. Replacing it leaves no message without a final fragment. */
function isSingleFrame({ header }: GoodFrame): boolean {
  return header.isFinal && header.opcode !== OPCODE.continuation && !header.rsv1;
}

function isReadableText({ header }: GoodFrame): boolean {
  return header.opcode === OPCODE.text && !header.rsv1;
}

function isCompressed(frame: GoodFrame): boolean {
  const { header, parts, isCompressing } = frame;
  return isCompressing && beginsMessage(frame) && header.rsv1 && parts.payload.length > 0;
}

/** The next longer form. `form` must not be the longest. */
function nextForm(form: LengthForm): LengthForm {
  return form === 7 ? 16 : 64;
}

function withFirstByte(parts: FrameParts, firstByte: number): Uint8Array {
  return encodeFrameParts({ ...parts, firstByte });
}

function withOpcode(parts: FrameParts, opcode: Opcode): Uint8Array {
  return withFirstByte(parts, (parts.firstByte & 0xf0) | opcode);
}

function asClose(parts: FrameParts, payload: Uint8Array): Uint8Array {
  return withOpcode(withPayload(parts, payload), OPCODE.close);
}

/** `size` bytes that repeat `bytes`. */
function repeated(bytes: Uint8Array, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => bytes[index % bytes.length] ?? 0);
}

/** Rewrites a frame with some parts changed, valid or not (RFC 6455 §5.2, §5.3). */

import { concatBytes, copyBytes } from '#core/bytes/byte-array.ts';
import { unitBytes } from '#core/conversation/conversation.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import {
  frameHeaderSize,
  writeFrameHeader,
  type FrameHeader,
} from '#core/protocol/framing/frame-header.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import {
  extendedLengthSize,
  minimalLengthForm,
  type LengthForm,
} from '#core/protocol/framing/payload-length.ts';
import type { Trace } from '#core/trace/trace.ts';

/** All parts of a frame. Any combination is allowed. */
export type FrameParts = {
  /** FIN, the reserved bits and the opcode. */
  readonly firstByte: number;
  readonly maskingKey: Uint8Array | null;
  /** After unmasking. */
  readonly payload: Uint8Array;
  readonly lengthForm: LengthForm;
  /** The length in the header, even if it is wrong. Default: the length of the payload. */
  readonly announced?: bigint;
};

export function framePartsOf(trace: Trace, unit: FrameUnit): FrameParts {
  return framePartsIn(unitBytes(trace, unit), unit.header, unit.headerSize);
}

/** The parts of the frame in `wire`, whose payload can be incomplete. */
export function framePartsIn(
  wire: Uint8Array,
  { maskingKey, payloadLength }: FrameHeader,
  headerSize: number,
): FrameParts {
  const masked = wire.subarray(headerSize);
  return {
    firstByte: wire[0] ?? 0,
    maskingKey,
    payload: maskingKey ? applyMask(masked, maskingKey) : copyBytes(masked),
    lengthForm: payloadLength.form,
    announced: payloadLength.exact ?? BigInt(payloadLength.value),
  };
}

/** The bytes of the frame. `lengthForm` must have room for the length. */
export function encodeFrameParts(parts: FrameParts): Uint8Array {
  const { maskingKey, payload } = parts;
  return concatBytes([encodeHeader(parts), maskingKey ? applyMask(payload, maskingKey) : payload]);
}

function encodeHeader({ firstByte, maskingKey, payload, lengthForm, announced }: FrameParts) {
  const header = new Uint8Array(frameHeaderSize(lengthForm, maskingKey !== null));
  const length = Number(announced ?? payload.length);
  writeFrameHeader(header, 0, { opcode: 0, maskingKey, payload: { length } }, lengthForm);
  header[0] = firstByte;
  // A number can't represent all 64-bit lengths exactly, so the bytes are written again from the
  // bigint.
  const size = extendedLengthSize(lengthForm);
  if (announced !== undefined)
    header.set(toBigEndian(announced, size), header.length - size - (maskingKey?.length ?? 0));
  return header;
}

/** The lowest `size` bytes of an integer. */
export function toBigEndian(value: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) =>
    Number(BigInt.asUintN(8, value >> BigInt(8 * (size - 1 - index)))),
  );
}

/**
 * Replaces the payload and its length. Uses the shortest length form, or with `keepsForm` the
 * current one if it has room.
 */
export function withPayload(parts: FrameParts, payload: Uint8Array, keepsForm = false): FrameParts {
  const { firstByte, maskingKey } = parts;
  const minimal = minimalLengthForm(payload.length);
  const lengthForm = keepsForm && parts.lengthForm > minimal ? parts.lengthForm : minimal;
  return { firstByte, maskingKey, payload, lengthForm };
}

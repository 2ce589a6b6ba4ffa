/** A frame written anew with something changed, whatever its bits say (RFC 6455 §5.2, §5.3). */

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

/** All that a frame is made of; no combination is refused. */
export type FrameParts = {
  /** FIN, the reserved bits and the opcode. */
  readonly firstByte: number;
  readonly maskingKey: Uint8Array | null;
  /** After unmasking. */
  readonly payload: Uint8Array;
  readonly lengthForm: LengthForm;
  /** The length that the header announces, which may be a lie; the payload's own where absent. */
  readonly announced?: bigint;
};

export function framePartsOf(trace: Trace, unit: FrameUnit): FrameParts {
  return framePartsIn(unitBytes(trace, unit), unit.header, unit.headerSize);
}

/** The parts of the frame that `wire` holds, which may be cut within its payload. */
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

/** The frame's bytes. Expects a form that can hold the length. */
export function encodeFrameParts(parts: FrameParts): Uint8Array {
  const { maskingKey, payload } = parts;
  return concatBytes([encodeHeader(parts), maskingKey ? applyMask(payload, maskingKey) : payload]);
}

function encodeHeader({ firstByte, maskingKey, payload, lengthForm, announced }: FrameParts) {
  const header = new Uint8Array(frameHeaderSize(lengthForm, maskingKey !== null));
  const length = Number(announced ?? payload.length);
  writeFrameHeader(header, 0, { opcode: 0, maskingKey, payload: { length } }, lengthForm);
  header[0] = firstByte;
  // A number does not hold all that 64 bits can announce.
  const size = extendedLengthSize(lengthForm);
  if (announced !== undefined)
    header.set(toBigEndian(announced, size), header.length - size - (maskingKey?.length ?? 0));
  return header;
}

/** The lowest `size` bytes of a number. */
export function toBigEndian(value: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) =>
    Number(BigInt.asUintN(8, value >> BigInt(8 * (size - 1 - index)))),
  );
}

/**
 * Another payload, with the length that it has: in as few bytes as hold it, or in the form there
 * was if that holds it.
 */
export function withPayload(parts: FrameParts, payload: Uint8Array, keepsForm = false): FrameParts {
  const { firstByte, maskingKey } = parts;
  const minimal = minimalLengthForm(payload.length);
  const lengthForm = keepsForm && parts.lengthForm > minimal ? parts.lengthForm : minimal;
  return { firstByte, maskingKey, payload, lengthForm };
}

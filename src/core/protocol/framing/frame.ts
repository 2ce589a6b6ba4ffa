/** A frame: its header and its payload (RFC 6455 §5.2). */

import { concatBytes, copyBytes } from '#core/bytes/byte-array.ts';
import {
  decodeFrameHeader,
  frameHeaderSize,
  writeFrameHeader,
  type FrameHeader,
} from './frame-header.ts';
import { applyMask, MASKING_KEY_SIZE } from './masking.ts';
import { isControlOpcode, OPCODE, opcodeName, type DefinedOpcode } from './opcode.ts';
import { MAX_CONTROL_PAYLOAD, minimalLengthForm } from './payload-length.ts';

export type Frame = {
  readonly header: FrameHeader;
  /** In bytes. */
  readonly headerSize: number;
  /** The payload as it is on the wire: masked if the header has a key. */
  readonly maskedPayload: Uint8Array;
  /** The payload after unmasking. */
  readonly payload: Uint8Array;
};

/** A frame with its size in bytes; or the incomplete part, and how many bytes it is missing. */
export type FrameReading =
  | { readonly kind: 'frame'; readonly frame: Frame; readonly size: number }
  | { readonly kind: 'incomplete'; readonly part: 'header' | 'payload'; readonly missing: number };

/**
 * A frame to send. Its length is always minimal, and RSV2 and RSV3 are clear. `checkOutgoingFrame`
 * refuses the other illegal ones.
 */
export type OutgoingFrame = {
  /** True by default. A control frame must not be fragmented (§5.5). */
  readonly isFinal?: boolean;
  /** Set on the first frame of a compressed message, and on no other (RFC 7692 §6). */
  readonly rsv1?: boolean;
  readonly opcode: DefinedOpcode;
  /** 4 bytes for a client's frame, null for a server's (§5.1). */
  readonly maskingKey: Uint8Array | null;
  /** At most 125 bytes in a control frame (§5.5). */
  readonly payload: Uint8Array;
};

/**
 * Throws a `RangeError` if no endpoint may send the frame: a control frame that is fragmented or
 * has more than 125 bytes (§5.5), RSV1 on a frame that doesn't begin a message (RFC 7692 §6), or a
 * masking key of another size than 4 bytes.
 */
export function checkOutgoingFrame(frame: OutgoingFrame): void {
  const { isFinal = true, rsv1 = false, opcode, maskingKey, payload } = frame;
  if (isControlOpcode(opcode)) {
    if (!isFinal) throw new RangeError('expected an unfragmented control frame, got FIN 0');
    if (payload.length > MAX_CONTROL_PAYLOAD) {
      const most = `at most ${MAX_CONTROL_PAYLOAD} bytes in a control frame`;
      throw new RangeError(`expected ${most}, got ${payload.length}`);
    }
  }
  if (rsv1 && opcode !== OPCODE.text && opcode !== OPCODE.binary) {
    throw new RangeError(
      `expected RSV1 on a message's first frame, got it on ${opcodeName(opcode)}`,
    );
  }
  if (maskingKey !== null && maskingKey.length !== MASKING_KEY_SIZE) {
    throw new RangeError(`expected a key of ${MASKING_KEY_SIZE} bytes, got ${maskingKey.length}`);
  }
}

/**
 * The bytes of the frame, legal or not: examples of broken rules need both. Endpoints use
 * `FrameWriter`, which refuses illegal frames.
 */
export function encodeFrame(frame: OutgoingFrame): Uint8Array {
  const { maskingKey, payload } = frame;
  const form = minimalLengthForm(payload.length);
  const header = new Uint8Array(frameHeaderSize(form, maskingKey !== null));
  writeFrameHeader(header, 0, frame, form);
  return concatBytes([header, maskingKey ? applyMask(payload, maskingKey) : payload]);
}

/** Reads the frame that starts at `offset`. Accepts every bit pattern, as `decodeFrameHeader`. */
export function decodeFrame(bytes: Uint8Array, offset = 0): FrameReading {
  const reading = decodeFrameHeader(bytes, offset);
  if (reading.kind === 'incomplete') return { ...reading, part: 'header' };
  const { header, size: headerSize } = reading;
  const payloadStart = offset + headerSize;
  const missing = header.payloadLength.value - (bytes.length - payloadStart);
  if (missing > 0) return { kind: 'incomplete', part: 'payload', missing };
  const size = headerSize + header.payloadLength.value;
  const maskedPayload = copyBytes(bytes, payloadStart, offset + size);
  const payload = header.maskingKey ? applyMask(maskedPayload, header.maskingKey) : maskedPayload;
  return { kind: 'frame', frame: { header, headerSize, maskedPayload, payload }, size };
}

/** A frame: its header and its payload (RFC 6455 §5.2). */

import { concatBytes, copyBytes } from '#core/bytes/byte-array.ts';
import {
  decodeFrameHeader,
  frameHeaderSize,
  writeFrameHeader,
  type FrameHeader,
} from './frame-header.ts';
import { applyMask } from './masking.ts';
import type { DefinedOpcode } from './opcode.ts';
import { minimalLengthForm } from './payload-length.ts';

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

/** A frame to send. Only legal frames can be written: a defined opcode, a minimal length. */
export type OutgoingFrame = {
  readonly isFinal?: boolean;
  /** Set on the first frame of a compressed message (RFC 7692 §6). */
  readonly rsv1?: boolean;
  readonly opcode: DefinedOpcode;
  /** 4 bytes for a client's frame, null for a server's (§5.1). */
  readonly maskingKey: Uint8Array | null;
  readonly payload: Uint8Array;
};

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

/** Frames of a conversation that a reader can be asked about: short ones, masked ones, a Close. */

import { fromUtf8 } from '#core/bytes/text.ts';
import { isCompressedFrame } from '#core/conversation/compressed-frames.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import { contentOf, payloadOf } from '#core/conversation/message.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { applyMask, MASKING_KEY_SIZE, maskingKeyIndex } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { ClosePayload } from '#core/protocol/messages/close-payload.ts';

const MAX_SHORT_TEXT = 40;

/** A smaller frame may have no byte that the masking key's first byte masks a second time. */
const MIN_MASKED_FRAME = 11;

/** The first short text message, if it is one frame and not compressed. */
export function shortTextIn({ messages, units, trace }: Conversation): string | null {
  const found = messages.find(
    ({ type, size, isFinished }) =>
      type === 'text' && isFinished && size > 0 && size <= MAX_SHORT_TEXT,
  );
  const [index, ...others] = found?.unitIndices ?? [];
  const unit = index === undefined ? undefined : units[index];
  if (others.length > 0 || unit?.kind !== 'frame' || unit.header.rsv1) return null;
  return fromUtf8(contentOf(unit, trace.streams[unit.direction]));
}

/** One payload byte of a masked frame, with the byte of the masking key that it is XORed with. */
export type MaskedByte = {
  readonly maskingKey: Uint8Array;
  /** Of the byte in the payload. */
  readonly index: number;
  /** Of `key` in the masking key. */
  readonly keyIndex: number;
  readonly data: number;
  readonly key: number;
  readonly wire: number;
};

/** The fifth payload byte, or the last of fewer, of the first masked frame with a payload. */
export function maskedByteIn({ units, trace }: Conversation): MaskedByte | null {
  const unit = frames(units).find(
    ({ header, range }) =>
      header.maskingKey !== null && range.end - range.start >= MIN_MASKED_FRAME,
  );
  const maskingKey = unit?.header.maskingKey ?? null;
  if (unit === undefined || maskingKey === null || unit.header.rsv1) return null;
  return maskedByteOf(payloadOf(unit, trace.streams[unit.direction]), maskingKey);
}

/** The fifth byte, or the last of fewer. Expects a payload that isn't empty. */
export function maskedByteOf(payload: Uint8Array, maskingKey: Uint8Array): MaskedByte {
  const index = Math.min(payload.length - 1, MASKING_KEY_SIZE);
  const keyIndex = maskingKeyIndex(index);
  return {
    maskingKey,
    index,
    keyIndex,
    data: payload[index] ?? 0,
    key: maskingKey[keyIndex] ?? 0,
    wire: applyMask(payload, maskingKey)[index] ?? 0,
  };
}

/** The largest payload length that a frame announces; 0 if there is no frame. */
export function longestPayloadIn({ units }: Conversation): number {
  return frames(units).reduce((most, { header }) => Math.max(most, header.payloadLength.value), 0);
}

export type CompressedSizes = { readonly inflated: number; readonly deflated: number };

/** Of the first compressed frame. */
export function compressedSizesIn({ units }: Conversation): CompressedSizes | null {
  const unit = units.find(isCompressedFrame);
  if (unit === undefined) return null;
  return { inflated: unit.inflation.bytes.length, deflated: unit.header.payloadLength.value };
}

/** What the first Close frame contains. */
export function firstCloseIn({ units, trace }: Conversation): ClosePayload | null {
  const unit = frames(units).find(({ header }) => header.opcode === OPCODE.close);
  return unit ? closePayloadOf(unit, trace.streams[unit.direction]) : null;
}

function frames(units: readonly Unit[]): FrameUnit[] {
  return units.filter((unit): unit is FrameUnit => unit.kind === 'frame');
}

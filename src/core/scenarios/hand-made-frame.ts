/** Frames that are built by hand: a fragment, or one that a library would not send. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { frameHeaderSize, writeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import type { OutgoingFrame } from '#core/protocol/framing/frame.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { minimalLengthForm, type LengthForm } from '#core/protocol/framing/payload-length.ts';

export type HandMadeFrame = Omit<OutgoingFrame, 'maskingKey'> & {
  /** By default as the sender must: a client masks, a server does not. */
  readonly isMasked?: boolean;
  /** Bits of the first byte to flip. */
  readonly flippedBits?: number;
  /** By default the shortest one that fits, as RFC 6455 §5.2 demands. */
  readonly lengthForm?: LengthForm;
};

/** `maskingKey` is null for a frame that isn't masked. */
export function encodeHandMade(frame: HandMadeFrame, maskingKey: Uint8Array | null): Uint8Array {
  const { payload, flippedBits = 0, lengthForm = minimalLengthForm(payload.length) } = frame;
  const header = new Uint8Array(frameHeaderSize(lengthForm, maskingKey !== null));
  writeFrameHeader(header, 0, { ...frame, maskingKey }, lengthForm);
  header[0] = (header[0] ?? 0) ^ flippedBits;
  return concatBytes([header, maskingKey ? applyMask(payload, maskingKey) : payload]);
}

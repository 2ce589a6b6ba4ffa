/** Unmasks byte by byte and keeps each step (RFC 6455 §5.3). */

import { toHexByte } from '#core/bytes/hex.ts';
import { toVisibleAscii } from '#core/scenes/hex-grid.ts';
import { maskingKeyIndex } from '#core/protocol/framing/masking.ts';

export type UnmaskStep = {
  /** The byte's index in the payload, and its index in the key. */
  readonly index: number;
  readonly keyIndex: number;
  /** Two hex digits each. */
  readonly masked: string;
  readonly key: string;
  readonly unmasked: string;
  readonly character: string;
};

/** The steps for at most `max` bytes of a payload, from index `first`. */
export function unmaskSteps(
  masked: Uint8Array,
  maskingKey: Uint8Array,
  first: number,
  max: number,
): UnmaskStep[] {
  return Array.from(masked.subarray(first, first + max), (byte, position) => {
    const index = first + position;
    const keyIndex = maskingKeyIndex(index);
    const key = maskingKey[keyIndex] ?? 0;
    const unmasked = byte ^ key;
    return {
      index,
      keyIndex,
      masked: toHexByte(byte),
      key: toHexByte(key),
      unmasked: toHexByte(unmasked),
      character: toVisibleAscii(unmasked),
    };
  });
}

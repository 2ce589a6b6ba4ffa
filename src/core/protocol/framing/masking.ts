/**
 * Masking: octet i of the payload XOR octet i mod 4 of the key (RFC 6455 §5.3). Masking twice gives
 * the original payload again.
 */

export const MASKING_KEY_SIZE = 4;

/** The index in the key of the octet that masks payload octet `index`: "i MOD 4". */
export function maskingKeyIndex(index: number): number {
  return index & 3;
}

/**
 * Returns a masked, or unmasked, copy. The input stays unchanged, because its bytes are displayed.
 * `offset` is the index of the first byte in its frame's payload.
 *
 * Throws a `RangeError` if the key is not 4 bytes long.
 */
export function applyMask(bytes: Uint8Array, maskingKey: Uint8Array, offset = 0): Uint8Array {
  if (maskingKey.length !== MASKING_KEY_SIZE) {
    throw new RangeError(`expected a masking key of 4 bytes, got ${maskingKey.length}`);
  }
  return bytes.map((byte, index) => byte ^ maskingKey[maskingKeyIndex(offset + index)]!);
}

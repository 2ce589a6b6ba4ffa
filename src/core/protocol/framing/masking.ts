/**
 * Masking: octet i of the payload XOR octet i mod 4 of the key (RFC 6455 §5.3). Doing it twice
 * undoes it.
 *
 * The one owner of "mod 4". The key's phase follows the index in the payload, never an address in
 * memory.
 */

export const MASKING_KEY_SIZE = 4;

/** Position in the key of the octet that masks payload octet `index`. */
export function maskingKeyIndex(index: number): number {
  return index & 3;
}

/**
 * A masked (or unmasked) copy; the input stays as it is, since raw bytes are on the screen.
 * `offset` is the index in the frame's payload of the first byte given.
 */
export function applyMask(bytes: Uint8Array, maskingKey: Uint8Array, offset = 0): Uint8Array {
  if (maskingKey.length !== MASKING_KEY_SIZE) {
    throw new RangeError(`expected a masking key of 4 bytes, got ${maskingKey.length}`);
  }
  return bytes.map((byte, index) => byte ^ (maskingKey[maskingKeyIndex(offset + index)] ?? 0));
}

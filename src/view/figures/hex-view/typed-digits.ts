/**
 * Hexadecimal digits typed over bytes: the first makes the high half of a byte, the second the low
 * one.
 */

export type TypedDigit = {
  /** The byte as it is now. */
  readonly byte: number;
  /** Whether the next digit belongs to the same byte. */
  readonly isHalf: boolean;
};

/**
 * What a key makes of a byte; null for keys that are no digit. `isHalf` says that the high half was
 * typed before.
 */
export function typeDigit(key: string, byte: number, isHalf: boolean): TypedDigit | null {
  if (!/^[\da-f]$/i.test(key)) return null;
  const digit = Number.parseInt(key, 16);
  return isHalf
    ? { byte: (byte & 0xf0) | digit, isHalf: false }
    : { byte: (digit << 4) | (byte & 0x0f), isHalf: true };
}

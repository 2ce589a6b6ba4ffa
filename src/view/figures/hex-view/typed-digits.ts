/** Hex digits typed over bytes: the first is the high half of a byte, the second the low half. */

export type TypedDigit = {
  /** The changed byte. */
  readonly byte: number;
  /** Whether the next digit belongs to the same byte. */
  readonly isHalf: boolean;
};

/** The byte after a key; null for keys other than hex digits. `isHalf`: the low half is next. */
export function typeDigit(key: string, byte: number, isHalf: boolean): TypedDigit | null {
  if (!/^[\da-f]$/i.test(key)) return null;
  const digit = Number.parseInt(key, 16);
  return isHalf
    ? { byte: (byte & 0xf0) | digit, isHalf: false }
    : { byte: (digit << 4) | (byte & 0x0f), isHalf: true };
}

/**
 * The two alphabets of compressed data (RFC 1951 §3.2.5): literals and lengths share one, distances
 * use the other. A length or distance is the base of its symbol plus the value of its extra bits.
 */

/** Smaller symbols are literal bytes, larger ones are lengths. */
export const END_OF_BLOCK = 256;
export const FIRST_LENGTH_SYMBOL = 257;

/** Symbols 257 to 285. The fixed code also assigns 286 and 287, which are invalid. */
export const LENGTH_SYMBOL_COUNT = 29;
/** Symbols 0 to 29. The fixed code also assigns 30 and 31, which are invalid. */
export const DISTANCE_SYMBOL_COUNT = 30;

const MAX_MATCH_LENGTH = 258;

/**
 * The first entry belongs to symbol 257. The last has no extra bits, so the longest match is short.
 */
export const LENGTH_BASES = Uint16Array.of(
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31],
  ...[35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, MAX_MATCH_LENGTH],
);

export const LENGTH_EXTRA_BITS = Uint8Array.of(
  ...[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2],
  ...[3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
);

export const DISTANCE_BASES = Uint16Array.of(
  ...[1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385],
  ...[513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577],
);

export const DISTANCE_EXTRA_BITS = Uint8Array.of(
  ...[0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7],
  ...[8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13],
);

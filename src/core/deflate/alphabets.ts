/**
 * The alphabets of compressed data: literals and lengths share one, distances have another. A
 * length or distance is a symbol's base and what its extra bits add to it (RFC 1951 §3.2.5).
 */

/** Symbols below are literal bytes, symbols above are lengths. */
export const END_OF_BLOCK = 256;
export const FIRST_LENGTH_SYMBOL = 257;

/** 257 to 285. The fixed code has 286 and 287 too, which mean nothing. */
export const LENGTH_SYMBOL_COUNT = 29;
/** 0 to 29. The fixed code has 30 and 31 too, which mean nothing. */
export const DISTANCE_SYMBOL_COUNT = 30;

const MAX_MATCH_LENGTH = 258;

/** Of symbol 257 and on. The last has no extra bits, so that the longest match is a short code. */
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

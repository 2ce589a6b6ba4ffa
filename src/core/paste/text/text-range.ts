/** Places in a pasted text. */

/** A range of text in UTF-16 code units, half-open. */
export type TextRange = { readonly start: number; readonly end: number };

/**
 * The place of each byte in the text, in typed arrays, because a paste of 5 MB has millions. Plain
 * data, so that a worker can transfer it. A byte that isn't in the text has an empty range.
 */
export type TextPositions = { readonly starts: Uint32Array; readonly ends: Uint32Array };

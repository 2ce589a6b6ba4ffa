/**
 * A value in a programming language or as a runtime prints it: a list of numbers, a string with
 * escapes, a Buffer. It is found first, and read afterwards in each way that it allows.
 */

import type { BlockWriter } from '#core/paste/block-writer.ts';
import type { FormId } from '#core/paste/form.ts';
import type { ReadingConfidence } from '#core/paste/reading.ts';

/** How numbers without a prefix, and digits after a backslash, are read. */
export type Radix = 'decimal' | 'hex' | 'octal';

/** An object of a class, because a text can have a hundred thousand. */
export type Value = {
  /** Where it starts, with its prefix or name, and where it ends. */
  readonly start: number;
  readonly end: number;
  /** Whether it continues the value before. */
  readonly isAdjacent?: boolean;
  /** The radices in which it can be read, the likeliest first; empty if it has no choice. */
  readonly radices: readonly Radix[];
  /** Adds its bytes. The value is a new piece, unless it continues the one before. */
  readonly read: (writer: BlockWriter, radix: Radix) => void;
  readonly form: (radix: Radix) => FormId;
  readonly confidence: (radix: Radix) => ReadingConfidence;
};

/** Of values that can be read in one way only. */
export const NO_RADICES: readonly Radix[] = [];

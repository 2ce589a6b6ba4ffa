/**
 * Running text with bytes, code and references to sections in it, as data: views render it, nothing
 * is markup.
 */

import type { ByteKind } from '#core/trace/byte-kind.ts';
import { referenceLabel, type Reference } from '#core/protocol/rules/reference.ts';

export type ProsePart =
  | string
  /** Bytes or a value, in the colour of its kind. */
  | { readonly bytes: string; readonly kind: ByteKind }
  | { readonly code: string }
  | Reference;

export type Prose = readonly ProsePart[];

/** What is said of one thing that happened. */
export type StepWords = {
  /** One sentence: also what is announced. */
  readonly title: string;
  /** What happened. */
  readonly happened: Prose;
  /** Why it is so. */
  readonly why: Prose;
  readonly references: readonly Reference[];
};

/** The text alone, for announcements, transcripts and accessible names. */
export function plainText(prose: Prose): string {
  return prose
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('bytes' in part) return part.bytes;
      return 'code' in part ? part.code : referenceLabel(part);
    })
    .join('');
}

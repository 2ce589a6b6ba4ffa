/**
 * Running text that contains bytes, code and references to sections, as data. Views render it, so
 * there is no markup in it.
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

/** The words for one event. */
export type StepWords = {
  /** One sentence. Also announced to screen readers. */
  readonly title: string;
  /** What happened. */
  readonly happened: Prose;
  /** The reason for it. */
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

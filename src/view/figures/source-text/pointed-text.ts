import type { TextRange } from '#core/paste/text/text-range.ts';

/** A place in a text that the reader asked for. */
export type PointedText = TextRange & {
  /** Whether the focus moves to it. */
  readonly isEntered: boolean;
};

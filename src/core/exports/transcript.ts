/**
 * A transcript: everything that a lesson contains, as blocks in reading order. Plain text, Markdown
 * and the printed page render the same blocks.
 */

import { referenceLabel, type Reference } from '#core/protocol/rules/reference.ts';
import type { Chapter, ChapterId } from '#core/story/step.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import { toHexdumpWithBlanks } from './hexdump.ts';

/** A part of a line. All text may come from traffic, so renderers escape it. */
export type Span =
  | string
  | { readonly code: string }
  | { readonly bytes: string; readonly kind: ByteKind }
  | { readonly quote: string }
  | Reference
  /** An answer that a learner fills in. The number is that of its solution. */
  | { readonly blank: number };

export type TranscriptLine = readonly Span[];

/** The parts of a step that are paragraphs. */
export type ParagraphRole = 'facts' | 'happened' | 'why' | 'rule' | 'states' | 'sections' | 'note';

export type TranscriptBlock =
  | { readonly kind: 'title'; readonly text: string }
  /** Where the connection comes from, and the address of the lesson. */
  | { readonly kind: 'source'; readonly lines: readonly string[] }
  | { readonly kind: 'chapter'; readonly id: ChapterId; readonly text: string }
  | { readonly kind: 'step'; readonly stepIndex: number; readonly title: TranscriptLine }
  | {
      readonly kind: 'paragraph';
      readonly role: ParagraphRole;
      /** For example, "Why". Empty if the paragraph needs none. */
      readonly label: string;
      readonly text: TranscriptLine;
    }
  | {
      readonly kind: 'dump';
      readonly label: string;
      readonly bytes: Uint8Array;
      /** The indices of bytes that a learner fills in, and the number of their solution. */
      readonly hidden: { readonly indices: readonly number[]; readonly blank: number } | null;
    }
  /** Lines that keep their breaks: an HTTP head, or code. */
  | { readonly kind: 'lines'; readonly label: string; readonly lines: readonly TranscriptLine[] }
  | {
      readonly kind: 'table';
      readonly label: string;
      readonly headings: readonly string[];
      readonly rows: readonly (readonly TranscriptLine[])[];
    }
  /** A heading for the notes of a chapter, or for the solutions. */
  | { readonly kind: 'part'; readonly text: string; readonly isOnNewPage: boolean }
  | { readonly kind: 'note'; readonly title: string; readonly text: TranscriptLine }
  /** Text has no figures. */
  | { readonly kind: 'figure'; readonly of: 'sequence'; readonly chapter: Chapter }
  | { readonly kind: 'figure'; readonly of: 'frame'; readonly stepIndex: number };

export type BlockOf<Kind extends TranscriptBlock['kind']> = Extract<
  TranscriptBlock,
  { readonly kind: Kind }
>;

export type WrittenBlock = Exclude<TranscriptBlock, { readonly kind: 'figure' }>;

export function isWritten(block: TranscriptBlock): block is WrittenBlock {
  return block.kind !== 'figure';
}

/** The text of a span without markup. A blank has room to write. */
export function spanText(span: Span): string {
  if (typeof span === 'string') return span;
  if ('code' in span) return span.code;
  if ('bytes' in span) return span.bytes;
  if ('quote' in span) return span.quote;
  if ('blank' in span) return `______ (${span.blank})`;
  return referenceLabel(span);
}

export function lineText(line: TranscriptLine): string {
  return line.map(spanText).join('');
}

/** The rows of a dump, with room for hidden bytes. */
export function dumpRows({ bytes, hidden }: BlockOf<'dump'>): string[] {
  // The last line is only the size.
  return toHexdumpWithBlanks(bytes, hidden?.indices ?? [])
    .split('\n')
    .slice(0, -1);
}

/** Separated by a comma and a space. */
export function joinedReferences(references: readonly Reference[]): TranscriptLine {
  return references.flatMap((reference, index) => (index === 0 ? [reference] : [', ', reference]));
}

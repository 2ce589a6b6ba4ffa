/** Text with links to what proves it: a figure of the page, or a fact with its source. */

import type { FactId } from '#content/facts/facts.ts';

/** The figures of Compare, in the order of the page. */
export const FIGURE_IDS = [
  'criteria',
  'bytes',
  'delays',
  'sample',
  'rates',
  'freshness',
  'fleet',
  'figures',
] as const;

export type FigureId = (typeof FIGURE_IDS)[number];

export type Proof =
  | { readonly kind: 'figure'; readonly id: FigureId }
  | { readonly kind: 'fact'; readonly id: FactId };

export type LinkedPart = string | { readonly text: string; readonly proof: Proof };

export type LinkedText = readonly LinkedPart[];

export function byFigure(text: string, id: FigureId): LinkedPart {
  return { text, proof: { kind: 'figure', id } };
}

export function byFact(text: string, id: FactId): LinkedPart {
  return { text, proof: { kind: 'fact', id } };
}

/** The text without its links. */
export function textOfLinked(parts: LinkedText): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

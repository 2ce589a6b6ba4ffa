/** A text cut into what is drawn alike: bytes, the character that could not be read, and what lies between. */

import type { TextRange } from '#core/notations/notation.ts';
import type { SourceMark } from './source-marks.ts';

export type SourcePiece = TextRange & {
  readonly text: string;
  readonly mark: SourceMark | null;
  readonly isProblem: boolean;
  /** Whether something stands between this byte and its neighbours, so that there is room around it. */
  readonly isApart: boolean;
};

/** The pieces of the whole text; only `marks`, which are in order, and the problem are cut out of it. */
export function sourcePieces(
  text: string,
  marks: readonly SourceMark[],
  problem: TextRange | null,
): SourcePiece[] {
  const pieces: SourcePiece[] = [];
  let next = 0;
  const add = (end: number, mark: SourceMark | null, isProblem: boolean, isApart: boolean) => {
    if (end <= next) return;
    pieces.push({ start: next, end, text: text.slice(next, end), mark, isProblem, isApart });
    next = end;
  };
  marks.forEach((mark, index) => {
    add(mark.start, null, false, false);
    const isApart = marks[index - 1]?.end !== mark.start && marks[index + 1]?.start !== mark.end;
    add(mark.end, mark, false, isApart);
  });
  if (problem) {
    add(problem.start, null, false, false);
    add(problem.end, null, true, false);
  }
  add(text.length, null, false, false);
  return pieces;
}

/** Characters drawn in colour at once, and how far the view moves before others are. */
const WINDOW = 1536;
const STEP = 256;

/** The stretch that is coloured while `first` is the first character in view. */
export function colouredStretch(first: number): TextRange {
  const start = Math.max(0, Math.floor(first / STEP) * STEP - STEP);
  return { start, end: start + WINDOW };
}

/** Line and column of a place, counted from 1. */
export function lineAndColumn(text: string, place: number): { line: number; column: number } {
  const lines = text.slice(0, place).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/**
 * Two dumps side by side: pairs of digits in two columns, each with its own bytes. Read line by
 * line, their bytes would be mixed.
 */

import type { BlockReading } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import { speakerOf } from '#core/paste/lines/speaker-words.ts';
import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import type { Speaker } from '#core/paste/speaker.ts';
import { isBlank } from '#core/paste/text/characters.ts';
import { hexTokenAt } from '#core/paste/text/hex-token.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { readRow } from './hex-row.ts';

/** Less is between the halves of a row. */
const LEAST_GAP = 3;

type Columns = {
  readonly left: readonly TextRange[];
  readonly right: readonly TextRange[];
};

/** Null unless each column is whole frames, and a side is above each or the rows are none. */
export function readColumns(
  text: string,
  rows: readonly TextRange[],
  asRows: BlockReading,
): BlockReading | null {
  if (rows.length < 2) return null;
  const columns = columnsOf(text, rows);
  if (columns === null) return null;
  const [left, right] = speakersAbove(text, rows[0]!);
  const areNamed = left !== 0;
  if (!areNamed && wireEvidence(asRows.content.bytes) === 'whole') return null;
  const writer = new BlockWriter();
  for (const [speaker, ranges] of [
    [left, columns.left],
    [right, columns.right],
  ] as const) {
    const before = writer.count;
    writer.begin(ranges[0]!.start, { speaker });
    for (const { start, end } of ranges) {
      if (readRow(text, start, end, writer.collector).kind !== 'clean') return null;
    }
    if (wireEvidence(writer.collector.view(before)) !== 'whole') return null;
  }
  return writer.finish('hex', 'likely');
}

function columnsOf(text: string, rows: readonly TextRange[]): Columns | null {
  const left: TextRange[] = [];
  const right: TextRange[] = [];
  let column: number | null = null;
  for (const row of rows) {
    const lineStart = text.lastIndexOf('\n', row.start - 1) + 1;
    const gap = gapIn(text, row);
    if (gap !== null) {
      if (column !== null && gap.end - lineStart !== column) return null;
      column = gap.end - lineStart;
      left.push({ start: row.start, end: gap.start });
      right.push({ start: gap.end, end: row.end });
    } else if (column !== null && row.start - lineStart >= column) right.push(row);
    else left.push(row);
  }
  return column === null ? null : { left, right };
}

/** The only wide gap between pairs of a row; null if it has none, or several. */
function gapIn(text: string, { start, end }: TextRange): TextRange | null {
  let found: TextRange | null = null;
  for (let at = start; at < end;) {
    if (!isBlank(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const from = at;
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    if (at - from < LEAST_GAP || at === end) continue;
    if (found !== null || hexTokenAt(text, at, end) === null) return null;
    found = { start: from, end: at };
  }
  return found;
}

/** Who is named above each column; two voices if nobody is. */
function speakersAbove(text: string, { start }: TextRange): readonly [Speaker, Speaker] {
  const lineStart = text.lastIndexOf('\n', start - 1);
  const above = text.slice(text.lastIndexOf('\n', lineStart - 1) + 1, Math.max(0, lineStart));
  const [, left = '', right = ''] =
    /^\s*(\S.{0,60}?)\s{3,}(\S.{0,60})$/.exec(above.trimEnd()) ?? [];
  const speakers = [speakerOf(left), speakerOf(right)] as const;
  const areTwo = speakers[0] !== null && speakers[1] !== null && speakers[0] !== speakers[1];
  return areTwo ? speakers : [0, 1];
}

/** Tables with a byte a row, as in notes: "| 0 | 81 | FIN + text |". */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

const LEAST_ROWS = 3;
const HEX_CELL = /^(?:0x)?[\da-f]{2}$/i;

/** How many rows may stand above the bytes: names of columns, and a ruler. */
const MOST_HEADINGS = 2;

export function claimByteTable(lines: PastedLines, from: number): Block | null {
  const first = cellsOf(lines, from);
  if (first === null) return null;
  for (let column = 0; column < first.length; column++) {
    const block = claimColumn(lines, from, column);
    if (block !== null) return block;
  }
  return null;
}

/** The table if a column has a byte in each row; the first row without one ends it. */
function claimColumn(lines: PastedLines, from: number, column: number): Block | null {
  const { text } = lines;
  const cells: TextRange[] = [];
  let line = from;
  for (; line < lines.count; line++) {
    const cell = cellsOf(lines, line)?.[column];
    if (cell === undefined) break;
    if (HEX_CELL.test(text.slice(cell.start, cell.end))) cells.push(cell);
    else if (cells.length > 0 || line - from >= MOST_HEADINGS) break;
  }
  const isIndex = cells.every(
    ({ start, end }, index) => Number.parseInt(text.slice(start, end), 16) === index,
  );
  if (cells.length < LEAST_ROWS || isIndex) return null;
  const writer = new BlockWriter();
  writer.begin(cells[0]!.start);
  for (const { start, end } of cells)
    writer.add(Number.parseInt(text.slice(end - 2, end), 16), start, end);
  writer.leaveOut('labels', cells.length);
  return {
    from,
    to: line,
    start: lines.content(from),
    end: lines.contentEnd(line - 1),
    readings: [writer.finish('byte-table', 'likely')],
  };
}

/** The cells of a row between pipes or tabs; null for another line. */
function cellsOf(lines: PastedLines, line: number): TextRange[] | null {
  const content = lines.slice(line, 400);
  if (!content.startsWith('|') || !content.endsWith('|') || content.length < 5) return null;
  const base = lines.content(line);
  return [...content.matchAll(/[^|]+/g)].map(({ index, 0: cell }) => {
    const start = base + index + cell.length - cell.trimStart().length;
    return { start, end: start + cell.trim().length };
  });
}

/**
 * Tables of a logic analyzer: a byte a row, in a column that the first line names, with commas or
 * tabs between columns: "Time [s],Value,Parity Error".
 */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

const NAME = /^(?:value|data|bytes?|hex|mosi|miso|rx|tx)(?: ?[([]?hex[)\]]?)?$/i;
const BYTE = /^(?:0x)?[\da-f]{2}$/i;
const SEPARATORS = [',', '\t', ';'] as const;
const LEAST_COLUMNS = 3;
const LEAST_ROWS = 3;
const LONGEST_ROW = 400;

export function claimByteColumns(lines: PastedLines, from: number): Block | null {
  const heading = lines.slice(from, LONGEST_ROW);
  if (heading.length === LONGEST_ROW) return null;
  for (const separator of SEPARATORS) {
    const names = cellsIn(heading, separator, 0);
    if (names.length < LEAST_COLUMNS) continue;
    for (const [column, { start, end }] of names.entries()) {
      if (!NAME.test(heading.slice(start, end))) continue;
      const block = readColumn(lines, from, { separator, column, count: names.length });
      if (block !== null) return block;
    }
  }
  return null;
}

type Column = { readonly separator: string; readonly column: number; readonly count: number };

function readColumn(
  lines: PastedLines,
  from: number,
  { separator, column, count }: Column,
): Block | null {
  const { text } = lines;
  const writer = new BlockWriter();
  let hasMark = false;
  let to = from + 1;
  for (; to < lines.count; to++) {
    const row = lines.slice(to, LONGEST_ROW);
    const cells = cellsIn(row, separator, lines.content(to));
    if (cells.length !== count) break;
    const { start, end } = cells[column]!;
    const cell = text.slice(start, end);
    // An event without a byte, such as a start bit.
    if (cell === '') {
      writer.skip(lines.contentRange(to));
      continue;
    }
    if (!BYTE.test(cell)) break;
    if (writer.count === 0) writer.begin(start);
    hasMark ||= /x|[a-f]/i.test(cell);
    writer.add(Number.parseInt(cell.slice(-2), 16), start, end);
  }
  // Two decimal digits each are numbers, unless they are frames.
  const isSure = hasMark || wireEvidence(writer.collector.view()) === 'whole';
  if (writer.count < LEAST_ROWS || !isSure) return null;
  writer.leaveOut('labels', writer.count + 1);
  const start = lines.content(from);
  const end = lines.contentEnd(to - 1);
  return { from, to, start, end, readings: [writer.finish('byte-table', 'likely')] };
}

/** Where the cells of a row are, without quotes and spaces around them. */
function cellsIn(row: string, separator: string, base: number): TextRange[] {
  const cells: TextRange[] = [];
  for (let at = 0; at <= row.length;) {
    const next = row.indexOf(separator, at);
    const end = next === -1 ? row.length : next;
    const [, before = '', content = ''] = /^([\s"]*)(.*?)[\s"]*$/.exec(row.slice(at, end)) ?? [];
    const start = base + at + before.length;
    cells.push({ start, end: start + content.length });
    at = end + 1;
  }
  return cells;
}

/** Rows of a byte each, in two notations: "0x81 129", "10000001 81", "0: 81 129 'H'". */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';

/** Perhaps a number of the row, two numbers, perhaps a character or a few. */
const ROW =
  /^(?:[a-z]{0,10}\s?\[?\d{1,4}\]?\s?[:=.)]\s*)?((?:0x)?[\da-f]{1,8})[\s,|=(/]+((?:0x)?[\da-f]{1,8})\)?(?:[\s,|=(/]+\S{1,12}\)?)?$/i;
const LONGEST_ROW = 80;
const LEAST_ROWS = 3;

type Notation = 'hex' | 'decimal' | 'bits';
const ORDERS: readonly (readonly [Notation, Notation])[] = [
  ['hex', 'decimal'],
  ['decimal', 'hex'],
  ['bits', 'hex'],
  ['hex', 'bits'],
  ['bits', 'decimal'],
  ['decimal', 'bits'],
];

export function claimDoubleNotation(lines: PastedLines, from: number): Block | null {
  if (!ROW.test(lines.slice(from, LONGEST_ROW))) return null;
  for (const order of ORDERS) {
    const block = claimOrder(lines, from, order);
    if (block !== null) return block;
  }
  return null;
}

function claimOrder(
  lines: PastedLines,
  from: number,
  [first, second]: readonly [Notation, Notation],
): Block | null {
  const writer = new BlockWriter();
  let to = from;
  /** Digits alone can be alike in both. */
  let isTold = false;
  for (; to < lines.count; to++) {
    const content = lines.slice(to, LONGEST_ROW);
    const [, one = '', other = ''] = ROW.exec(content) ?? [];
    const value = valueOf(one, first);
    if (value === null || value !== valueOf(other, second)) break;
    if (to === from) writer.begin(lines.content(from));
    isTold ||= one.replace(/^0x/i, '') !== other.replace(/^0x/i, '');
    const start = lines.content(to) + content.indexOf(one);
    writer.add(value, start, start + one.length);
  }
  if (writer.count < LEAST_ROWS || !isTold) return null;
  writer.leaveOut('labels', writer.count);
  const end = lines.contentEnd(to - 1);
  const reading = writer.finish('byte-table', 'likely');
  return { from, to, start: lines.content(from), end, readings: [reading] };
}

/** Null if it is no byte in that notation. */
function valueOf(number: string, notation: Notation): number | null {
  switch (notation) {
    case 'hex':
      return /^(?:0x)?[\da-f]{1,2}$/i.test(number)
        ? Number.parseInt(number.replace(/^0x/i, ''), 16)
        : null;
    case 'decimal':
      return /^\d{1,3}$/.test(number) && Number(number) <= 0xff ? Number(number) : null;
    case 'bits':
      return /^[01]{8}$/.test(number) ? Number.parseInt(number, 2) : null;
  }
}

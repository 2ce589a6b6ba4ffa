/** gdb's x/c: "0x7fffe3a0:	-127 '\201'	5 '\005'	72 'H'". */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';

const CELL = String.raw`-?\d{1,3} '(?:\\(?:[0-3][0-7]{2}|.)|[^'\\])'`;
const ROW = new RegExp(String.raw`^(?:0x[\da-f]+(?: <[^>]*>)?:)?\s*${CELL}(?:\s+${CELL})+$`, 'i');
const NUMBERS = /(?<=\s|^)-?\d{1,3}(?= ')/g;
/** Eight characters and an address take less. */
const LONGEST_ROW = 400;

export function claimGdbCharacters(lines: PastedLines, from: number): Block | null {
  const writer = new BlockWriter();
  let line = from;
  for (; line < lines.count; line++) {
    const content = lines.slice(line, LONGEST_ROW);
    if (!ROW.test(content)) break;
    if (line === from) writer.begin(lines.content(from));
    const base = lines.content(line);
    for (const { index, 0: number } of content.matchAll(NUMBERS))
      writer.add(Number(number) & 0xff, base + index, base + index + number.length);
  }
  if (line === from) return null;
  const end = lines.contentEnd(line - 1);
  writer.end(end);
  writer.leaveOut('ascii-column', line - from);
  const reading = writer.finish('gdb', 'sure');
  return { from, to: line, start: lines.content(from), end, readings: [reading] };
}

/** Numbers in a bracket each, or behind an index: "[129] [5] [72]", "byte[0]=0x81 byte[1]=5". */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { readNumbers } from './number-rows.ts';

const INDEXED = /\w*\[\d{1,9}\]\s*[=:]\s*(0x[\da-f]{1,2}|\d{1,3})\b/gi;
const EACH_BRACKETED = /(?:\[\s*(?:0x[\da-f]{1,2}|-?\d{1,3}|[\da-f]{2})\s*\][\s,]*){3,}/i;

/** Null if a line has no such numbers. */
export function claimBracketedNumbers(
  lines: PastedLines,
  from: number,
  content: string,
): Block | null {
  if (!hasBrackets(content)) return null;
  return claimIndexed(lines, from, content) ?? claimBracketed(lines, from, content);
}

/** Whether a line has as many brackets as a list needs. */
function hasBrackets(content: string): boolean {
  let at = -1;
  for (let count = 0; count < LEAST_BRACKETED; count++) {
    at = content.indexOf('[', at + 1);
    if (at === -1) return false;
  }
  return true;
}

const LEAST_BRACKETED = 3;

function claimIndexed(lines: PastedLines, from: number, content: string): Block | null {
  const found = [...content.matchAll(INDEXED)];
  if (found.length < LEAST_BRACKETED) return null;
  const base = lines.content(from);
  return claimNumbers(
    lines,
    from,
    found.map(({ index, 0: all, 1: number = '' }) => {
      const end = base + index + all.length;
      return { start: end - number.length, end };
    }),
  );
}

function claimBracketed(lines: PastedLines, from: number, content: string): Block | null {
  const found = EACH_BRACKETED.exec(content);
  if (found === null) return null;
  const base = lines.content(from) + found.index;
  const numbers = [...found[0].matchAll(/0x[\da-f]{1,2}|-?\d{1,3}(?!\w)|[\da-f]{2}/gi)];
  if (numbers.some(({ 0: number }) => /^[\da-f]{2}$/i.test(number) && /[a-f]/i.test(number)))
    return claimBracketedHex(from, base, numbers);
  return claimNumbers(
    lines,
    from,
    numbers.map(({ index, 0: number }) => ({
      start: base + index,
      end: base + index + number.length,
    })),
  );
}

/** If one has a letter, all are in base 16. */
function claimBracketedHex(
  line: number,
  base: number,
  numbers: readonly RegExpExecArray[],
): Block | null {
  if (!numbers.every(({ 0: number }) => /^(?:0x)?[\da-f]{2}$/i.test(number))) return null;
  const writer = new BlockWriter();
  const start = base + numbers[0]!.index;
  writer.begin(start);
  let end = start;
  for (const { index, 0: number } of numbers) {
    end = base + index + number.length;
    writer.add(Number.parseInt(number.slice(-2), 16), base + index, end);
  }
  return { from: line, to: line + 1, start, end, readings: [writer.finish('hex-list', 'likely')] };
}

function claimNumbers(
  lines: PastedLines,
  line: number,
  ranges: readonly TextRange[],
): Block | null {
  const start = ranges[0]!.start;
  const reading = readNumbers(lines.text, [{ textStart: start, numbers: ranges }]);
  if (reading === null) return null;
  return { from: line, to: line + 1, start, end: ranges.at(-1)!.end, readings: [reading] };
}

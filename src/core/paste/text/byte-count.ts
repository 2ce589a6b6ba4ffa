/** How many bytes precede, at the end of a line: "(17 bytes)", "len=17". */

import { isDigit } from './characters.ts';

const COUNT = /\s*(?:\(\d{1,9} bytes?\)|\b(?:len(?:gth)?|size|count|bytes)\s?[=:]\s?\d{1,9})$/i;

export function withoutCount(line: string): string {
  const last = line.charCodeAt(line.length - 1);
  if (last !== CLOSE && !isDigit(last)) return line;
  return line.slice(0, line.length - (COUNT.exec(line.slice(-LONGEST))?.[0].length ?? 0));
}

const CLOSE = 0x29;

const LONGEST = 40;

/** Where a line ends without the count of its bytes. */
export function endBeforeCount(text: string, start: number, end: number): number {
  const from = Math.max(start, end - LONGEST);
  return from + withoutCount(text.slice(from, end)).length;
}

/** What `curl -v` prints between heads: "* Connected to …", "{ [5 bytes data]", its progress. */

import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { CODE, isDigit } from '#core/paste/text/characters.ts';
import { startLineIn } from './start-line.ts';

/** Remarks before a request: about names, addresses, and TLS. */
const MOST_REMARKS = 60;

export function isRemark(lines: PastedLines, index: number): boolean {
  const start = lines.content(index);
  const { text } = lines;
  const first = text.charCodeAt(start);
  if (first === CODE.star || first === BRACE || first === END_BRACE) {
    return ['* ', '{ [', '} ['].some((mark) => text.startsWith(mark, start));
  }
  if (first === CODE.equals) return text.startsWith('== Info: ', start);
  if (isDigit(first)) return text.slice(start, start + 120).includes('--:--:--');
  return first === CODE.percent && text.startsWith('% Total', start);
}

const BRACE = 0x7b;
const END_BRACE = 0x7d;

/** How many lines from `from` on are remarks that a start line follows. */
export function remarksBefore(lines: PastedLines, from: number): number {
  if (!isRemark(lines, from)) return 0;
  const count = skipRemarks(lines, from, MOST_REMARKS);
  return startLineIn(lines, from + count) === null ? 0 : count;
}

/** How many lines from `from` on are remarks. Empty lines between them count. */
export function skipRemarks(lines: PastedLines, from: number, most = Infinity): number {
  let last = from;
  for (let index = from; index < lines.count && index - from < most; index++) {
    if (isRemark(lines, index)) last = index + 1;
    else if (!lines.isEmpty(index)) break;
  }
  return last - from;
}

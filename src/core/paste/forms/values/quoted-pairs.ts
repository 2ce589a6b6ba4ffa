/** Pairs of hexadecimal digits in quotes of their own: "81" "05", or one a line. */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import { withoutCount } from '#core/paste/text/byte-count.ts';
import { pairAt } from '#core/paste/text/hex-token.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';

/** Before the first pair. */
const LABEL = /^(?:[^"'\n]{0,100}[\s:=(])?(?=["'])/;
const PAIR = /(["'])(0x)?([\da-f]{2})\1/iy;
const SEPARATOR = /\s*,\s*|\s+/y;
const BEHIND = /^[,;)]?$/;
/** Fewer can be words or numbers. */
const LEAST = 3;
const LONGEST_LABEL = 200;

export function claimQuotedPairs(lines: PastedLines, from: number): Block | null {
  const writer = new BlockWriter();
  let start = 0;
  let line = from;
  /** Two decimal digits each can be any numbers. */
  let hasHex = false;
  for (; line < lines.count; line++) {
    const label = LABEL.exec(lines.slice(line, LONGEST_LABEL))?.[0];
    if (label === undefined || (line > from && label !== '')) break;
    const first = lines.content(line) + label.length;
    const pairs = pairsIn(lines.text, first, lines.contentEnd(line));
    if (pairs === null) break;
    hasHex ||= pairs.hasHex;
    if (line === from) {
      start = first;
      writer.begin(first);
    }
    for (const at of pairs.starts) writer.add(pairAt(lines.text, at), at, at + 2);
  }
  if (writer.count < LEAST || !(hasHex || wireEvidence(writer.collector.view()) !== 'none'))
    return null;
  const reading = writer.finish('hex-list', 'likely');
  return { from, to: line, start, end: lines.contentEnd(line - 1), readings: [reading] };
}

/** Where the digits of each pair are; null if other text is among them or after them. */
function pairsIn(
  text: string,
  from: number,
  end: number,
): { readonly starts: readonly number[]; readonly hasHex: boolean } | null {
  const starts: number[] = [];
  let hasHex = false;
  let at = from;
  for (let next = from; ;) {
    PAIR.lastIndex = next;
    const [, , prefix, digits] = PAIR.exec(text) ?? [];
    if (digits === undefined || PAIR.lastIndex > end) break;
    at = PAIR.lastIndex;
    starts.push(at - 1 - digits.length);
    hasHex ||= prefix !== undefined || /[a-f]\d|\d[a-f]/i.test(digits);
    SEPARATOR.lastIndex = at;
    if (!SEPARATOR.test(text)) break;
    next = SEPARATOR.lastIndex;
  }
  const isWhole = starts.length > 0 && end - at <= LONGEST_LABEL;
  return isWhole && BEHIND.test(withoutCount(text.slice(at, end))) ? { starts, hasHex } : null;
}

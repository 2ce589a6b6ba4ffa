/** Pairs of hexadecimal digits in quotes of their own: "81" "05", or one a line. */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import { withoutCount } from '#core/paste/text/byte-count.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';

const ROW =
  /^(?:[^"'\n]{0,100}[\s:=(])?((?:"(?:0x)?[\da-f]{2}"|'(?:0x)?[\da-f]{2}')(?:(?:\s*,\s*|\s+)(?:"(?:0x)?[\da-f]{2}"|'(?:0x)?[\da-f]{2}'))*)[,;)]?$/i;
const LONGEST_ROW = 20_000;
/** Fewer can be words or numbers. */
const LEAST = 3;
/** Below others, a row without a label goes on. */
const OPENS_ROW = /^["']/;

export function claimQuotedPairs(lines: PastedLines, from: number): Block | null {
  const writer = new BlockWriter();
  let start = 0;
  let line = from;
  /** Two decimal digits each can be any numbers. */
  let hasHex = false;
  for (; line < lines.count; line++) {
    const content = withoutCount(lines.slice(line, LONGEST_ROW));
    if (line > from && !OPENS_ROW.test(content)) break;
    const row = ROW.exec(content)?.[1];
    if (row === undefined) break;
    hasHex ||= /["'](?:0x|[a-f]\d|\d[a-f])/i.test(row);
    const base = lines.content(line) + content.indexOf(row);
    if (line === from) {
      start = base;
      writer.begin(base);
    }
    for (const { index, 0: pair } of row.matchAll(/[\da-f]{2}(?=["'])/gi))
      writer.add(Number.parseInt(pair, 16), base + index, base + index + 2);
  }
  if (writer.count < LEAST || !(hasHex || wireEvidence(writer.collector.view()) !== 'none'))
    return null;
  const reading = writer.finish('hex-list', 'likely');
  return { from, to: line, start, end: lines.contentEnd(line - 1), readings: [reading] };
}

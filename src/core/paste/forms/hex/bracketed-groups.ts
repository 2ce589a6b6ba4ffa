/** A frame whose parts are in brackets of their own: "[81] [05] [48 65 6c]", "<81 05> <48 65>". */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { mayBeFrames } from '#core/paste/ranking/wire-unit.ts';
import { withoutCount } from '#core/paste/text/byte-count.ts';
import { pairAt } from '#core/paste/text/hex-token.ts';

const PAIRS = String.raw`\s*[\da-f]{2}(?:[\s,:-]?[\da-f]{2})*\s*`;
const GROUP = String.raw`(?:\[${PAIRS}\]|\(${PAIRS}\)|<${PAIRS}>|\{${PAIRS}\})`;
const GROUPS = new RegExp(String.raw`(?<=^|[\s:=])${GROUP}(?:[\s,|+]*${GROUP})+$`, 'i');
const PAIR = /[\da-f]{2}/gi;
/** More is no frame that somebody took apart. */
const LONGEST_ROW = 4000;

export function claimBracketedGroups(lines: PastedLines, from: number): Block | null {
  const content = lines.slice(from, LONGEST_ROW);
  if (content.length === LONGEST_ROW) return null;
  const found = GROUPS.exec(withoutCount(content));
  if (found === null) return null;
  const writer = new BlockWriter();
  const start = lines.content(from) + found.index;
  writer.begin(start);
  for (const { index } of found[0].matchAll(PAIR)) {
    const at = start + index;
    writer.add(pairAt(lines.text, at), at, at + 2);
  }
  const bytes = writer.collector.view();
  if (bytes[0]! < 0x80 || !mayBeFrames(bytes)) return null;
  const end = start + found[0].length;
  return { from, to: from + 1, start, end, readings: [writer.finish('hex-list', 'likely')] };
}

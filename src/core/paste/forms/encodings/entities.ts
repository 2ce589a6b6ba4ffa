/**
 * Bytes as numeric entities of HTML or XML among literal characters: "&#x81;&#5;Hello" (HTML
 * §13.5). Some program wrote each byte as a character that can't be printed.
 */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import { leaveProseBehind } from '#core/paste/forms/prose-behind.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { endBeforeCount } from '#core/paste/text/byte-count.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';

const ENTITY = /&#(?:x([\da-f]{1,5})|(\d{1,6}));/gi;

/** What other characters become beside them. */
const NAMED: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
};
const PART = /&#(?:x([\da-f]{1,5})|(\d{1,6}));|&(?:lt|gt|amp|quot|apos);/giy;

/** Fewer entities are punctuation, unless their bytes are frames. */
const LEAST = 4;

export function claimEntities(lines: PastedLines, from: number): Block | null {
  const { text } = lines;
  const content = lines.slice(from, Infinity);
  ENTITY.lastIndex = 0;
  const first = ENTITY.exec(content);
  if (first === null) return null;
  const start = lines.content(from) + first.index;
  const end = endBeforeCount(text, start, lines.contentEnd(from));
  const writer = new BlockWriter();
  writer.begin(start);
  let entities = 0;
  for (let at = start; at < end;) {
    PART.lastIndex = at;
    const found = PART.exec(text);
    const code = found === null ? null : codeOf(found);
    if (found === null || code === null) {
      const next = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
      collectUtf8(text, at, next, writer);
      at = next;
      continue;
    }
    // Characters beyond a byte: the text is one of characters.
    if (code > 0xff) return null;
    writer.add(code, at, at + found[0].length);
    if (found[0].startsWith('&#')) entities++;
    at += found[0].length;
  }
  const last = leaveProseBehind(text, end, writer);
  const isLikely = wireEvidence(writer.collector.view()) === 'whole';
  const others = writer.count - entities;
  if (!isLikely && (entities < LEAST || entities < others)) return null;
  const reading = writer.finish('entities', isLikely ? 'likely' : 'possible');
  return { from, to: from + 1, start, end: last, readings: [reading] };
}

function codeOf([all, hex, decimal]: RegExpExecArray): number | null {
  if (hex !== undefined) return Number.parseInt(hex, 16);
  if (decimal !== undefined) return Number(decimal);
  return NAMED[all.toLowerCase()]?.charCodeAt(0) ?? null;
}

/**
 * Bytes as a backslash and two hexadecimal digits each, as LDAP and CSS write them: "\81\05\48\6c"
 * (RFC 4514 §2.4). Only a letter among the digits tells them from octal or decimal ones.
 */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { pairAt } from '#core/paste/text/hex-token.ts';

const ESCAPES = /(?:\\[\da-f]{2}){3,}/i;
const MOST = 100_000;
const SIZE = '\\81'.length;

export function claimBackslashHex(lines: PastedLines, from: number): Block | null {
  const found = ESCAPES.exec(lines.slice(from, MOST));
  if (found === null || !/\\(?:[a-f]\d|\d[a-f])/i.test(found[0])) return null;
  const start = lines.content(from) + found.index;
  const end = start + found[0].length;
  // A quote or a space ends it. Otherwise it is part of something else.
  if (/^[\w\\]/.test(lines.text.slice(end, Math.min(end + 1, lines.contentEnd(from))))) return null;
  const writer = new BlockWriter();
  writer.begin(start);
  for (let at = start; at < end; at += SIZE) writer.add(pairAt(lines.text, at + 1), at, at + SIZE);
  return { from, to: from + 1, start, end, readings: [writer.finish('escaped-string', 'likely')] };
}

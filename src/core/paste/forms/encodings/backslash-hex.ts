/**
 * Bytes as a backslash and two hexadecimal digits each, as LDAP and CSS write them: "\81\05\48\6c"
 * (RFC 4514 §2.4). Only a letter among the digits tells them from octal or decimal ones.
 */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { pairAt } from '#core/paste/text/hex-token.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';

const ESCAPES = /(?:\\[\da-f]{2}){3,}/i;
const SIZE = '\\81'.length;

/** A frame among characters: "\\81\\05Hello". */
const FRAME = /\\[8c][0-289a](?:\\[\da-f]{2}|[^\\"'`])*/i;
/** Escapes in other notations. */
const OTHER = /\\(?![\da-f]{2})/i;
const ESCAPE = /^\\[\da-f]{2}/i;

export function claimBackslashHex(lines: PastedLines, from: number): Block | null {
  const content = lines.slice(from, Infinity);
  return claimRun(lines, from, content) ?? claimFrame(lines, from, content);
}

function claimRun(lines: PastedLines, from: number, content: string): Block | null {
  const found = ESCAPES.exec(content);
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

/** Only if it is whole, because Lua has decimals there. */
function claimFrame(lines: PastedLines, from: number, content: string): Block | null {
  const found = FRAME.exec(content);
  if (found === null || OTHER.test(found[0])) return null;
  const start = lines.content(from) + found.index;
  const end = start + found[0].length;
  const writer = new BlockWriter();
  writer.begin(start);
  for (let at = start; at < end;) {
    const isEscape = ESCAPE.test(lines.text.slice(at, at + SIZE));
    const next = isEscape ? at + SIZE : at + 1;
    if (isEscape) writer.add(pairAt(lines.text, at + 1), at, next);
    else collectUtf8(lines.text, at, next, writer);
    at = next;
  }
  if (wireEvidence(writer.collector.view()) !== 'whole') return null;
  return { from, to: from + 1, start, end, readings: [writer.finish('escaped-string', 'likely')] };
}

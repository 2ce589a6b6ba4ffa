/**
 * Bytes as escapes among literal characters: %81 (RFC 3986 §2.1), =81 in quoted-printable (RFC 2045
 * §6.7), <81> as less and nginx show them, {81} as terminals do.
 */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import { leaveProseBehind } from '#core/paste/forms/prose-behind.ts';
import type { FormId } from '#core/paste/form.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { endBeforeCount } from '#core/paste/text/byte-count.ts';
import { CODE, hasHexPrefix, hexValue, isBlank } from '#core/paste/text/characters.ts';
import { pairAt } from '#core/paste/text/hex-token.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';

type Style = {
  readonly form: FormId;
  readonly opener: string;
  readonly closer: string;
  /** Finds the first escape of a line. */
  readonly first: RegExp;
};

const STYLES: readonly Style[] = [
  { form: 'percent', opener: '%', closer: '', first: /%[\da-f]{2}/i },
  { form: 'quoted-printable', opener: '=', closer: '', first: /=[\dA-F]{2}/ },
  { form: 'angle-escapes', opener: '<', closer: '>', first: /<[\dA-F]{2}>/i },
  { form: 'brace-escapes', opener: '{', closer: '}', first: /\{(?:0x)?[\dA-F]{2}\}/i },
];

export function claimEscapes(lines: PastedLines, from: number): Block | null {
  const content = lines.slice(from, Infinity);
  for (const style of STYLES) {
    const found = style.first.exec(content);
    if (found === null) continue;
    const block = claimStyle(lines, from, lines.content(from) + found.index, style);
    if (block !== null) return block;
  }
  return null;
}

/** The last of the lines that quoted-printable joins by a "=" at their ends. */
function lastJoined(lines: PastedLines, from: number): number {
  let line = from;
  while (
    line + 1 < lines.count &&
    lines.text.charCodeAt(lines.contentEnd(line) - 1) === CODE.equals
  )
    line++;
  return line;
}

/** Where the line below a "=" at the end of one begins; null at any other place. */
function joinedAt(lines: PastedLines, line: number, at: number): number | null {
  const isEnd = at === lines.contentEnd(line) - 1 && lines.text.charCodeAt(at) === CODE.equals;
  if (!isEnd) return null;
  // Spaces at the start of a line are bytes, unless all lines are indented.
  const isIndented = lines.content(line) > lines.start(line);
  return isIndented ? lines.content(line + 1) : lines.start(line + 1);
}

/** The line up to which joined lines were looked at in vain. */
const NOT_JOINED = new WeakMap<PastedLines, number>();

function claimStyle(lines: PastedLines, from: number, start: number, style: Style): Block | null {
  const mayJoin = style.form === 'quoted-printable' && from >= (NOT_JOINED.get(lines) ?? 0);
  const lastLine = mayJoin ? lastJoined(lines, from) : from;
  const lineEnd = endBeforeCount(lines.text, start, lines.contentEnd(lastLine));
  let line = from;
  const writer = new BlockWriter();
  writer.begin(start);
  let escapes = 0;
  let others = 0;
  const { text } = lines;
  // Spaces between all of them separate them. Words can follow.
  const apart = APART.exec(text.slice(start, lineEnd))?.[0];
  const isApart = apart !== undefined;
  const end = isApart ? start + apart.length : lineEnd;
  for (let at = start; at < end;) {
    const joined = line < lastLine ? joinedAt(lines, line, at) : null;
    if (joined !== null) {
      line++;
      at = joined;
      continue;
    }
    const pair = pairIn(text, at, style);
    if (pair !== null) {
      const next = pair + 2 + style.closer.length;
      writer.add(pairAt(text, pair), at, next);
      escapes++;
      at = next;
    } else if (isApart && isBlank(text.charCodeAt(at))) {
      at++;
    } else {
      const next = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
      collectUtf8(text, at, next, writer);
      others++;
      at = next;
    }
  }
  writer.skip({ start: end, end: lineEnd });
  const last = leaveProseBehind(text, end, writer);
  const evidence = wireEvidence(writer.collector.view());
  const isLikely = evidence === 'whole' || (escapes * 2 > others && escapes > 3);
  if (!isLikely && !(escapes * 2 > others && escapes > 1)) {
    if (lastLine > from) NOT_JOINED.set(lines, lastLine);
    return null;
  }
  return {
    from,
    to: lastLine + 1,
    start,
    end: last,
    readings: [writer.finish(style.form, isLikely ? 'likely' : 'possible')],
  };
}

const APART =
  /^(?:[<{](?:0x)?[\dA-F]{2}[>}]|[%=][\dA-F]{2})(?:(?:\s+[<{%=](?:0x)?[\dA-F]{2}[>}]?)+$|(?:\s+[<{%=](?:0x)?[\dA-F]{2}[>}]?){2,}(?=\s))/i;

/** Where the digits of the escape at `at` are; null if there is none. */
function pairIn(text: string, at: number, { opener, closer }: Style): number | null {
  if (!text.startsWith(opener, at)) return null;
  const pair = hasHexPrefix(text, at + 1) ? at + 3 : at + 1;
  const isEscape =
    hexValue(text.charCodeAt(pair)) >= 0 &&
    hexValue(text.charCodeAt(pair + 1)) >= 0 &&
    text.startsWith(closer, pair + 2);
  return isEscape ? pair : null;
}

/** Bytes as assemblers declare them: `msg: db 81h, 5, "Hello" ; text`. Numbers are decimal. */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import { endBeforeCount } from '#core/paste/text/byte-count.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';

/** Perhaps behind the name of a place, or behind a label of a log. */
const DIRECTIVE =
  /^(?:[.\w$@]{1,60}:?\s+|[^"'\n]{0,80}[-:>=]\s+)?\.?(?:db|dc\.b|defb|defm|fcb|byte)\s+(?=["'$]|0x|\d)/i;
const LONGEST_LABEL = 100;
/** One can be any number: "unexpected byte 0x81". */
const LEAST = 2;

const ITEM =
  /0x(?<prefixed>[\da-f]{1,2})\b|\$(?<sigil>[\da-f]{1,2})\b|(?<bits>[01]{1,8})b\b|0?(?<suffixed>[\da-f]{1,2})h\b|(?<decimal>\d{1,3})\b|"(?<double>[^"\n]*)"|'(?<single>[^'\n]*)'/iy;
const SEPARATOR = /\s*,\s*/y;
/** A comment, or nothing. */
const BEHIND = /^\s*(?:[;#@].*|\/\/.*|\/\*.*\*\/\s*)?$/;

export function claimAssemblerBytes(lines: PastedLines, from: number): Block | null {
  const writer = new BlockWriter();
  let to = from;
  let start = 0;
  let end = 0;
  for (; to < lines.count; to++) {
    const label = DIRECTIVE.exec(lines.slice(to, LONGEST_LABEL))?.[0];
    if (label === undefined) break;
    const first = lines.content(to) + label.length;
    const before = writer.count;
    const lineEnd = endBeforeCount(lines.text, first, lines.contentEnd(to));
    const last = readItems(lines.text, first, lineEnd, writer);
    if (last === null) {
      writer.collector.dropTo(before);
      break;
    }
    if (to === from) {
      start = first;
      writer.begin(first, {}, undefined, before);
    }
    end = last;
    writer.leaveOut('program-text');
    if (/\S/.test(lines.text.slice(last, lineEnd))) writer.leaveOut('comments');
  }
  if (to === from || writer.count < LEAST) return null;
  return { from, to, start, end, readings: [writer.finish('byte-array', 'likely')] };
}

/** Adds the bytes of a line and returns where they end; null if it has anything else. */
function readItems(text: string, from: number, end: number, writer: BlockWriter): number | null {
  let at = from;
  for (;;) {
    ITEM.lastIndex = at;
    const item = ITEM.exec(text);
    if (item === null || ITEM.lastIndex > end) return null;
    const { prefixed, sigil, bits, suffixed, decimal, double, single } = item.groups ?? {};
    const next = ITEM.lastIndex;
    const hex = prefixed ?? sigil ?? suffixed;
    if (double !== undefined || single !== undefined) collectUtf8(text, at + 1, next - 1, writer);
    else {
      const radix = hex !== undefined ? 16 : bits !== undefined ? 2 : 10;
      const value = Number.parseInt(hex ?? bits ?? decimal ?? '', radix);
      if (!(value <= 0xff)) return null;
      writer.add(value, at, next);
    }
    SEPARATOR.lastIndex = next;
    if (!SEPARATOR.test(text) || SEPARATOR.lastIndex >= end)
      return BEHIND.test(text.slice(next, end)) ? next : null;
    at = SEPARATOR.lastIndex;
  }
}

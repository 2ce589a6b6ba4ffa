/** Pairs of digits with a word before each, as drivers of serial lines log them: "rx 81 rx 05". */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { speakerOf } from '#core/paste/lines/speaker-words.ts';
import { endBeforeCount } from '#core/paste/text/byte-count.ts';
import { pairAt } from '#core/paste/text/hex-token.ts';

/** A word, and a byte behind it. */
const WORDED = /([a-z]{1,8}|[<>])[:=]?\s?(?:0x)?([\da-f]{2})(?![\w:=])/iy;
const FIRST =
  /(?:^|\s)(?=([a-z]{1,8}|[<>])[:=]?\s?(?:0x)?[\da-f]{2}[\s,;]+\1[:=]?\s?(?:0x)?[\da-f]{2}\b)/i;
const BETWEEN = /[\s,;]+/y;
/** Fewer can be words and numbers. */
const LEAST = 3;
const LONGEST_LABEL = 200;

export function claimWordedBytes(lines: PastedLines, from: number): Block | null {
  const found = FIRST.exec(lines.slice(from, LONGEST_LABEL));
  if (found === null) return null;
  const { text } = lines;
  const start = lines.content(from) + found.index + found[0].length;
  const end = endBeforeCount(text, start, lines.contentEnd(from));
  const writer = new BlockWriter();
  let word = '';
  let to = start;
  for (let at = start; at < end;) {
    WORDED.lastIndex = at;
    const [, own = '', digits] = WORDED.exec(text) ?? [];
    if (digits === undefined || WORDED.lastIndex > end) break;
    to = WORDED.lastIndex;
    const speaker = speakerOf(`${own} `);
    // Other words name other things.
    if (word !== '' && own !== word && speaker === null) return null;
    if (own !== word) writer.begin(at, speaker === null ? {} : { speaker });
    word = own;
    writer.add(pairAt(text, to - 2), to - 2, to);
    BETWEEN.lastIndex = to;
    if (!BETWEEN.test(text)) break;
    at = BETWEEN.lastIndex;
  }
  if (writer.count < LEAST || text.slice(to, end).trim() !== '') return null;
  writer.leaveOut('labels', writer.count);
  return { from, to: from + 1, start, end, readings: [writer.finish('hex-log', 'likely')] };
}

/** The lines of a text that are not empty, one after another, without their ends. */

import { CODE } from './characters.ts';
import type { TextRange } from './notation.ts';

/** Lines end with LF or CR LF. */
export function* linesOf(text: string, from = 0, to = text.length): Generator<TextRange> {
  for (let start = from; start < to;) {
    if (text.charCodeAt(start) === CODE.lineFeed) {
      start++;
      continue;
    }
    const feed = text.indexOf('\n', start);
    const end = feed === -1 || feed >= to ? to : feed;
    const hasReturn = end > start && text.charCodeAt(end - 1) === CODE.return;
    yield { start, end: hasReturn ? end - 1 : end };
    start = end + 1;
  }
}

/** Consecutive pairs of hexadecimal digits, with or without colons between them. */

import type { ByteCollector } from './byte-collector.ts';
import { CODE, hexValue } from './characters.ts';

/** Adds the bytes from `from`; returns where the pairs end. */
export function transcribeHexPairs(
  text: string,
  from: number,
  sink: Pick<ByteCollector, 'add'>,
): number {
  for (let at = from; ; at += 2) {
    const start = at > from && text.charCodeAt(at) === CODE.colon ? at + 1 : at;
    const high = hexValue(text.charCodeAt(start));
    const low = hexValue(text.charCodeAt(start + 1));
    if (high < 0 || low < 0 || start + 1 >= text.length) return at;
    sink.add((high << 4) | low, start, start + 2);
    at = start;
  }
}

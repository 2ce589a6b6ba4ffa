/** Bytes that a text decoder replaced, and the tool that printed its text wrote as bytes. */

import type { PasteProblem } from '#core/paste/problem.ts';
import type { ReadConnection } from '#core/paste/reading.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { evidenceOf } from './evidence.ts';

/**
 * EF BF BD is U+FFFD, which text decoders put in place of bytes that are no text. In whole frames
 * it can have been sent.
 */
export function replacedBytes(connections: readonly ReadConnection[]): PasteProblem[] {
  let count = 0;
  let range: TextRange | null = null;
  for (const { bytes, positions, chunks } of connections) {
    if (chunks.some(({ isMade }) => isMade === true)) continue;
    for (let at = bytes.indexOf(0xef); at !== -1; at = bytes.indexOf(0xef, at + 1)) {
      if (bytes[at + 1] !== 0xbf || bytes[at + 2] !== 0xbd) continue;
      range ??= { start: positions.starts[at] ?? 0, end: positions.ends[at + 2] ?? 0 };
      count++;
    }
  }
  if (range === null || evidenceOf(connections) === 'whole') return [];
  return [{ kind: 'bytes-replaced', range, count }];
}

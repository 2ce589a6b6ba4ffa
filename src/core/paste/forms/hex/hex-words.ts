/** Rows of hexadecimal words without offsets, as `od -An -x` prints them: "0581 6548 6c6c". */

import type { BlockReading } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import { dropPadding } from '#core/paste/forms/values/word-padding.ts';
import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { pairAt } from '#core/paste/text/hex-token.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

/** Words of two or four bytes, all alike. */
const WORDS =
  /^(?:[\da-f]{4}(?: +[\da-f]{4})+|[\da-f]{8}(?: +[\da-f]{8})*|0x[\da-f]{4}(?:[ ,]+0x[\da-f]{4})+|0x[\da-f]{8}(?:[ ,]+0x[\da-f]{8})*)$/i;

/** The likeliest first. Most machines print words with their last byte first. */
export function withReversedWords(
  text: string,
  rows: readonly TextRange[],
  asWritten: BlockReading,
): readonly BlockReading[] {
  if (wireEvidence(asWritten.content.bytes) === 'whole') return [asWritten];
  if (!rows.every(({ start, end }) => end - start <= LONGEST_ROW)) return [asWritten];
  if (!rows.every(({ start, end }) => WORDS.test(text.slice(start, end)))) return [asWritten];
  const writer = new BlockWriter();
  let size = 0;
  for (const { start, end } of rows) {
    for (const { index, 0: digits } of text
      .slice(start, end)
      .matchAll(/(?<=0x|^|[ ,])(?!0x)[\da-f]+/gi)) {
      const word = start + index;
      size = digits.length / 2;
      for (let at = word + digits.length - 2; at >= word; at -= 2)
        writer.add(pairAt(text, at), at, at + 2);
    }
  }
  dropPadding(writer.collector, size);
  const isFrames = wireEvidence(writer.collector.view()) === 'whole';
  const reversed = writer.finish('hexdump', isFrames ? 'likely' : 'possible');
  return isFrames ? [reversed, asWritten] : [asWritten, reversed];
}

/** A dump has sixteen bytes in a row. Unspaced hex has more. */
const LONGEST_ROW = 200;

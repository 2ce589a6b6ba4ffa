/**
 * The bits of a part of DEFLATE data in the order in which they are read, and the text that it
 * stands for (RFC 1951 §3.1.1, §3.2).
 */

import type { PackedRange } from '#core/deflate/packed-bits.ts';
import type { DeflatePart } from '#core/deflate/part.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import type { PartOutput } from '#content/decode/deflate-words.ts';
import { countOf } from '#content/phrasing/quantity.ts';

/** For longer runs of bits only their number is shown. */
const MAX_BITS = 40;

/** "110 0101", least significant bit of each byte first. A match has up to four groups. */
export function bitsOf(part: DeflatePart, bytes: Uint8Array): string {
  if (part.kind !== 'match') return bitsIn(part.range, bytes);
  const { lengthCode, lengthExtra, distanceCode, distanceExtra } = part.codes;
  return [lengthCode, lengthExtra, distanceCode, distanceExtra]
    .map((range) => bitsIn(range, bytes))
    .filter((bits) => bits !== '')
    .join(' ');
}

function bitsIn({ start, end }: PackedRange, bytes: Uint8Array): string {
  const count = end - start;
  if (count > MAX_BITS) return countOf(count, 'bit');
  return Array.from({ length: count }, (_, index) => {
    const at = start + index;
    return ((bytes[Math.floor(at / 8)] ?? 0) >> (at % 8)) & 1;
  }).join('');
}

/**
 * The text that a match or stored bytes add to `output`, which starts with `historySize` bytes of
 * earlier messages.
 */
export function outputOf(part: DeflatePart, output: Uint8Array, historySize: number): PartOutput {
  if (part.kind !== 'match' && part.kind !== 'stored-bytes') return NO_OUTPUT;
  const { start, end } = part.output;
  return {
    text: fromUtf8(output.subarray(historySize + start, historySize + end)),
    isFromEarlierMessage: part.kind === 'match' && historySize > 0 && part.distance > start,
  };
}

const NO_OUTPUT: PartOutput = { text: '', isFromEarlierMessage: false };

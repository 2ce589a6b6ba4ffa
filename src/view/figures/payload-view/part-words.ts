/**
 * Parts of DEFLATE data in words, and their bits in the order in which they are read (RFC 1951
 * §3.1.1, §3.2).
 */

import type { DeflateBlock } from '#core/deflate/blocks.ts';
import type { PackedRange } from '#core/deflate/packed-bits.ts';
import type { DeflatePart } from '#core/deflate/part.ts';
import { toHexByte } from '#core/bytes/hex.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

/** Bits that are shown one by one; more of them are counted. */
const MAX_BITS = 40;

/** "110 0101", least significant bit of each byte first; a match's four parts stand apart. */
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
  if (count > MAX_BITS) return `${countOf(count, 'bit')}`;
  return Array.from({ length: count }, (_, index) => {
    const at = start + index;
    return ((bytes[Math.floor(at / 8)] ?? 0) >> (at % 8)) & 1;
  }).join('');
}

/**
 * "Hello" as “H”; a byte that is no character by itself as 0xc3. `output` is all there is of it.
 */
export function partWords(part: DeflatePart, output: Uint8Array, historySize: number): string {
  switch (part.kind) {
    case 'literal':
      return `literal ${byteWords(part.byte)}`;
    case 'match': {
      const start = historySize + part.output.start;
      const copied = output.subarray(start, start + part.length);
      const isEarlier = part.distance > part.output.start;
      return `${countOf(part.length, 'byte')} again, from ${countOf(part.distance, 'byte')} back: ${quoted(fromUtf8(copied))}${isEarlier && historySize > 0 ? ', from an earlier message' : ''}`;
    }
    case 'stored-bytes': {
      const { start, end } = part.output;
      const stored = output.subarray(historySize + start, historySize + end);
      return `${countOf(end - start, 'byte')} as they are: ${quoted(fromUtf8(stored))}`;
    }
    case 'end-of-block':
      return 'end of the block';
    case 'padding':
      return 'padding, up to the next byte';
    case 'final-bit':
      return part.isFinal ? 'BFINAL: the last block of its stream' : 'BFINAL: more blocks follow';
    case 'block-type':
      return `BTYPE: ${BLOCK_TYPE_WORDS[part.type]}`;
    case 'stored-length':
      return `LEN: ${countOf(part.value, 'byte')}`;
    case 'stored-complement':
      return 'NLEN: the same, each bit turned round';
    case 'code-count':
      return `${countOf(part.count, 'code length')} of ${CODE_WORDS[part.code]}`;
    case 'code-length-length':
      return `code length ${part.symbol} takes ${countOf(part.length, 'bit')}`;
    case 'code-length':
      return part.repeat === 1
        ? `a code of ${countOf(part.length, 'bit')}`
        : `${countOf(part.repeat, 'code')} of ${countOf(part.length, 'bit')} each`;
  }
}

const BLOCK_TYPE_WORDS = {
  stored: 'stored as it is',
  fixed: 'in the fixed codes',
  dynamic: 'in codes of its own',
} as const;

const CODE_WORDS = {
  'code-lengths': 'code lengths',
  literals: 'literals and lengths',
  distances: 'distances',
} as const;

/** "in the fixed codes, 45 bits for 7 bytes". */
export function blockWords({ type, range, output }: DeflateBlock): string {
  const kind = type === null ? 'of no type' : BLOCK_TYPE_WORDS[type];
  const bits = countOf(range.end - range.start, 'bit');
  return `${kind}, ${bits} for ${countOf(output.end - output.start, 'byte')}`;
}

function byteWords(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? `“${String.fromCharCode(byte)}”` : `0x${toHexByte(byte)}`;
}

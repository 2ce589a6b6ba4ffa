/** Words for the blocks of DEFLATE data and their parts. Source: RFC 1951 §3.2. */

import { toHexByte } from '#core/bytes/hex.ts';
import type { DeflateBlock } from '#core/deflate/blocks.ts';
import type { DeflatePart } from '#core/deflate/part.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

/** What a match or stored bytes add to the inflated message. */
export type PartOutput = {
  readonly text: string;
  /** Whether a match copies from an earlier message. */
  readonly isFromEarlierMessage: boolean;
};

/** "literal “H”", "5 bytes again, from 6 bytes back: “Hello”". */
export function partWords(part: DeflatePart, { text, isFromEarlierMessage }: PartOutput): string {
  switch (part.kind) {
    case 'literal':
      return `literal ${byteWords(part.byte)}`;
    case 'match':
      return `${countOf(part.length, 'byte')} copied from ${countOf(part.distance, 'byte')} back: ${quoted(text)}${isFromEarlierMessage ? ', from an earlier message' : ''}`;
    case 'stored-bytes':
      return `${countOf(part.output.end - part.output.start, 'byte')} as they are: ${quoted(text)}`;
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
      return 'NLEN: the same, each bit inverted';
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
  fixed: 'with the fixed codes',
  dynamic: 'with its own codes',
} as const;

const CODE_WORDS = {
  'code-lengths': 'code lengths',
  literals: 'literals and lengths',
  distances: 'distances',
} as const;

/** "with the fixed codes, 45 bits for 7 bytes". */
export function blockWords({ type, range, output }: DeflateBlock): string {
  const kind = type === null ? 'of no type' : BLOCK_TYPE_WORDS[type];
  const bits = countOf(range.end - range.start, 'bit');
  return `${kind}, ${bits} for ${countOf(output.end - output.start, 'byte')}`;
}

/** A byte that isn't printable ASCII as 0xc3. */
function byteWords(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? `“${String.fromCharCode(byte)}”` : `0x${toHexByte(byte)}`;
}

/** Names the program that printed a dump, from its layout. */

import type { DumpShape } from './dump-shape.ts';
import type { NotationId } from './notation.ts';

export type DumpFeatures = Omit<DumpShape, 'isConfirmed'> & {
  order: 'big' | 'little';
  /** tshark's header of a followed stream. */
  isFollowed: boolean;
  /** Whether tabs separate two speakers. */
  isByIndent: boolean;
  hasColon: boolean;
  hasPrefix: boolean;
  /** gdb prints the symbol at an address. */
  hasSymbols: boolean;
  /** tshark prints names of blocks. */
  hasFrames: boolean;
  hasTcpdumpHeads: boolean;
  /** A first row with column numbers. */
  hasHeaderRow: boolean;
  offsetDigits: number;
  /** Digits of the first group. */
  groupWidth: number;
  /** The delimiters of the character column. */
  frame: 'pipe' | 'angle' | null;
  /** The number of spaces between offset and bytes. */
  gap: number;
};

type NameTest = readonly [id: NotationId, isIt: (features: DumpFeatures) => boolean];

/** The first test that passes names the dump. */
const NAME_TESTS: readonly NameTest[] = [
  ['follow-hex', ({ isFollowed, isByIndent }) => isFollowed || isByIndent],
  ['tcpdump', ({ hasTcpdumpHeads }) => hasTcpdumpHeads],
  ['tshark-dump', ({ hasFrames }) => hasFrames],
  ['gdb', ({ hasSymbols }) => hasSymbols],
  ['tcpdump', ({ hasColon, hasPrefix, groupWidth }) => hasColon && hasPrefix && groupWidth === 4],
  ['gdb', ({ hasColon, hasPrefix }) => hasColon && hasPrefix],
  ['format-hex', ({ hasHeaderRow }) => hasHeaderRow],
  ['xxd-bits', ({ groups }) => groups === 'bits'],
  [
    'od-words-big-endian',
    ({ groups, groupWidth, order }) => groups === 'octal' && groupWidth > 3 && order === 'big',
  ],
  ['od-words', ({ groups, groupWidth }) => groups === 'octal' && groupWidth > 3],
  ['od-octal', ({ groups }) => groups === 'octal'],
  [
    'xxd-little-endian',
    ({ hasColon, order, groupWidth }) => hasColon && order === 'little' && groupWidth > 2,
  ],
  ['xxd', ({ hasColon }) => hasColon],
  ['hexdump-canonical', ({ frame }) => frame === 'pipe'],
  ['od-hex', ({ frame }) => frame === 'angle'],
  ['hexdump', ({ groupWidth, order }) => groupWidth === 4 && order === 'little'],
  ['wireshark-dump', ({ offsetDigits, gap }) => offsetDigits <= 5 && gap >= 2],
  ['od-hex', ({ gap, offsetDigits }) => gap === 1 && (offsetDigits === 6 || offsetDigits === 7)],
];

export function nameDump(features: DumpFeatures): NotationId {
  return NAME_TESTS.find(([, isIt]) => isIt(features))?.[0] ?? 'hex-dump';
}

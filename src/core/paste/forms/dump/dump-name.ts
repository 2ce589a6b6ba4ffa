/** Names the program that printed a dump, from its layout. */

import type { DumpShape } from './dump-shape.ts';
import type { FormId } from '#core/paste/form.ts';

export type DumpFeatures = Omit<DumpShape, 'isConfirmed'> & {
  order: 'big' | 'little';
  /** Whether tabs separate two speakers, as in tshark's followed streams. */
  isByIndent: boolean;
  hasColon: boolean;
  hasPrefix: boolean;
  /** Whether the groups of digits start with 0x, as gdb prints them. */
  hasPrefixedGroups: boolean;
  /** gdb prints the symbol at an address. */
  hasSymbols: boolean;
  /** The line above names a frame, as tshark does. */
  isNamedFrame: boolean;
  /** A first row with column numbers. */
  hasHeaderRow: boolean;
  offsetDigits: number;
  /** Digits of the first group. */
  groupWidth: number;
  /** Whether marks are around the offsets. */
  isBracketed: boolean;
  /** The delimiters of the character column. */
  frame: 'pipe' | 'angle' | null;
  /** The number of spaces between offset and bytes. */
  gap: number;
};

type NameTest = readonly [id: FormId, isIt: (features: DumpFeatures) => boolean];

/** The first test that passes names the dump. */
const NAME_TESTS: readonly NameTest[] = [
  ['follow-hex', ({ isByIndent }) => isByIndent],
  ['tshark-dump', ({ isNamedFrame }) => isNamedFrame],
  ['gdb', ({ hasSymbols }) => hasSymbols],
  ['gdb', ({ hasPrefixedGroups, groupWidth }) => hasPrefixedGroups && groupWidth === 2],
  ['gdb-words', ({ hasPrefixedGroups, order }) => hasPrefixedGroups && order === 'little'],
  ['gdb-words-big-endian', ({ hasPrefixedGroups }) => hasPrefixedGroups],
  ['tcpdump', ({ hasColon, hasPrefix, groupWidth }) => hasColon && hasPrefix && groupWidth === 4],
  ['gdb', ({ hasColon, hasPrefix }) => hasColon && hasPrefix],
  ['format-hex', ({ hasHeaderRow }) => hasHeaderRow],
  ['xxd-bits', ({ groups }) => groups === 'bits'],
  [
    'od-words-big-endian',
    ({ groups, groupWidth, order }) => groups === 'octal' && groupWidth > 3 && order === 'big',
  ],
  ['od-words', ({ groups, groupWidth }) => groups === 'octal' && groupWidth > 3],
  [
    'decimal-words-big-endian',
    ({ groups, order }) => groups.startsWith('decimal') && order === 'big',
  ],
  ['decimal-words', ({ groups }) => groups.startsWith('decimal')],
  ['od-octal', ({ groups }) => groups === 'octal'],
  [
    'xxd-little-endian',
    ({ hasColon, order, groupWidth }) => hasColon && order === 'little' && groupWidth > 2,
  ],
  ['hex-dump', ({ isBracketed }) => isBracketed],
  ['xxd', ({ hasColon }) => hasColon],
  ['hexdump-canonical', ({ frame }) => frame === 'pipe'],
  ['od-hex', ({ frame }) => frame === 'angle'],
  ['hexdump', ({ groupWidth, order }) => groupWidth === 4 && order === 'little'],
  ['wireshark-dump', ({ offsetDigits, gap }) => offsetDigits <= 5 && gap >= 2],
  ['od-hex', ({ gap, offsetDigits }) => gap === 1 && (offsetDigits === 6 || offsetDigits === 7)],
];

export function nameDump(features: DumpFeatures): FormId {
  return NAME_TESTS.find(([, isIt]) => isIt(features))?.[0] ?? 'hex-dump';
}

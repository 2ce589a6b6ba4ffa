/**
 * Formats of captures that aren't read here but that editcap converts, and of archives that a
 * capture may be in. They are named, and not read as frames.
 */

import { bytesEqual } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { asStored, type StoredBytes } from '#core/bytes/stored-bytes.ts';
import { toLatin1 } from '#core/bytes/text.ts';

export const FOREIGN_CAPTURES = [
  'snoop',
  'modified-pcap',
  'netmon',
  'k12',
  'sniffer',
  'iptrace',
  'btsnoop',
] as const;

export const ARCHIVES = ['zip', 'xz', 'bzip2', 'zstd', 'lz4'] as const;

export type ForeignFormat = (typeof FOREIGN_CAPTURES)[number] | (typeof ARCHIVES)[number];

/** How files of each format begin, as in the magic numbers of Wireshark's wiretap library. */
const BEGINNINGS: readonly (readonly [format: ForeignFormat, beginning: Uint8Array])[] = [
  ['snoop', toLatin1('snoop\0\0\0')],
  ['modified-pcap', fromHex('a1b2cd34')],
  ['modified-pcap', fromHex('34cdb2a1')],
  ['netmon', toLatin1('RTSS')],
  ['netmon', toLatin1('GMBU')],
  ['k12', fromHex('0000020012050010')],
  ['k12', toLatin1('+---------+---------------+----------+')],
  ['sniffer', toLatin1('TRSNIFF data    \x1a')],
  ['iptrace', toLatin1('iptrace 1.0')],
  ['iptrace', toLatin1('iptrace 2.0')],
  ['btsnoop', toLatin1('btsnoop\0')],
  ['zip', toLatin1('PK\x03\x04')],
  ['xz', fromHex('fd377a585a00')],
  ['bzip2', toLatin1('BZh')],
  ['zstd', fromHex('28b52ffd')],
  ['lz4', fromHex('04224d18')],
];

/** Null for a file of another format. */
export function foreignFormatOf(content: Uint8Array | StoredBytes): ForeignFormat | null {
  const file = asStored(content);
  const found = BEGINNINGS.find(([, beginning]) =>
    bytesEqual(file.read(0, Math.min(file.size, beginning.length)), beginning),
  );
  return found?.[0] ?? null;
}

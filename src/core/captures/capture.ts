/** Recognizes the format of a capture file by its first bytes, and reads pcap and pcapng. */

import type { CaptureContents } from './capture-contents.ts';
import { isPcap, readPcap } from './pcap.ts';
import { isPcapng, readPcapng } from './pcapng.ts';

/** Formats of captures, and of archives that often contain one, which the site does not read. */
export type UnreadForm = 'gzip' | 'zstandard' | 'lz4' | 'modified-pcap' | 'snoop' | 'k12';

export type CaptureReading =
  | ({ readonly kind: 'capture'; readonly form: 'pcap' | 'pcapng' } & CaptureContents)
  /** Not a readable capture. `form` is its format, or null if that is unknown. */
  | { readonly kind: 'unreadable'; readonly form: UnreadForm | null };

const BEGINNINGS: readonly (readonly [
  form: UnreadForm,
  beginnings: readonly (readonly number[])[],
])[] = [
  ['gzip', [[0x1f, 0x8b]]],
  ['zstandard', [[0x28, 0xb5, 0x2f, 0xfd]]],
  ['lz4', [[0x04, 0x22, 0x4d, 0x18]]],
  // Alexey Kuznetzov's variant of pcap with longer packet headers, in either byte order.
  [
    'modified-pcap',
    [
      [0xa1, 0xb2, 0xcd, 0x34],
      [0x34, 0xcd, 0xb2, 0xa1],
    ],
  ],
  // "snoop", RFC 1761
  ['snoop', [[0x73, 0x6e, 0x6f, 0x6f, 0x70, 0x00]]],
  // "+---------+", the first line of a Tektronix K12 text file
  ['k12', [[0x2b, 0x2d, 0x2d, 0x2d, 0x2d, 0x2d, 0x2d, 0x2d, 0x2d, 0x2d, 0x2b]]],
];

export function readCapture(file: Uint8Array): CaptureReading {
  if (isPcapng(file)) return { kind: 'capture', form: 'pcapng', ...readPcapng(file) };
  if (isPcap(file)) return { kind: 'capture', form: 'pcap', ...readPcap(file) };
  const unread = BEGINNINGS.find(([, beginnings]) =>
    beginnings.some((beginning) => beginning.every((byte, index) => file[index] === byte)),
  );
  return { kind: 'unreadable', form: unread?.[0] ?? null };
}

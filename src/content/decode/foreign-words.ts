/**
 * A file in a format that isn't read here, and the command that makes one of it that is.
 *
 * Source: Wireshark 4.0, editcap and the file formats that its wiretap library reads.
 */

import { visible } from '#content/phrasing/quotation.ts';
import type { ForeignFormat } from '#core/captures/foreign-format.ts';
import type { NoConnectionWords } from './capture-words.ts';

type FormatWords = {
  /** After "This is ". */
  readonly name: string;
  /** What to do with the file, which is named as a shell takes it. */
  readonly advice: (file: string) => string;
};

const converted = (file: string): string =>
  `Convert it, then open the result: editcap -F pcapng ${file} converted.pcapng`;

const unpacked =
  (command: string) =>
  (file: string): string =>
    `Unpack it first, then open what is in it: ${command} ${file}`;

const FORMATS: Readonly<Record<ForeignFormat, FormatWords>> = {
  snoop: { name: 'a capture of snoop', advice: converted },
  'modified-pcap': { name: 'a pcap file in a changed format', advice: converted },
  netmon: { name: 'a capture of Microsoft Network Monitor', advice: converted },
  // Its packets name their link layer one by one, which pcapng can't.
  k12: {
    name: 'a capture of a K12 or Catapult analyser',
    advice: (file) => converted(`-T ether ${file}`),
  },
  sniffer: { name: 'a capture of the Sniffer analyser', advice: converted },
  iptrace: { name: 'a capture of iptrace', advice: converted },
  btsnoop: {
    name: 'a capture of Bluetooth',
    advice: () =>
      'A WebSocket runs over TCP, which it doesn’t have. Capture on the network interface that the WebSocket uses.',
  },
  zip: { name: 'a ZIP archive', advice: unpacked('unzip') },
  xz: { name: 'a file compressed by xz', advice: unpacked('xz -d') },
  bzip2: { name: 'a file compressed by bzip2', advice: unpacked('bzip2 -d') },
  zstd: { name: 'a file compressed by Zstandard', advice: unpacked('zstd -d') },
  lz4: { name: 'a file compressed by LZ4', advice: unpacked('lz4 -d') },
};

/** Instead of frames. Nothing in the file is judged. */
export function foreignWords(format: ForeignFormat, file: string): NoConnectionWords {
  const { name, advice } = FORMATS[format];
  const quoted = /^[\w.,-]+$/.test(file) ? file : `'${visible(file).replaceAll("'", '')}'`;
  return {
    title: `This is ${name}`,
    advice: `It isn’t read here, so nothing is judged. ${advice(quoted)}`,
  };
}

/**
 * Recognizes the format of a capture file by its first bytes, and reads pcap and pcapng, also if
 * gzip compressed them.
 */

import type { CaptureContents } from './capture-contents.ts';
import { isGzip, unpackGzip, type Unpacked } from './gzip.ts';
import { isPcap, readPcap } from './pcap.ts';
import { isPcapng, readPcapng } from './pcapng.ts';

export type CaptureReading =
  | ({ readonly kind: 'capture'; readonly form: 'pcap' | 'pcapng' } & CaptureContents)
  /** Another kind of file, or a capture in a format that isn't read, such as snoop's. */
  | { readonly kind: 'unreadable' };

export function readCapture(file: Uint8Array): CaptureReading {
  if (isGzip(file)) return readUnpacked(unpackGzip(file));
  return readPlain(file);
}

function readUnpacked({ bytes, isWhole }: Unpacked): CaptureReading {
  const reading = readPlain(bytes);
  if (reading.kind === 'unreadable' || isWhole) return reading;
  const end = { id: 'cut-short', range: { start: bytes.length, end: bytes.length } } as const;
  return { ...reading, problems: [...reading.problems, end] };
}

function readPlain(file: Uint8Array): CaptureReading {
  if (isPcapng(file)) return { kind: 'capture', form: 'pcapng', ...readPcapng(file) };
  if (isPcap(file)) return { kind: 'capture', form: 'pcap', ...readPcap(file) };
  return { kind: 'unreadable' };
}

/**
 * Recognizes the format of a capture file by its first bytes, and reads pcap and pcapng, also if
 * gzip compressed them.
 */

import { asStored, storedIn, type StoredBytes } from '#core/bytes/stored-bytes.ts';
import type { CaptureContents } from './capture-contents.ts';
import { isGzip, unpackGzip, type Unpacked } from './gzip.ts';
import { isPcap, readPcap } from './pcap.ts';
import { isPcapng, readPcapng } from './pcapng.ts';

export type CaptureReading =
  | ({ readonly kind: 'capture'; readonly form: 'pcap' | 'pcapng' } & CaptureContents)
  /** Another kind of file, or a capture in a format that isn't read, such as snoop's. */
  | { readonly kind: 'unreadable' };

export function readCapture(content: Uint8Array | StoredBytes): CaptureReading {
  const file = asStored(content);
  if (isGzip(file)) return readUnpacked(unpackGzip(file.read(0, file.size)));
  return readPlain(file);
}

/** Whether a file with this beginning is a capture that is read, or may be one within gzip. */
export function beginsAsCapture(beginning: Uint8Array): boolean {
  const file = storedIn(beginning);
  return isGzip(file) || isPcapng(file) || isPcap(file);
}

function readUnpacked({ bytes, isWhole }: Unpacked): CaptureReading {
  const reading = readPlain(storedIn(bytes));
  if (reading.kind === 'unreadable' || isWhole) return reading;
  const end = { id: 'cut-short', range: { start: bytes.length, end: bytes.length } } as const;
  return { ...reading, problems: [...reading.problems, end] };
}

function readPlain(file: StoredBytes): CaptureReading {
  if (isPcapng(file)) return { kind: 'capture', form: 'pcapng', ...readPcapng(file) };
  if (isPcap(file)) return { kind: 'capture', form: 'pcap', ...readPcap(file) };
  return { kind: 'unreadable' };
}

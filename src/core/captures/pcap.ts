/**
 * Classic pcap files in both byte orders and both time resolutions (draft-ietf-opsawg-pcap §4, §5).
 */

import type { StoredBytes } from '#core/bytes/stored-bytes.ts';
import type { CaptureContents, CaptureProblem } from './capture-contents.ts';
import { OrderedView } from './ordered-view.ts';
import { PacketTable } from './packet-table.ts';

const FILE_HEADER_SIZE = 24;
const PACKET_HEADER_SIZE = 16;
const NANOSECONDS_PER_SECOND = 1_000_000_000n;

/** The unit of time stamps in nanoseconds, by magic number (in big-endian order). */
const UNIT_OF_MAGIC: ReadonlyMap<number, bigint> = new Map([
  [0xa1b2c3d4, 1000n],
  [0xa1b23c4d, 1n],
]);

type Form = { readonly isLittleEndian: boolean; readonly unitNs: bigint };

export function isPcap(file: StoredBytes): boolean {
  return formOf(file) !== null;
}

/** Reads a file that is a pcap according to `isPcap`, up to the first problem. */
export function readPcap(file: StoredBytes): CaptureContents {
  const form = formOf(file);
  const packets = new PacketTable(file);
  const problems: CaptureProblem[] = [];
  let at = FILE_HEADER_SIZE;
  const stopWith = (id: CaptureProblem['id'], start: number) => {
    problems.push({ id, range: { start, end: file.size } });
    return { storage: file, packets, problems, keyLogs: [] };
  };
  if (form === null || file.size < at) return stopWith('cut-short', 0);
  const view = new OrderedView(file, form.isLittleEndian);
  // The upper half can contain the length of the frame check sequence.
  const source = { linkType: view.uint32(20) & 0xffff, index: 0 };
  while (at < file.size) {
    const start = at + PACKET_HEADER_SIZE;
    if (start > file.size) return stopWith('cut-short', at);
    const end = start + view.uint32(at + 8);
    if (end > file.size) return stopWith('cut-short', at);
    const seconds = BigInt(view.uint32(at)) * NANOSECONDS_PER_SECOND;
    const seenAtNs = seconds + BigInt(view.uint32(at + 4)) * form.unitNs;
    packets.push(source, seenAtNs, { start, end });
    at = end;
  }
  return { storage: file, packets, problems, keyLogs: [] };
}

function formOf(file: StoredBytes): Form | null {
  if (file.size < 4) return null;
  for (const isLittleEndian of [false, true]) {
    const unitNs = UNIT_OF_MAGIC.get(new OrderedView(file, isLittleEndian).uint32(0));
    if (unitNs !== undefined) return { isLittleEndian, unitNs };
  }
  return null;
}

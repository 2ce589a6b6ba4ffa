/** Packets of tests, as a capture has them. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { storedIn } from '#core/bytes/stored-bytes.ts';
import type { CaptureContents } from '#core/captures/capture-contents.ts';
import { PacketTable, type CapturedPacket } from '#core/captures/packet-table.ts';

export type GivenPacket = Pick<
  CapturedPacket,
  'linkType' | 'interfaceIndex' | 'seenAtNs' | 'bytes'
>;

/** The contents of a file that has these packets one after another. */
export function contentsWith(
  given: readonly GivenPacket[],
): Pick<CaptureContents, 'packets' | 'storage'> {
  const storage = storedIn(concatBytes(given.map(({ bytes }) => bytes)));
  let end = 0;
  const packets = new PacketTable(storage);
  for (const { linkType, interfaceIndex, seenAtNs, bytes } of given) {
    const start = end;
    end += bytes.length;
    packets.push({ linkType, index: interfaceIndex }, seenAtNs, { start, end });
  }
  return { packets, storage };
}

/** Packets of tests, as a capture has them. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { storedIn } from '#core/bytes/stored-bytes.ts';
import { CapturedPacket, type CaptureContents } from '#core/captures/capture-contents.ts';

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
  const packets = given.map(({ linkType, interfaceIndex, seenAtNs, bytes }) => {
    const start = end;
    end += bytes.length;
    const source = { linkType, index: interfaceIndex };
    return new CapturedPacket(source, seenAtNs, storage, { start, end });
  });
  return { packets, storage };
}

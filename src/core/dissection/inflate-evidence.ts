/** Whether bytes inflate: DEFLATE data has no mark at its beginning, so trying is the only way to know it. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { Inflater } from '#core/deflate/inflater.ts';
import { MESSAGE_TAIL } from '#core/protocol/permessage-deflate.ts';

/** How far the bytes could be inflated, and what came out of it. */
export type InflateEvidence = {
  /** Where a final block ended; null where none did. Behind it may be a checksum, or nothing. */
  readonly streamEnd: number | null;
  /** The bytes end where a block does, or would if the four bytes 00 00 ff ff were put back. */
  readonly isFlushed: boolean;
  /** They are not DEFLATE data, not even up to the end of a final block. */
  readonly isFaulty: boolean;
  readonly output: Uint8Array;
};

/** Enough to see what it is. */
const MAX_OUTPUT_SIZE = 64 * 1024;

export function tryToInflate(bytes: Uint8Array): InflateEvidence {
  let isFinal = false;
  let streamEnd: number | null = null;
  let outputEnd: number | null = null;
  const inflater: Inflater = new Inflater({
    maxOutputSize: MAX_OUTPUT_SIZE,
    tell: (part) => {
      if (part.kind !== 'final-bit') return;
      if (isFinal && streamEnd === null) {
        // A block begins behind a final one: or what is read as one, such as the checksum of zlib and gzip.
        streamEnd = part.range.start / 8;
        outputEnd = inflater.outputSize;
      }
      isFinal = part.isFinal;
    },
  });
  const body = inflater.feed(bytes);
  const isAtEnd = inflater.isAtBlockBorder;
  const end = isFinal && isAtEnd ? bytes.length : null;
  const tail = body.fault === null ? inflater.feed(MESSAGE_TAIL) : null;
  const output = concatBytes(body.pieces);
  return {
    streamEnd: streamEnd ?? end,
    isFlushed: isAtEnd || (tail?.fault === null && inflater.isAtBlockBorder),
    isFaulty: streamEnd === null && body.fault !== null && body.fault.kind !== 'output-too-big',
    output: outputEnd === null ? output : output.subarray(0, outputEnd),
  };
}

/** Whether bytes inflate. DEFLATE (RFC 1951) has no signature, so the only test is to try. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { Inflater } from '#core/deflate/inflater.ts';
import { MESSAGE_TAIL } from '#core/protocol/compression/permessage-deflate.ts';

/** How far the bytes could be inflated, and the output. */
export type InflateEvidence = {
  /** Where a final block ended; null if none did. A checksum can follow. */
  readonly streamEnd: number | null;
  /** The bytes end where a block does, or would if the four bytes 00 00 ff ff were put back. */
  readonly isFlushed: boolean;
  /** They aren't DEFLATE data, not even up to the end of a final block. */
  readonly isFaulty: boolean;
  readonly output: Uint8Array;
};

/** Enough output to recognize it. */
const MAX_OUTPUT_SIZE = 64 * 1024;

export function tryToInflate(bytes: Uint8Array): InflateEvidence {
  let isFinal = false;
  let firstEnd: { readonly input: number; readonly output: number } | null = null;
  const inflater: Inflater = new Inflater({
    maxOutputSize: MAX_OUTPUT_SIZE,
    onPart: (part) => {
      if (part.kind !== 'final-bit') return;
      // Another block after a final one can be the checksum of zlib or gzip, read as a block.
      if (isFinal) firstEnd ??= { input: part.range.start / 8, output: inflater.outputSize };
      isFinal = part.isFinal;
    },
  });
  const body = inflater.feed(bytes);
  const output = concatBytes(body.pieces);
  const isAtBoundary = inflater.isAtBlockBoundary;
  if (isFinal && isAtBoundary) firstEnd ??= { input: bytes.length, output: output.length };
  // Read before the tail is fed, because the tail can end a block.
  const end = firstEnd;
  const isFlushed =
    isAtBoundary ||
    (body.fault === null &&
      inflater.feed(MESSAGE_TAIL).fault === null &&
      inflater.isAtBlockBoundary);
  return {
    streamEnd: end?.input ?? null,
    isFlushed,
    isFaulty: end === null && body.fault !== null && body.fault.kind !== 'output-too-big',
    output: end === null ? output : output.subarray(0, end.output),
  };
}

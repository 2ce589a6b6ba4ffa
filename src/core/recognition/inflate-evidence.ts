/**
 * Whether bytes inflate: DEFLATE data has no mark at its beginning, so trying is the only way to
 * know it.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { Inflater } from '#core/deflate/inflater.ts';
import { MESSAGE_TAIL } from '#core/protocol/compression/permessage-deflate.ts';

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
  let firstEnd: { readonly input: number; readonly output: number } | null = null;
  const inflater: Inflater = new Inflater({
    maxOutputSize: MAX_OUTPUT_SIZE,
    tell: (part) => {
      if (part.kind !== 'final-bit') return;
      // A block begins behind a final one: or what is read as one, such as the checksum of zlib and
      // gzip.
      if (isFinal) firstEnd ??= { input: part.range.start / 8, output: inflater.outputSize };
      isFinal = part.isFinal;
    },
  });
  const body = inflater.feed(bytes);
  const output = concatBytes(body.pieces);
  const isAtBorder = inflater.isAtBlockBorder;
  if (isFinal && isAtBorder) firstEnd ??= { input: bytes.length, output: output.length };
  // Read before the tail is fed, which may well end a block.
  const end = firstEnd;
  const isFlushed =
    isAtBorder ||
    (body.fault === null && inflater.feed(MESSAGE_TAIL).fault === null && inflater.isAtBlockBorder);
  return {
    streamEnd: end?.input ?? null,
    isFlushed,
    isFaulty: end === null && body.fault !== null && body.fault.kind !== 'output-too-big',
    output: end === null ? output : output.subarray(0, end.output),
  };
}

/** Unpacks a file that gzip compressed (RFC 1952). */

import { concatBytes } from '#core/bytes/byte-array.ts';
import type { StoredBytes } from '#core/bytes/stored-bytes.ts';
import { Inflater } from '#core/deflate/inflater.ts';

export type Unpacked = {
  readonly bytes: Uint8Array;
  /** False if the file is cut, damaged or too large: then these are its first bytes. */
  readonly isWhole: boolean;
};

/** A small file can become huge. */
const MAX_SIZE = 256 * 1024 * 1024;

const MAGIC = [0x1f, 0x8b, 8] as const;
const FIXED_HEADER_SIZE = 10;
/** CRC-32 and size of the content. */
const TRAILER_SIZE = 8;

const FLAG = { headerCrc: 0x02, extra: 0x04, name: 0x08, comment: 0x10 } as const;

export function isGzip(file: StoredBytes): boolean {
  const beginning = file.read(0, Math.min(file.size, MAGIC.length));
  return MAGIC.every((byte, index) => beginning[index] === byte);
}

/** Unpacks a file that is compressed according to `isGzip`, if it is one member, as usual. */
export function unpackGzip(file: Uint8Array, maxSize = MAX_SIZE): Unpacked {
  const start = headerSize(file);
  const end = Math.max(start, file.length - TRAILER_SIZE);
  const inflater = new Inflater({ maxOutputSize: maxSize });
  const { pieces, fault } = inflater.feed(file.subarray(start, end));
  const bytes = concatBytes(pieces);
  const isWhole =
    fault === null && inflater.isAtBlockBoundary && bytes.length === sizeInTrailer(file);
  return { bytes, isWhole };
}

function headerSize(file: Uint8Array): number {
  const flags = file[3] ?? 0;
  let at = FIXED_HEADER_SIZE;
  if (flags & FLAG.extra) at += 2 + (file[at] ?? 0) + 0x100 * (file[at + 1] ?? 0);
  if (flags & FLAG.name) at = afterZero(file, at);
  if (flags & FLAG.comment) at = afterZero(file, at);
  return flags & FLAG.headerCrc ? at + 2 : at;
}

function afterZero(file: Uint8Array, from: number): number {
  const zero = file.indexOf(0, from);
  return zero === -1 ? file.length : zero + 1;
}

/** Modulo 2^32. */
function sizeInTrailer(file: Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = file.subarray(-4);
  return a + b * 0x100 + c * 0x1_0000 + d * 0x100_0000;
}

/** Splits a long text into pages that are fast to draw. */

import type { ByteRange } from '#core/bytes/bit-range.ts';

/** Bytes per page. */
export const PAGE_SIZE = 32 * 1024;

export function countPages(size: number): number {
  return Math.max(1, Math.ceil(size / PAGE_SIZE));
}

/** The bytes of a page. Page boundaries move forward to the start of a character (RFC 3629 §3). */
export function pageRange(bytes: Uint8Array, page: number): ByteRange {
  return {
    start: characterStart(bytes, page * PAGE_SIZE),
    end: characterStart(bytes, (page + 1) * PAGE_SIZE),
  };
}

function characterStart(bytes: Uint8Array, position: number): number {
  let at = Math.min(position, bytes.length);
  // A character has at most three continuation bytes. More in a row are not text.
  for (let steps = 0; steps < 3 && isContinuation(bytes[at]); steps++) at++;
  return at;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

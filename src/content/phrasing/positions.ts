/** Positions of bits and bytes, in words. */

import { BITS_PER_BYTE, type BitRange } from '#core/bytes/bit-range.ts';
import { toHexByte } from '#core/bytes/hex.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import { formatCount } from './quantity.ts';

const BUFFERS: Readonly<Record<BufferName, string>> = {
  wire: '',
  unmasked: 'unmasked ',
  inflated: 'inflated ',
};

/** The heading over bytes of each buffer. */
export const BUFFER_WORDS: Readonly<Record<BufferName, string>> = {
  wire: 'On the wire',
  unmasked: 'Unmasked',
  inflated: 'Inflated',
};

/** "bit 0", "bits 1–3", "byte 2", "bytes 2–5": whole bytes as such, anything less in bits. */
export function positionOf({ start, end }: BitRange, buffer: BufferName = 'wire'): string {
  const isInBytes = start % BITS_PER_BYTE === 0 && end % BITS_PER_BYTE === 0;
  const unit = isInBytes ? BITS_PER_BYTE : 1;
  const first = start / unit;
  const last = end / unit - 1;
  const name = isInBytes ? 'byte' : 'bit';
  const place =
    last > first
      ? `${name}s ${formatCount(first)}–${formatCount(last)}`
      : `${name} ${formatCount(first)}`;
  return BUFFERS[buffer] + place;
}

/** "0x21", as in the offset column of a hex grid. */
export function offsetOf(byte: number): string {
  return `0x${byte <= 0xff ? toHexByte(byte) : byte.toString(16).padStart(4, '0')}`;
}

/** "byte 0x0a", "bytes 0x21–0x22": the bytes from `start` up to, not including, `end`. */
export function offsetsOf(start: number, end: number): string {
  return end - start > 1
    ? `bytes ${offsetOf(start)}–${offsetOf(end - 1)}`
    : `byte ${offsetOf(start)}`;
}

/** "unmasked 0–4" for "unmasked bytes 0–4". */
export function briefPosition(position: string): string {
  return position.replace(/^(unmasked|inflated) bytes? /, '$1 ');
}

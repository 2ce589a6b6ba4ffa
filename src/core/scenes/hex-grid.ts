/** A hex grid: bytes in rows of 8 or 16, each with its fields, and the keys that move in it. */

import { bitsOfBytes, type BitRange } from '#core/bytes/bit-range.ts';
import { toHexByte } from '#core/bytes/hex.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import type { Field } from '#core/dissection/field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import { fieldsInByte, linkedRange, toWireRange } from './wire-range.ts';

export type HexCell = {
  /** In the buffer that is shown. */
  readonly offset: number;
  /** Two hexadecimal digits. */
  readonly hex: string;
  /** The byte as ASCII; a full stop if it isn't printable. */
  readonly character: string;
  /** The innermost fields with bits in this byte. */
  readonly fields: readonly Field[];
  /** The kind of the byte's last field, which usually fills most of a header byte. */
  readonly kind: ByteKind | null;
  /** The wire bits that are highlighted together with this byte. */
  readonly linked: BitRange;
  /** The wire bits of this byte alone. For an inflated byte, all bits that it might come from. */
  readonly own: BitRange;
};

export type HexRow = {
  /** The offset of the first byte. */
  readonly offset: number;
  readonly cells: readonly HexCell[];
};

/** Widths in `ch` of the parts of the grid. The style sheet repeats them. */
const CELL_WIDTH = 3.75;
const OFFSET_DIGIT_WIDTH = 0.8125;
const GAP_WIDTH = 1.75;

/**
 * 16 if they fit beside their offsets and, if it is shown, their text; otherwise 8. But `size`
 * bytes that fit in one row are not divided.
 */
export function bytesPerRowWithin(
  widthInCh: number,
  offsetDigits: number,
  { hasText = true, size = Infinity }: { hasText?: boolean; size?: number } = {},
): number {
  const offset = (offsetDigits + 1) * OFFSET_DIGIT_WIDTH;
  const fits = (bytes: number) =>
    widthInCh >= offset + bytes * CELL_WIDTH + (hasText ? GAP_WIDTH + bytes : 0);
  if (fits(16)) return 16;
  return size > 8 && size < 16 && fits(size) ? size : 8;
}

export function countHexRows(size: number, bytesPerRow: number): number {
  return Math.ceil(size / bytesPerRow);
}

/** Row `index` of a buffer. */
export function layoutHexRow(
  dissection: Dissection,
  buffer: BufferName,
  index: number,
  bytesPerRow: number,
): HexRow {
  const offset = index * bytesPerRow;
  const bytes = dissection.buffers[buffer]?.subarray(offset, offset + bytesPerRow);
  const cells = Array.from(bytes ?? [], (byte, position): HexCell => {
    const at = offset + position;
    const fields = fieldsInByte(dissection, buffer, at);
    return {
      offset: at,
      hex: toHexByte(byte),
      character: toVisibleAscii(byte),
      fields,
      kind: fields.at(-1)?.kind ?? null,
      linked: linkedRange(dissection, buffer, at),
      own: toWireRange(dissection, buffer, bitsOfBytes(at, at + 1)),
    };
  });
  return { offset, cells };
}

/** As in hex dumps: a full stop replaces anything but printable ASCII. */
export function toVisibleAscii(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}

export type GridSize = {
  /** The number of bytes. */
  readonly size: number;
  readonly bytesPerRow: number;
  /** The number of visible rows. */
  readonly rowsPerPage: number;
};

/** The offset that a key moves to from the byte at `offset`; null for other keys. */
export function byteAfterKey(key: string, offset: number, grid: GridSize): number | null {
  const { size, bytesPerRow, rowsPerPage } = grid;
  const rowStart = offset - (offset % bytesPerRow);
  const within = (target: number) => (target >= 0 && target < size ? target : offset);
  const page = rowsPerPage * bytesPerRow;
  switch (key) {
    case 'ArrowRight':
      return within(offset + 1);
    case 'ArrowLeft':
      return within(offset - 1);
    case 'ArrowDown':
      return within(offset + bytesPerRow);
    case 'ArrowUp':
      return within(offset - bytesPerRow);
    case 'Home':
      return rowStart;
    case 'End':
      return Math.min(rowStart + bytesPerRow, size) - 1;
    case 'PageDown':
      return Math.min(offset + page, size - 1);
    case 'PageUp':
      return Math.max(offset - page, 0);
    default:
      return null;
  }
}

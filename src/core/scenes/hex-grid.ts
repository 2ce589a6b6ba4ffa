/**
 * A hex grid: bytes in rows of 8 or 16, each with the field it belongs to; and where keys lead in
 * it.
 */

import { bitsOfBytes, type BitRange } from '#core/bytes/bit-range.ts';
import { toHexByte } from '#core/bytes/hex.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import type { Field } from '#core/dissection/field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import { fieldsInByte, linkedRange, toWireRange } from './wire-range.ts';

export type HexCell = {
  /** In the buffer shown. */
  readonly offset: number;
  /** Two digits. */
  readonly hex: string;
  /** The byte as ASCII, or a full stop where that is nothing to see. */
  readonly character: string;
  /** The innermost fields with bits in this byte. */
  readonly fields: readonly Field[];
  /**
   * A byte is drawn as the field that its last bit belongs to: most of a header's bytes are mostly
   * that.
   */
  readonly kind: ByteKind | null;
  /** Bits of the wire that light up with this byte. */
  readonly linked: BitRange;
  /**
   * Bits of the wire that are this byte itself; of an inflated one, all that it may have come from.
   */
  readonly own: BitRange;
};

export type HexRow = {
  /** Of its first byte. */
  readonly offset: number;
  readonly cells: readonly HexCell[];
};

export type BytesPerRow = 8 | 16;

/** Widths in `ch` of the grid's parts; the style sheet repeats them. */
const CELL_WIDTH = 3.75;
const OFFSET_WIDTH = 5.5;

/** As many as have room beside their offsets; eight even where they have not. */
export function bytesPerRowWithin(widthInCh: number): BytesPerRow {
  return widthInCh >= OFFSET_WIDTH + 16 * CELL_WIDTH ? 16 : 8;
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

/** As hex dumps have it: what is not printable ASCII is a full stop. */
export function toVisibleAscii(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}

export type GridSize = {
  /** Bytes in all. */
  readonly size: number;
  readonly bytesPerRow: number;
  /** Rows that are seen at once. */
  readonly rowsPerPage: number;
};

/** Where a key leads from the byte at `offset`; null for keys that do not move. */
export function byteAfterKey(key: string, offset: number, grid: GridSize): number | null {
  const { size, bytesPerRow, rowsPerPage } = grid;
  const rowStart = offset - (offset % bytesPerRow);
  const within = (wanted: number) => (wanted >= 0 && wanted < size ? wanted : offset);
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

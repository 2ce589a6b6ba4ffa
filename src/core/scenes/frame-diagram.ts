/** The layout of a bit diagram, as in RFC 6455 §5.2: rows of 32 bits, or of 16 if it is narrow. */

import { BITS_PER_BYTE, type BitRange } from '#core/bytes/bit-range.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { leafFields, type Field } from '#core/dissection/field.ts';
import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { payloadField } from './wire-range.ts';

/** The part of one field that is in one row. */
export type DiagramBox = {
  /** The index among all boxes, in wire order. */
  readonly index: number;
  /** `missing` bytes were announced but are absent. `folded` bytes are present but not drawn. */
  readonly part: 'field' | 'folded' | 'missing';
  /** Null for missing bytes. */
  readonly field: Field | null;
  /** Bits of the wire; after its end for missing bytes. */
  readonly range: BitRange;
  readonly row: number;
  /** The first bit within the row, and the width in bits. */
  readonly column: number;
  readonly span: number;
  /**
   * Whether the box shows the name of its field. One box per field does: the first of the widest.
   */
  readonly isNamed: boolean;
};

export type BitsPerRow = 16 | 32;

export type FrameDiagram = {
  readonly bitsPerRow: BitsPerRow;
  readonly rows: readonly (readonly DiagramBox[])[];
};

export type DiagramOptions = {
  readonly bitsPerRow: BitsPerRow;
  /** A longer payload is folded to fit. */
  readonly maxRows: number;
};

/** In `ch` of the labels. Below this width, 32 bit numbers don't fit. */
const WIDE_FROM = 62;

export function bitsPerRowWithin(widthInCh: number): BitsPerRow {
  return widthInCh >= WIDE_FROM ? 32 : 16;
}

/** As many bits per row as fit. Both widths fold the payload at the same byte. */
export function frameDiagramWithin(
  dissection: Dissection,
  widthInCh: number,
  maxWideRows: number,
): FrameDiagram {
  const bitsPerRow = bitsPerRowWithin(widthInCh);
  return layoutFrameDiagram(dissection, { bitsPerRow, maxRows: (maxWideRows * 32) / bitsPerRow });
}

export function layoutFrameDiagram(dissection: Dissection, options: DiagramOptions): FrameDiagram {
  const { bitsPerRow, maxRows } = options;
  const size = dissection.buffers.wire.length * BITS_PER_BYTE;
  const missing = missingBits(dissection.buffers.wire);
  const foldFrom = foldStart(dissection, size, options);
  const boxes: Omit<DiagramBox, 'index'>[] = [];
  const fields = leafFields(dissection.fields).filter(({ buffer }) => buffer === 'wire');
  for (const field of fields) {
    const end = Math.min(field.range.end, foldFrom);
    boxes.push(...boxesOf(field, { start: field.range.start, end }, bitsPerRow));
  }
  let next = size;
  if (foldFrom < size) {
    const range = { start: foldFrom, end: size };
    const field = fields.at(-1) ?? null;
    const row = maxRows - 1;
    boxes.push({ part: 'folded', field, range, row, column: 0, span: bitsPerRow, isNamed: false });
    next = maxRows * bitsPerRow;
  }
  if (missing > 0) {
    const column = next % bitsPerRow;
    boxes.push({
      part: 'missing',
      field: null,
      range: { start: size, end: size + missing },
      row: Math.floor(next / bitsPerRow),
      column,
      span: Math.min(missing, bitsPerRow - column),
      isNamed: true,
    });
  }
  const rows: DiagramBox[][] = [];
  boxes.forEach((box, index) => (rows[box.row] ??= []).push({ ...box, index }));
  return { bitsPerRow, rows };
}

/** Missing bits of the announced payload, or of the header itself. */
function missingBits(wire: Uint8Array): number {
  const reading = decodeFrameHeader(wire);
  const missing =
    reading.kind === 'incomplete'
      ? reading.missing
      : reading.size + reading.header.payloadLength.value - wire.length;
  return Math.max(0, missing) * BITS_PER_BYTE;
}

/** The first folded bit: the start of the last allowed row, but never within the header. */
function foldStart(dissection: Dissection, size: number, options: DiagramOptions): number {
  const { bitsPerRow, maxRows } = options;
  const start = (maxRows - 1) * bitsPerRow;
  const payload = payloadField(dissection);
  const isFolded = size > maxRows * bitsPerRow && payload !== null && payload.range.start < start;
  return isFolded ? start : size;
}

function boxesOf(field: Field, range: BitRange, bitsPerRow: number): Omit<DiagramBox, 'index'>[] {
  const boxes: Omit<DiagramBox, 'index'>[] = [];
  for (let start = range.start; start < range.end;) {
    const row = Math.floor(start / bitsPerRow);
    const end = Math.min(range.end, (row + 1) * bitsPerRow);
    const column = start % bitsPerRow;
    const span = end - start;
    const bits = { start, end };
    boxes.push({ part: 'field', field, range: bits, row, column, span, isNamed: false });
    start = end;
  }
  const widest = Math.max(...boxes.map(({ span }) => span));
  const named = boxes.findIndex(({ span }) => span === widest);
  return boxes.map((box, index) => ({ ...box, isNamed: index === named }));
}

/** The index of the box that a key moves to from box `index`; null for other keys. */
export function boxAfterKey(key: string, index: number, { rows }: FrameDiagram): number | null {
  const boxes = rows.flat();
  const box = boxes[index];
  if (box === undefined) return null;
  switch (key) {
    case 'ArrowRight':
      return Math.min(index + 1, boxes.length - 1);
    case 'ArrowLeft':
      return Math.max(index - 1, 0);
    case 'ArrowDown':
      return boxNearest(rows[box.row + 1], box)?.index ?? index;
    case 'ArrowUp':
      return boxNearest(rows[box.row - 1], box)?.index ?? index;
    case 'Home':
      return 0;
    case 'End':
      return boxes.length - 1;
    default:
      return null;
  }
}

/** The box below or above the middle of another box; otherwise the last of the row. */
function boxNearest(row: readonly DiagramBox[] | undefined, box: DiagramBox): DiagramBox | null {
  const middle = box.column + box.span / 2;
  const holding = row?.find(({ column, span }) => column <= middle && middle < column + span);
  return holding ?? row?.at(-1) ?? null;
}

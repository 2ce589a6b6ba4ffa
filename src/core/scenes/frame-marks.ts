/**
 * The marks of a bit diagram (RFC 6455 §5.2): bit numbers, a box for each part of a field, and for
 * pictures, which have no tooltips, a key of the kinds.
 */

import type { Dissection } from '#core/dissection/dissection.ts';
import { leafFields, type Field } from '#core/dissection/field.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import type { BitsPerRow, DiagramBox, FrameDiagram } from './frame-diagram.ts';
import type { BoxMark, Emphasis, MarkKind, Stroke, TextMark } from './mark.ts';
import { baselineAt, fitText, widthOf } from './text-width.ts';

export type BitNumberSlot = { readonly id: 'bit-number'; readonly bit: number };

/** The value of a part of a field, with the field's name if it fits. */
export type BoxSlot = { readonly id: 'box'; readonly box: DiagramBox };

/** The names of the fields of one kind. */
export type KeySlot = { readonly id: 'key'; readonly labels: readonly string[] };

export type FrameSlot = BitNumberSlot | BoxSlot | KeySlot;

export type BoxMarks = {
  readonly box: BoxMark;
  readonly text: TextMark<BoxSlot>;
};

export type KeyEntry = { readonly swatch: BoxMark; readonly text: TextMark<KeySlot> };

const MARGIN = 16;
const BIT_WIDTH = 28;
const BOX_GAP = 2;
const BOX_HEIGHT = 34;
const ROW_HEIGHT = BOX_HEIGHT + 3;
const NUMBERS_HEIGHT = 16;
const TEXT_SIZE = 13;
const NUMBER_SIZE = 11;
const RADIUS = 3;
/** Between a text and the sides of its box. */
const TEXT_PADDING = 2;
const OUTLINE: Stroke = { width: 1 };
const MISSING_OUTLINE: Stroke = { width: 1, dashes: '4 3' };

const KEY_DISTANCE = 12;
const SWATCH = 14;
const SWATCH_GAP = 8;
const ENTRY_GAP = 20;
const KEY_ROW = 22;

/** The look of a box: the kind of its field, and an outline if it isn't bytes. */
export function boxLook({ field, part }: DiagramBox): {
  readonly kind: MarkKind;
  readonly emphasis: Emphasis;
} {
  return { kind: field?.kind ?? 'note', emphasis: part === 'field' ? 'plain' : part };
}

export function frameWidth(bitsPerRow: BitsPerRow): number {
  return 2 * MARGIN + bitsPerRow * BIT_WIDTH;
}

/** The bottom of the last row, including the margin at the top. */
export function rowsBottom({ rows }: FrameDiagram): number {
  return MARGIN + NUMBERS_HEIGHT + rows.length * ROW_HEIGHT;
}

export function bitNumberMarks(bitsPerRow: BitsPerRow): TextMark<BitNumberSlot>[] {
  return Array.from({ length: bitsPerRow }, (_, bit) => ({
    shape: 'text',
    kind: 'note',
    emphasis: 'plain',
    slot: { id: 'bit-number', bit },
    at: { x: MARGIN + (bit + 0.5) * BIT_WIDTH, y: MARGIN + NUMBER_SIZE - 1 },
    anchor: 'middle',
    size: NUMBER_SIZE,
  }));
}

export function boxMarks(source: DiagramBox): BoxMarks {
  const { column, row, span } = source;
  const look = boxLook(source);
  const x = MARGIN + column * BIT_WIDTH + BOX_GAP / 2;
  const y = MARGIN + NUMBERS_HEIGHT + row * ROW_HEIGHT;
  const width = span * BIT_WIDTH - BOX_GAP;
  return {
    box: {
      shape: 'box',
      ...look,
      x,
      y,
      width,
      height: BOX_HEIGHT,
      radius: RADIUS,
      ...(look.emphasis === 'folded' && { stroke: OUTLINE }),
      ...(look.emphasis === 'missing' && { stroke: MISSING_OUTLINE }),
    },
    text: {
      shape: 'text',
      ...look,
      slot: { id: 'box', box: source },
      at: { x: x + width / 2, y: baselineAt(y + BOX_HEIGHT / 2, TEXT_SIZE) },
      anchor: 'middle',
      size: TEXT_SIZE,
      maxWidth: width - 2 * TEXT_PADDING,
    },
  };
}

/** The name and the value if both fit, otherwise as much of the value as fits. */
export function fitNamed(
  { name, value }: { readonly name: string; readonly value: string },
  { maxWidth = Infinity, size }: Pick<TextMark<unknown>, 'maxWidth' | 'size'>,
): string {
  const both = name === '' ? value : `${name} ${value}`;
  return widthOf(both, size) <= maxWidth ? both : fitText(value, maxWidth, size);
}

export type FrameKey = {
  readonly entries: readonly KeyEntry[];
  /** The bottom of the picture, including its margin. */
  readonly bottom: number;
};

/** Kinds in order of appearance, each with the names of its fields. */
export function keyMarks(
  dissection: Dissection,
  diagram: FrameDiagram,
  labelOf: (field: Field) => string,
): FrameKey {
  const right = frameWidth(diagram.bitsPerRow) - MARGIN;
  const top = rowsBottom(diagram) + KEY_DISTANCE;
  let x = MARGIN;
  let row = 0;
  const entries = [...labelsByKind(dissection, labelOf)].map(([kind, labels]) => {
    const textWidth = widthOf(labels.join(', '), TEXT_SIZE);
    const width = SWATCH + SWATCH_GAP + textWidth + ENTRY_GAP;
    if (x > MARGIN && x + width > right) {
      x = MARGIN;
      row += 1;
    }
    const entry = keyEntry(kind, labels, x, top + row * KEY_ROW);
    x += width;
    return entry;
  });
  const height = entries.length === 0 ? 0 : (row + 1) * KEY_ROW;
  return { entries, bottom: top + height + MARGIN };
}

function keyEntry(kind: ByteKind, labels: readonly string[], x: number, y: number): KeyEntry {
  const size = { width: SWATCH, height: SWATCH, radius: RADIUS, stroke: OUTLINE };
  return {
    swatch: { shape: 'box', kind, emphasis: 'plain', x, y, ...size },
    text: {
      shape: 'text',
      kind: 'name',
      emphasis: 'plain',
      slot: { id: 'key', labels },
      at: { x: x + SWATCH + SWATCH_GAP, y: y + SWATCH - 3 },
      anchor: 'start',
      size: TEXT_SIZE,
    },
  };
}

function labelsByKind(
  { fields }: Dissection,
  labelOf: (field: Field) => string,
): Map<ByteKind, string[]> {
  const labels = new Map<ByteKind, string[]>();
  for (const field of leafFields(fields)) {
    if (field.buffer !== 'wire') continue;
    const named = labels.get(field.kind) ?? [];
    const label = labelOf(field);
    if (!named.includes(label)) named.push(label);
    labels.set(field.kind, named);
  }
  return labels;
}

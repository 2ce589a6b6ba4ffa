/** Where a packet is on its way, and its parts, once its texts are known. */

import type { ByteKind } from '#core/trace/byte-kind.ts';
import { pointBetween, type BoxMark, type PacketMark, type Point, type Stroke } from './mark.ts';
import { baselineAt, shorten, widthOf } from './text-width.ts';

/** Between the packet and a lifeline. */
const CLEARANCE = 14;
const CELL_HEIGHT = 24;
const CELL_PADDING = 5;
const CELL_GAP = 2;
const FRAME_PADDING = 3;
const FRAME_STROKE: Stroke = { width: 2 };
const LOST_STROKE: Stroke = { width: 2, dashes: '5 3' };

/** A longer text is shortened, so that all cells have room. */
const MAX_CELL_CHARACTERS = 24;

type Way = Pick<PacketMark<unknown>, 'from' | 'to'>;

/**
 * Its center, after `progress` (0 to 1) of its way. All of it stays between the lifelines: it
 * leaves one and comes to rest at the other.
 */
export function packetCenter({ from, to }: Way, width: number, progress: number): Point {
  const distance = Math.max(1, Math.abs(to.x - from.x));
  const margin = Math.min(0.5, (width / 2 + CLEARANCE) / distance);
  return pointBetween(from, to, margin + progress * (1 - 2 * margin));
}

/** How wide it may be. */
export function packetRoom({ from, to }: Way): number {
  return Math.abs(to.x - from.x) - 2 * CLEARANCE;
}

export type CellText = { readonly kind: ByteKind; readonly text: string };

/** What its cells say; those without words are left out. */
export function cellTexts<Slot>(
  { cells }: Pick<PacketMark<Slot>, 'cells'>,
  textOf: (slot: Slot) => string,
): CellText[] {
  return cells
    .map(({ kind, slot }) => ({ kind, text: shorten(textOf(slot), MAX_CELL_CHARACTERS) }))
    .filter(({ text }) => text !== '');
}

export type PlacedPacket = {
  readonly frame: BoxMark;
  readonly cells: readonly {
    readonly box: BoxMark;
    readonly text: string;
    /** Where its text is centred, on the baseline. */
    readonly at: Point;
  }[];
};

/** The packet at rest, with estimated widths: for a picture. */
export function placePacket<Slot>(
  packet: PacketMark<Slot>,
  textOf: (slot: Slot) => string,
): PlacedPacket {
  const texts = cellTexts(packet, textOf);
  const widths = texts.map(({ text }) => widthOf(text, packet.size) + 2 * CELL_PADDING);
  const inside = widths.reduce((sum, each) => sum + each + CELL_GAP, -CELL_GAP);
  const width = inside + 2 * FRAME_PADDING;
  const center = packetCenter(packet, width, 1);
  const top = center.y - CELL_HEIGHT / 2;
  const left = center.x - width / 2;
  const frame: BoxMark = {
    shape: 'box',
    kind: packet.kind,
    emphasis: packet.emphasis,
    x: left,
    y: top - FRAME_PADDING,
    width,
    height: CELL_HEIGHT + 2 * FRAME_PADDING,
    radius: 6,
    stroke: packet.emphasis === 'lost' ? LOST_STROKE : FRAME_STROKE,
  };
  let x = left + FRAME_PADDING;
  const cells = texts.map(({ kind, text }, index) => {
    const cellWidth = widths[index] ?? 0;
    const size = { x, y: top, width: cellWidth, height: CELL_HEIGHT, radius: 3 };
    const at = { x: x + cellWidth / 2, y: baselineAt(center.y, packet.size) };
    x += cellWidth + CELL_GAP;
    const box: BoxMark = { shape: 'box', kind, emphasis: packet.emphasis, ...size };
    return { box, text, at };
  });
  return { frame, cells };
}

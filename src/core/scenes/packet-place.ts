/** Places a packet on its path, and its cells, given their texts. */

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

/** Longer texts are shortened, so that all cells fit. */
const MAX_CELL_CHARACTERS = 24;

type Path = Pick<PacketMark<unknown>, 'from' | 'to'>;

/**
 * The center after `progress` (0 to 1) of the path. The whole packet stays between the lifelines:
 * it starts beside one and comes to rest beside the other.
 */
export function packetCenter({ from, to }: Path, width: number, progress: number): Point {
  const distance = Math.max(1, Math.abs(to.x - from.x));
  const margin = Math.min(0.5, (width / 2 + CLEARANCE) / distance);
  return pointBetween(from, to, margin + progress * (1 - 2 * margin));
}

/** The maximum width of the packet. */
export function packetRoom({ from, to }: Path): number {
  return Math.abs(to.x - from.x) - 2 * CLEARANCE;
}

export type CellText = { readonly kind: ByteKind; readonly text: string };

/** The texts of the cells. Cells without words are omitted. */
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
    /** The center of the text on its baseline. */
    readonly at: Point;
  }[];
};

/** The packet at rest. For pictures: text widths are estimates. */
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

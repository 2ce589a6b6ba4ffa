/** Places a packet on its path, and its cells, given their texts. */

import {
  pointBetween,
  type BoxMark,
  type PacketCell,
  type PacketMark,
  type Point,
} from './mark.ts';
import { baselineAt, shorten, widthOf } from './text-width.ts';

const CELL_HEIGHT = 24;
const CELL_PADDING = 5;
const CELL_GAP = 2;
const FRAME_PADDING = 4;
/** On each side, in a browser. */
const BORDER = 2;
/** A little more than the estimate, because a browser cuts a text that is too wide. */
const SAFETY = 1.03;

/** Longer texts are shortened, so that all cells fit. */
const MAX_CELL_CHARACTERS = 28;

type Path = Pick<PacketMark<unknown>, 'from' | 'to' | 'area'>;

/** The center after `progress` (0 to 1) of the path. The packet stays in its area. */
export function packetCenter(
  { from, to, area: [least, most] }: Path,
  size: { readonly width: number; readonly height: number },
  progress: number,
): Point {
  const { x, y } = pointBetween(from, to, progress);
  return {
    x: within(x, least.x + size.width / 2, most.x - size.width / 2),
    y: within(y, least.y + size.height / 2, most.y - size.height / 2),
  };
}

/** In the middle if there is too little room. */
function within(value: number, least: number, most: number): number {
  return least > most ? (least + most) / 2 : Math.min(Math.max(value, least), most);
}

/** The maximum width of the packet. */
export function packetRoom({ area: [least, most] }: Path): number {
  return most.x - least.x;
}

export type CellText = Pick<PacketCell<unknown>, 'kind' | 'isOutlined'> & { readonly text: string };

/** The texts of the most cells that fit. Cells without words are omitted. */
export function cellTexts<Slot>(
  packet: PacketMark<Slot>,
  textOf: (slot: Slot) => string,
  textScale = 1,
): CellText[] {
  const forms = [packet.cells, ...packet.fewerCells].map((cells) => textsOf(cells, textOf));
  const fits = (texts: readonly CellText[]) => {
    const widths = texts.map(
      ({ text }) => SAFETY * widthOf(text, packet.size) + 2 * CELL_PADDING + CELL_GAP,
    );
    const width = widths.reduce((sum, each) => sum + each, 2 * (FRAME_PADDING + BORDER));
    return width * textScale <= packetRoom(packet);
  };
  return forms.find(fits) ?? forms.at(-1) ?? [];
}

function textsOf<Slot>(
  cells: readonly PacketCell<Slot>[],
  textOf: (slot: Slot) => string,
): CellText[] {
  return cells
    .map(({ slot, ...cell }) => ({ ...cell, text: shorten(textOf(slot), MAX_CELL_CHARACTERS) }))
    .filter(({ text }) => text !== '');
}

export type PlacedPacket = {
  readonly frame: BoxMark;
  readonly cells: readonly {
    readonly box: BoxMark;
    readonly isOutlined: boolean;
    readonly text: string;
    /** The center of the text on its baseline. */
    readonly at: Point;
  }[];
};

/** The packet where it is at `progress`. For pictures: text widths are estimates. */
export function placePacket<Slot>(
  packet: PacketMark<Slot>,
  textOf: (slot: Slot) => string,
  progress: number,
): PlacedPacket {
  const texts = cellTexts(packet, textOf);
  const widths = texts.map(({ text }) => widthOf(text, packet.size) + 2 * CELL_PADDING);
  const inside = widths.reduce((sum, each) => sum + each + CELL_GAP, -CELL_GAP);
  const width = inside + 2 * FRAME_PADDING;
  const height = CELL_HEIGHT + 2 * FRAME_PADDING;
  const center = packetCenter(packet, { width, height }, progress);
  const top = center.y - CELL_HEIGHT / 2;
  const left = center.x - width / 2;
  const { kind, emphasis } = packet;
  const stroke = emphasis === 'lost' ? { width: 2, dashes: '5 3' } : { width: 2 };
  const corner = { x: left, y: top - FRAME_PADDING };
  const look = { shape: 'box', kind, emphasis } as const;
  let x = left + FRAME_PADDING;
  const cells = texts.map((cell, index) => {
    const cellWidth = widths[index] ?? 0;
    const size = { x, y: top, width: cellWidth, height: CELL_HEIGHT, radius: 3 };
    const at = { x: x + cellWidth / 2, y: baselineAt(center.y, packet.size) };
    x += cellWidth + CELL_GAP;
    const box: BoxMark = { shape: 'box', kind: cell.kind, emphasis, ...size };
    return { box, isOutlined: cell.isOutlined ?? false, text: cell.text, at };
  });
  return { frame: { ...look, ...corner, width, height, radius: 6, stroke }, cells };
}

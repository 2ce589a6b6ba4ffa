/** Places the box and the text of a chip, given its words. */

import type { BoxMark, ChipMark, Point } from './mark.ts';
import { baselineAt, fitText, widthOf } from './text-width.ts';

export type PlacedChip = {
  readonly box: BoxMark;
  readonly text: string;
  /** The center of the text on its baseline. */
  readonly at: Point;
};

/** For pictures: text widths are estimates. */
export function placeChip<Slot>(chip: ChipMark<Slot>, textOf: (slot: Slot) => string): PlacedChip {
  const { kind, emphasis, center, size, padding, height, radius } = chip;
  const text = fitText(textOf(chip.slot), chip.maxWidth - 2 * padding, size);
  const width = widthOf(text, size) + 2 * padding;
  const corner = { x: center.x - width / 2, y: center.y - height / 2 };
  return {
    box: { shape: 'box', kind, emphasis, ...corner, width, height, radius },
    text,
    at: { x: center.x, y: baselineAt(center.y, size) },
  };
}

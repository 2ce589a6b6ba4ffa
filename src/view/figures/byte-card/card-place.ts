/** Where a card is, so that it is below the row of its byte and inside the window. */

type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

export type CardPlace = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly maxHeight: number;
};

/** In pixels, as the window and elements are measured. */
const MAX_WIDTH = 416;
const MARGIN = 8;
const GAP = 6;
/** With less room below the byte, the card is above it. */
const LEAST_HEIGHT = 240;

/** Above the byte if there is too little room below it, and more above. */
export function cardPlace(
  byte: Box,
  window: { readonly width: number; readonly height: number },
): CardPlace {
  const width = Math.min(MAX_WIDTH, window.width - 2 * MARGIN);
  const middle = (byte.left + byte.right) / 2;
  const left = Math.max(MARGIN, Math.min(middle - width / 2, window.width - MARGIN - width));
  const below = window.height - MARGIN - (byte.bottom + GAP);
  const above = byte.top - GAP - MARGIN;
  if (below >= LEAST_HEIGHT || below >= above) {
    const top = Math.max(MARGIN, byte.bottom + GAP);
    return { left, top, width, maxHeight: Math.max(0, window.height - MARGIN - top) };
  }
  return { left, top: MARGIN, width, maxHeight: Math.max(0, above) };
}

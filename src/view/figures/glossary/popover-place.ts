/** Where a popover goes in the window. All lengths in CSS pixels. */

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

export type Size = { readonly width: number; readonly height: number };

export type PopoverSide = 'above' | 'below';

type Question = {
  /** What the popover belongs to. */
  readonly anchor: Box;
  readonly size: Size;
  readonly window: Size;
  /** What it must not cover; null if it may cover anything. */
  readonly avoid: Box | null;
  /** Where it goes if there is room on both sides. */
  readonly side: PopoverSide;
};

/** Between the anchor and the popover. */
const GAP = 6;
/** To the edges of the window. */
const MARGIN = 8;

/**
 * The popover's upper left corner. It is on the wanted side of the anchor, or on the other one. If
 * it fits on neither, it covers the anchor, and if there is room nowhere, a part of `avoid`.
 */
export function placePopover(question: Question): { readonly left: number; readonly top: number } {
  const { anchor, size, window, avoid, side } = question;
  const left = clamp(anchor.left, window.width - MARGIN - size.width);
  const above = anchor.top - GAP - size.height;
  const below = anchor.bottom + GAP;
  const last = clamp(below, window.height - MARGIN - size.height);
  const tops = [
    ...(side === 'above' ? [above, below] : [below, above]),
    last,
    ...(avoid === null ? [] : [avoid.bottom + GAP, avoid.top - GAP - size.height]),
  ];
  const top = tops.find((each) => isFree({ left, top: each }, question));
  return { left, top: top ?? last };
}

function clamp(value: number, most: number): number {
  return Math.max(MARGIN, Math.min(value, most));
}

/** Whether the popover is within the window there, and clear of what it must not cover. */
function isFree(
  { left, top }: { readonly left: number; readonly top: number },
  { size, window, avoid }: Question,
): boolean {
  const bottom = top + size.height;
  if (top < MARGIN || bottom > window.height - MARGIN) return false;
  if (avoid === null) return true;
  const isBeside = left + size.width <= avoid.left || left >= avoid.right;
  return isBeside || bottom <= avoid.top || top >= avoid.bottom;
}

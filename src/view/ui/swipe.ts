/** Horizontal swipes by touch. Vertical ones scroll the page, and a mouse selects text. */

import type { Attachment } from 'svelte/attachments';

export type SwipeDirection = 'left' | 'right';

/** In CSS pixels. A shorter movement is a tap. */
const MIN_DISTANCE = 48;

/** The direction of a movement by `x` and `y` CSS pixels; null if it isn't a swipe. */
export function swipeDirection(x: number, y: number): SwipeDirection | null {
  if (Math.abs(x) < MIN_DISTANCE || Math.abs(x) < 2 * Math.abs(y)) return null;
  return x < 0 ? 'left' : 'right';
}

/** Calls back after each swipe over the element. */
export function swipes(onswipe: (direction: SwipeDirection) => void): Attachment<HTMLElement> {
  return (element) => {
    let start: { readonly id: number; readonly x: number; readonly y: number } | null = null;
    const begin = ({ pointerType, pointerId, clientX, clientY }: PointerEvent): void => {
      // With a second finger it is a pinch.
      start =
        pointerType === 'touch' && start === null
          ? { id: pointerId, x: clientX, y: clientY }
          : null;
    };
    const end = ({ pointerId, clientX, clientY }: PointerEvent): void => {
      const from = start;
      start = null;
      if (from === null || from.id !== pointerId) return;
      const direction = swipeDirection(clientX - from.x, clientY - from.y);
      if (direction !== null) onswipe(direction);
    };
    const cancel = (): void => void (start = null);
    element.addEventListener('pointerdown', begin);
    element.addEventListener('pointerup', end);
    element.addEventListener('pointercancel', cancel);
    return () => {
      element.removeEventListener('pointerdown', begin);
      element.removeEventListener('pointerup', end);
      element.removeEventListener('pointercancel', cancel);
    };
  };
}

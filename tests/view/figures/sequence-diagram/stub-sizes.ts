/**
 * jsdom has no layout. This gives the figure's view a size, 1rem its 16 px, and a packet the width
 * that a picture estimates for its texts.
 */

import { widthOf } from '#core/scenes/text-width.ts';

/** Returns how to undo it. */
export function stubSizes(view: { readonly width: number; readonly height: number }): () => void {
  const stubs: Readonly<Record<string, (element: Element) => number>> = {
    clientWidth: (element) => (element.classList.contains('ten-rems') ? 160 : view.width),
    clientHeight: () => view.height,
    offsetWidth: (element) => {
      const cells = [...element.children].map(({ textContent }) => widthOf(textContent, 13) + 10);
      return cells.reduce((sum, width) => sum + width + 2, 4);
    },
  };
  for (const [name, measure] of Object.entries(stubs)) {
    Object.defineProperty(HTMLElement.prototype, name, {
      configurable: true,
      get(this: HTMLElement) {
        return measure(this);
      },
    });
  }
  return () => {
    for (const name of Object.keys(stubs)) Reflect.deleteProperty(HTMLElement.prototype, name);
  };
}

/**
 * The page, and the parts of an element, that were scrolled. To ask each part how far would lay out
 * the page in the middle of a change. A part with `data-placed` decides by itself what it shows.
 */

import type { Attachment } from 'svelte/attachments';

export class ScrolledParts {
  /** The page might have been scrolled before. */
  readonly #parts = new Set<Element>([document.documentElement]);
  /** Until the next frame. A scroll that is reported until then happened before. */
  #isNew = false;

  readonly watch: Attachment<HTMLElement> = (element) => {
    const note = ({ target }: Event): void => {
      const part = target === document ? document.documentElement : target;
      if (!(part instanceof Element) || (target !== document && !element.contains(part))) return;
      if (part.hasAttribute('data-placed')) return;
      if (this.#isNew) part.scrollTop = 0;
      else this.#parts.add(part);
    };
    // The event of a part doesn't bubble.
    document.addEventListener('scroll', note, { capture: true, passive: true });
    return () => document.removeEventListener('scroll', note, { capture: true });
  };

  /** Scrolls all of them to their tops. */
  scrollToTop(): void {
    for (const part of this.#parts) part.scrollTop = 0;
    this.#parts.clear();
    this.#isNew = true;
    // A frame begins with the events of scrolls.
    requestAnimationFrame(() => (this.#isNew = false));
  }
}

/**
 * The page, and the parts of an element, that were scrolled. To ask each part how far would lay out
 * the page in the middle of a change.
 */

import type { Attachment } from 'svelte/attachments';

export class ScrolledParts {
  /** The page might have been scrolled before. */
  readonly #parts = new Set<Element>([document.documentElement]);

  readonly watch: Attachment<HTMLElement> = (element) => {
    const note = ({ target }: Event): void => {
      if (target === document) this.#parts.add(document.documentElement);
      else if (target instanceof Element && element.contains(target)) this.#parts.add(target);
    };
    // The event of a part doesn't bubble.
    document.addEventListener('scroll', note, { capture: true, passive: true });
    return () => document.removeEventListener('scroll', note, { capture: true });
  };

  /** Scrolls all of them to their tops. */
  scrollToTop(): void {
    for (const part of this.#parts) part.scrollTop = 0;
    this.#parts.clear();
  }
}

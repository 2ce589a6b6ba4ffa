/**
 * jsdom has no layout. This gives the figure's view a size, 1rem its 16 px, and a packet the size
 * that a picture estimates for its texts. A browser reports sizes that change before it paints;
 * here `reportSizes` does.
 */

import { flushSync } from 'svelte';
import { widthOf } from '#core/scenes/text-width.ts';

const observers = new Set<ReportingObserver>();

class ReportingObserver implements ResizeObserver {
  readonly #callback: ResizeObserverCallback;
  readonly #observed = new Set<Element>();

  constructor(callback: ResizeObserverCallback) {
    this.#callback = callback;
    observers.add(this);
  }

  observe(element: Element) {
    this.#observed.add(element);
  }

  unobserve(element: Element) {
    this.#observed.delete(element);
  }

  disconnect() {
    this.#observed.clear();
  }

  /** The entries name no sizes. */
  report() {
    const noSizes = { borderBoxSize: [], contentBoxSize: [], devicePixelContentBoxSize: [] };
    const entries = [...this.#observed].map((target) => ({
      ...noSizes,
      target,
      contentRect: new DOMRect(),
    }));
    this.#callback(entries, this);
  }
}

/** Reports the sizes of all observed elements, and updates the page. */
export function reportSizes(): void {
  flushSync(() => observers.forEach((observer) => observer.report()));
}

/** Before anything is drawn. Returns how to undo it. */
export function stubSizes(view: { readonly width: number; readonly height: number }): () => void {
  const stubs: Readonly<Record<string, (element: HTMLElement) => number>> = {
    clientWidth: (element) => (element.classList.contains('ten-rems') ? 160 : view.width),
    clientHeight: () => view.height,
    offsetHeight: () => 32,
    offsetWidth: (element) => {
      const cells = [...element.querySelectorAll('span')].map(
        ({ textContent, style }) =>
          widthOf(textContent, Number.parseFloat(style.fontSize) * 16) + 10,
      );
      return cells.reduce((sum, width) => sum + width + 2, -2) + 8;
    },
  };
  const { ResizeObserver } = window;
  window.ResizeObserver = ReportingObserver;
  for (const [name, measure] of Object.entries(stubs)) {
    Object.defineProperty(HTMLElement.prototype, name, {
      configurable: true,
      get(this: HTMLElement) {
        return measure(this);
      },
    });
  }
  return () => {
    window.ResizeObserver = ResizeObserver;
    for (const name of Object.keys(stubs)) Reflect.deleteProperty(HTMLElement.prototype, name);
  };
}

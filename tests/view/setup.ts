import '@testing-library/jest-dom/vitest';
import { configure } from '@testing-library/svelte';

// What comes later is waited for as long as a busy machine may take.
configure({ asyncUtilTimeout: 10_000 });

// jsdom lacks these; the real ones are met in tests/browser.

class NoMediaQueryList extends EventTarget implements MediaQueryList {
  readonly matches = false;
  readonly media: string;
  onchange = null;

  constructor(media: string) {
    super();
    this.media = media;
  }

  addListener() {}
  removeListener() {}
}

class NoResizeObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

window.matchMedia = (media) => new NoMediaQueryList(media);
window.ResizeObserver = NoResizeObserver;

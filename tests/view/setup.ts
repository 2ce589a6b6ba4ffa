import '@testing-library/jest-dom/vitest';
import { configure } from '@testing-library/svelte';

// A busy machine may be slow, so wait long.
configure({ asyncUtilTimeout: 10_000 });

// jsdom lacks these. The browser tests use the real ones.

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

// It has no media queries either. The header's lists are as on a wide page.
const wide = document.createElement('style');
wide.textContent =
  'header [popover] { display: flex !important } header button[popovertarget] { display: none !important }';
document.head.append(wide);

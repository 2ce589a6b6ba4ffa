/** Scrolls the page itself, which is taller than a small window. */
export function scrollPageToTop(): void {
  if (window.scrollY > 0) window.scrollTo({ top: 0, behavior: 'instant' });
}

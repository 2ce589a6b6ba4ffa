/**
 * Calls back when a link to a file of the site is followed in this tab, with its path from the
 * site's root and its fragment. If the callback shows it, the page isn't left. Returns how to stop.
 */
export function followSiteLinks(show: (path: string, fragment: string) => boolean): () => void {
  const root = new URL('.', location.href);
  const follow = (event: MouseEvent): void => {
    const isPlain =
      event.button === 0 &&
      !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) &&
      !event.defaultPrevented;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!isPlain || link === null || link.target !== '' || link.hasAttribute('download')) return;
    const { origin, pathname, hash } = new URL(link.href, location.href);
    if (origin !== root.origin || !pathname.startsWith(root.pathname)) return;
    const isApp = pathname === location.pathname;
    if (!isApp && show(pathname.slice(root.pathname.length), hash)) event.preventDefault();
  };
  document.addEventListener('click', follow);
  return () => document.removeEventListener('click', follow);
}

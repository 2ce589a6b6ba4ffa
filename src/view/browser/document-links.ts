import { addressOfDocument } from '#core/sharing/document-address.ts';
import type { Address } from '#core/sharing/address.ts';

/**
 * Calls back with the address of a document when a link to it is followed in this tab, instead of
 * leaving the page. Returns how to stop.
 */
export function followDocumentLinks(go: (to: Address) => void): () => void {
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
    const to = addressOfDocument(pathname.slice(root.pathname.length), hash);
    if (to === null) return;
    event.preventDefault();
    go(to);
  };
  document.addEventListener('click', follow);
  return () => document.removeEventListener('click', follow);
}

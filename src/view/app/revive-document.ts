/** Brings the islands of a built document to life. */

import { SITE_ROOT } from '#view/ui/site-root-key.ts';
import { ISLANDS, type IslandSurroundings } from './islands.ts';
import { hasUnheardPress, keepUnheardInput, pressEnded } from './unheard-input.ts';

/** Returns how to stop what still waits, before something else takes the document's place. */
export function reviveDocument(
  page: ParentNode,
  root: string,
  surroundings: IslandSurroundings,
): () => void {
  const stops = [...page.querySelectorAll<HTMLElement>('[data-island]')].map((holder) => {
    const island = ISLANDS[holder.dataset['island'] ?? ''];
    if (island === undefined || island.when === 'never') return () => undefined;
    return whenTouched(holder, async () => {
      const [{ flushSync, hydrate }, { default: Content }] = await Promise.all([
        import('svelte'),
        island.load(),
      ]);
      await pressEnded(holder);
      if (!holder.isConnected) return;
      const kept = keepUnheardInput(holder);
      const props = island.props(surroundings);
      hydrate(Content, { target: holder, props, context: new Map([[SITE_ROOT, root]]) });
      // Its effects run first, so that what follows counts as a change.
      flushSync();
      kept.repeat();
    });
  });
  return () => stops.forEach((stop) => stop());
}

const TOUCHES = ['pointerenter', 'pointerdown', 'focusin'] as const;

function whenTouched(holder: HTMLElement, revive: () => Promise<void>): () => void {
  const stop = (): void =>
    TOUCHES.forEach((touch) => holder.removeEventListener(touch, start, { capture: true }));
  const start = (): void => {
    stop();
    // A document whose code can't be loaded stays as it was built.
    revive().catch(() => undefined);
  };
  TOUCHES.forEach((touch) => holder.addEventListener(touch, start, { capture: true }));
  // The reader may have been quicker than this code.
  if (holder.contains(document.activeElement) || hasUnheardPress(holder)) start();
  return stop;
}

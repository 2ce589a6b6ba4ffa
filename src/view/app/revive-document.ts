/** Brings the islands of a built document to life. */

import { hydrate } from 'svelte';
import { SITE_ROOT } from '#view/ui/site-root.ts';
import { ISLANDS, type IslandSurroundings } from './islands.ts';

/** Returns how to stop what still waits, before something else takes the document's place. */
export function reviveDocument(
  page: ParentNode,
  root: string,
  surroundings: IslandSurroundings,
): () => void {
  const stops = [...page.querySelectorAll<HTMLElement>('[data-island]')].map((holder) => {
    const island = ISLANDS[holder.dataset['island'] ?? ''];
    if (island === undefined || island.when === 'never') return () => undefined;
    const revive = async (): Promise<void> => {
      const { default: Content } = await island.load();
      if (!holder.isConnected) return;
      const props = island.props(surroundings);
      hydrate(Content, { target: holder, props, context: new Map([[SITE_ROOT, root]]) });
    };
    if (island.when === 'touched') return whenTouched(holder, () => void revive());
    void revive();
    return () => undefined;
  });
  return () => stops.forEach((stop) => stop());
}

const TOUCHES = ['pointerenter', 'pointerdown', 'focusin'] as const;

function whenTouched(holder: HTMLElement, revive: () => void): () => void {
  const stop = (): void =>
    TOUCHES.forEach((touch) => holder.removeEventListener(touch, start, { capture: true }));
  const start = (): void => {
    stop();
    revive();
  };
  TOUCHES.forEach((touch) => holder.addEventListener(touch, start, { capture: true }));
  return stop;
}

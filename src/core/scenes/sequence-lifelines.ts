/** Where the lifelines of a sequence diagram are, across time. */

import type { Hop } from '#core/story/step.ts';
import type { Side } from '#core/trace/direction.ts';

export type Lifelines = Readonly<Record<Side, number>> & {
  /** Of a proxy; null without one. */
  readonly proxy: number | null;
};

/** Where the two ends of a connection are: of the only one, or of one of a proxy's two. */
export function endsOf(
  { hop }: { readonly hop?: Hop },
  { client, server, proxy }: Lifelines,
): Readonly<Record<Side, number>> {
  if (proxy === null || hop === undefined) return { client, server };
  return hop === 'client' ? { client, server: proxy } : { client: proxy, server };
}

/** Of the length of a cut: between two lifelines, and not on one. */
export function cutCenter({ client, server, proxy }: Lifelines): number {
  return (client + (proxy ?? server)) / 2;
}

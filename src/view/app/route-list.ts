/** The pages of the site, without their code. */

import { documentPath } from '#core/sharing/document-address.ts';

export interface RouteEntry {
  /** The first segment of its addresses. */
  readonly id: string;
  readonly title: string;
  /** The content of the page, in a sentence. */
  readonly summary: string;
  /** From the site's root: "#/learn", "guides/". */
  readonly href: string;
  /** Further first segments of its addresses. */
  readonly alsoAt: readonly string[];
  /** Whether each of its addresses is a page of its own, with a document. */
  readonly isRead: boolean;
  /** Whether the header lists it. */
  readonly isListed: boolean;
}

const read = (id: string) =>
  ({ id, href: documentPath({ page: id, path: [] }), isRead: true, isListed: true }) as const;

const worked = (id: string) =>
  ({ id, href: `#/${id}`, alsoAt: [], isRead: false, isListed: true }) as const;

export const ROUTE_ENTRIES = {
  start: {
    ...read('start'),
    href: '#/',
    title: 'Start',
    summary: 'What a WebSocket is, what it is for, and when not to use it.',
    alsoAt: [],
    isListed: false,
  },
  learn: {
    ...worked('learn'),
    title: 'Learn',
    summary: 'Step through a connection, from the first request to the last byte.',
  },
  decode: {
    ...worked('decode'),
    title: 'Decode',
    summary: 'Paste bytes, and see what they contain and which rules they break.',
  },
  compare: {
    ...worked('compare'),
    title: 'Compare',
    summary: 'See what polling, long polling, server-sent events and WebSocket cost.',
  },
  live: {
    ...worked('live'),
    title: 'Live',
    summary: 'See what your own browser really sends, while it crosses.',
    // Only the local server's pages list it.
    isListed: false,
  },
  guides: {
    ...read('guides'),
    title: 'Guides',
    summary: 'One question each: proxies, reconnecting, close code 1006, backpressure.',
    alsoAt: [],
  },
  reference: {
    ...read('reference'),
    title: 'Reference',
    summary: 'Close codes, error messages, frames and terms, each with an example.',
    alsoAt: ['close-codes', 'errors', 'frames', 'glossary'],
  },
} as const satisfies Readonly<Record<string, RouteEntry>>;

/** What the header lists. Live works only on pages that may connect. */
export function listedOf<Entry extends RouteEntry>(
  entries: readonly Entry[],
  mayConnect: boolean,
): readonly Entry[] {
  return entries.filter(({ id, isListed }) => isListed || (mayConnect && id === 'live'));
}

export const LISTED_ENTRIES: readonly RouteEntry[] = listedOf<RouteEntry>(
  Object.values(ROUTE_ENTRIES),
  false,
);

export const LOCALLY_LISTED_ENTRIES: readonly RouteEntry[] = listedOf<RouteEntry>(
  Object.values(ROUTE_ENTRIES),
  true,
);

/** The entry of an address with this first segment. */
export function entryOf(page: string): RouteEntry | undefined {
  const entries: readonly RouteEntry[] = Object.values(ROUTE_ENTRIES);
  return entries.find(({ id, alsoAt }) => id === page || alsoAt.includes(page));
}

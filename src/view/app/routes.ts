import type { Component } from 'svelte';
import type { PageProps } from '#view/state/page-props.ts';

export interface Route {
  /** The first segment of its addresses. */
  readonly id: string;
  readonly title: string;
  /** The content of the page, in a sentence. */
  readonly summary: string;
  /** Loads the page's code on demand. */
  load(): Promise<{ default: Component<PageProps> }>;
}

export type Routes = readonly [home: Route, ...others: Route[]];

export const routes: Routes = [
  {
    id: 'learn',
    title: 'Learn',
    summary: 'Step through a connection, from the first request to the last byte.',
    load: () => import('#view/pages/learn/LearnPage.svelte'),
  },
  {
    id: 'decode',
    title: 'Decode',
    summary: 'Paste bytes, and see what they say and what is wrong with them.',
    load: () => import('#view/pages/decode/DecodePage.svelte'),
  },
  {
    id: 'compare',
    title: 'Compare',
    summary: 'See what polling, long polling and WebSocket cost for the same messages.',
    load: () => import('#view/pages/compare/ComparePage.svelte'),
  },
];

/**
 * The parts of documents that come alive. The build renders them, and a visit loads their code when
 * `when` says so.
 */

import type { Component } from 'svelte';
import type { Address } from '#core/sharing/address.ts';
import { inPascalCase } from '#content/phrasing/pascal-case.ts';
import { GUIDE_FIGURES } from '#view/pages/guides/guide-figures.ts';
import { START_ISLANDS } from '#view/pages/start/start-islands.ts';
import type { DeviceStorage } from '#view/browser/storage.ts';
import type { HandedInput } from '#view/state/workspace.svelte.ts';

/** What islands get from the document that they are in. */
export type IslandSurroundings = {
  readonly address: Pick<Address, 'page' | 'path'>;
  readonly storage: DeviceStorage;
  /** Opens Decode in the app with this on its bench. */
  readonly decode: (handed: HandedInput | null) => void;
};

export type IslandEntry = {
  /** Its component, from the project's root. */
  readonly source: string;
  // Each component takes the props of its own entry.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly load: () => Promise<{ readonly default: Component<any> }>;
  readonly props: (surroundings: IslandSurroundings) => Record<string, unknown>;
  /** When a pointer or the focus enters it, or never: it is a picture. */
  readonly when: 'touched' | 'never';
};

const guideFigures = Object.entries(GUIDE_FIGURES).map(([slug, load]): [string, IslandEntry] => [
  `guide-${slug}`,
  {
    source: `src/view/pages/guides/${inPascalCase(slug)}Figure.svelte`,
    load,
    props: () => ({}),
    when: 'touched',
  },
]);

export const ISLANDS: Readonly<Record<string, IslandEntry>> = {
  ...Object.fromEntries(guideFigures),
  header: {
    source: 'src/view/app/DocumentHeader.svelte',
    load: () => import('./DocumentHeader.svelte'),
    props: ({ address, storage }) => ({ page: address.page, storage }),
    when: 'touched',
  },
  'start-chat': {
    source: 'src/view/figures/chat-comparison/ShortChat.svelte',
    load: START_ISLANDS['start-chat'],
    props: () => ({}),
    when: 'touched',
  },
  'start-stages': {
    source: 'src/view/pages/start/StartStages.svelte',
    load: START_ISLANDS['start-stages'],
    props: () => ({}),
    when: 'never',
  },
  'start-comparison': {
    source: 'src/view/pages/start/StartComparison.svelte',
    load: START_ISLANDS['start-comparison'],
    props: () => ({}),
    when: 'never',
  },
  'start-paste': {
    source: 'src/view/pages/start/StartPaste.svelte',
    load: START_ISLANDS['start-paste'],
    props: ({ decode }) => ({ ondecode: decode }),
    when: 'touched',
  },
};

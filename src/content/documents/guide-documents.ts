/** The list of guides, and the guides. */

import { GUIDES } from '#content/guides/guide-list.ts';
import type { DocumentEntry } from './document-entry.ts';

export const GUIDE_DOCUMENTS: readonly DocumentEntry[] = [
  {
    address: { page: 'guides', path: [] },
    title: 'Guides to WebSocket',
    description:
      'What is hard about WebSockets, one question a guide, each with a figure that runs and sources with dates.',
  },
  ...GUIDES.map(({ slug, title, description }) => ({
    address: { page: 'guides', path: [slug] },
    title,
    description,
  })),
];

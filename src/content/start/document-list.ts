/** Every document of the site, with what search engines and link previews show of it. */

import { GUIDES } from '#content/guides/guide-list.ts';

export type DocumentEntry = {
  readonly address: { readonly page: string; readonly path: readonly string[] };
  /** Without the site's name. */
  readonly title: string;
  /** A sentence or two, at most 160 characters. */
  readonly description: string;
};

export function documentList(): readonly DocumentEntry[] {
  return [
    {
      address: { page: 'start', path: [] },
      title: 'How a WebSocket works, byte by byte',
      description:
        'What a WebSocket is and why. Step through a connection, decode your own bytes, and compare it with polling and server-sent events.',
    },
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
    {
      address: { page: 'reference', path: [] },
      title: 'WebSocket reference',
      description:
        'Close codes, error messages, frames and terms of WebSocket, each with the bytes that show it.',
    },
  ];
}

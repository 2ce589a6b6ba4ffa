/** Every document of the site, with what search engines and link previews show of it. */

import { GALLERY } from '#content/examples/gallery.ts';
import { GUIDES } from '#content/guides/guide-list.ts';
import { CLOSE_CODE_PAGES } from '#content/reference/pages/close-code-pages.ts';
import { ERROR_PAGES, type ErrorPage } from '#content/reference/pages/error-pages.ts';
import { REFERENCE_PARTS, type ReferencePart } from '#content/reference/pages/reference-list.ts';

export type DocumentEntry = {
  readonly address: { readonly page: string; readonly path: readonly string[] };
  /** Without the site's name. */
  readonly title: string;
  /** A sentence or two, at most 160 characters. */
  readonly description: string;
};

/** Search engines cut longer descriptions. */
const MAX_DESCRIPTION = 160;

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
    ...(Object.keys(REFERENCE_PARTS) as ReferencePart[]).map((page) => ({
      address: { page, path: [] },
      title: `WebSocket ${REFERENCE_PARTS[page].title.toLowerCase()}`,
      description: REFERENCE_PARTS[page].summary,
    })),
    ...CLOSE_CODE_PAGES.map(({ slug, name, meaning }) => ({
      address: { page: 'close-codes', path: [slug] },
      title: `WebSocket close code ${slug}: ${name}`,
      description: shortened(meaning),
    })),
    ...ERROR_PAGES.map(({ slug, result }) => ({
      address: { page: 'errors', path: [slug] },
      title: errorTitle(result),
      description: shortened(
        `What it means when ${result.libraries.join(', ')} prints “${result.title}”, and what to do.`,
      ),
    })),
    ...GALLERY.map(({ id, title, look }) => ({
      address: { page: 'frames', path: [id] },
      title: `${title}, byte by byte`,
      description: shortened(look),
    })),
  ];
}

/** Libraries print the same text for different causes. */
function errorTitle({ title, libraries }: ErrorPage['result']): string {
  const alike = ERROR_PAGES.filter(({ result }) => comparable(result.title) === comparable(title));
  return alike.length > 1 ? `${title} (${libraries.join(', ')})` : title;
}

function comparable(title: string): string {
  return title.toLowerCase().replace(/\.$/, '');
}

function shortened(text: string): string {
  if (text.length <= MAX_DESCRIPTION) return text;
  return `${text.slice(0, MAX_DESCRIPTION - 1).replace(/\s+\S*$/, '')}…`;
}

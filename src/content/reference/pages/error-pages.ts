/** One page for each error message of the table. */

import { ERROR_MESSAGES } from '#content/reference/errors/error-messages.ts';
import { resultsOf, type MessageResult } from '#content/reference/errors/error-results.ts';

export type ErrorPage = { readonly slug: string; readonly result: MessageResult };

/** UTF-16 code units. */
const MAX_SLUG = 60;

export const ERROR_PAGES: readonly ErrorPage[] = withSlugs(
  resultsOf(
    ERROR_MESSAGES.map((message) => ({
      kind: 'message',
      message,
      numbers: [],
      start: 0,
      end: 0,
    })),
  ).filter((result) => result.kind === 'message'),
);

export function errorPageOf(slug: string): ErrorPage | undefined {
  return ERROR_PAGES.find((page) => page.slug === slug);
}

/** The libraries that print messages, each with its pages, in the order of the table. */
export function errorsByLibrary(): readonly (readonly [library: string, pages: ErrorPage[]])[] {
  const groups = new Map<string, ErrorPage[]>();
  for (const page of ERROR_PAGES) {
    for (const library of page.result.libraries) {
      groups.set(library, [...(groups.get(library) ?? []), page]);
    }
  }
  return [...groups];
}

/** "unexpected-response-code", with a number if another message has the same words. */
function withSlugs(results: readonly MessageResult[]): ErrorPage[] {
  const used = new Map<string, number>();
  return results.map((result) => {
    const base = slugOf(result.title);
    const count = (used.get(base) ?? 0) + 1;
    used.set(base, count);
    return { slug: count === 1 ? base : `${base}-${count}`, result };
  });
}

function slugOf(title: string): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '');
  if (words.length <= MAX_SLUG) return words;
  return words.slice(0, MAX_SLUG).replace(/-[^-]*$/, '');
}

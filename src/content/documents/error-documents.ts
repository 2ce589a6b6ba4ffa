/** The list of error messages, and a page for each message. */

import { ERROR_PAGES, type ErrorPage } from '#content/reference/pages/error-pages.ts';
import { answerSentence } from '#content/reference/errors/error-search-words.ts';
import { descriptionOf, type DocumentEntry } from './document-entry.ts';
import { errorTitles } from './error-titles.ts';
import { listDocument } from './reference-documents.ts';

const TITLES = errorTitles(ERROR_PAGES.map(({ result }) => result));

export const ERROR_DOCUMENTS: readonly DocumentEntry[] = [
  listDocument('errors'),
  ...ERROR_PAGES.map(({ slug, result }, at) => ({
    address: { page: 'errors', path: [slug] },
    title: TITLES[at]!,
    description: describe(result),
  })),
];

function describe(result: ErrorPage['result']): string {
  const { title, libraries } = result;
  return descriptionOf(
    `What it means when ${libraries.join(', ')} prints “${title}”, and what to do.`,
    answerSentence(result),
  );
}

import { expect, test } from 'vitest';
import { ERROR_MESSAGES } from '#content/reference/errors/error-messages.ts';
import { ERROR_PAGES, errorPageOf, errorsByLibrary } from '#content/reference/pages/error-pages.ts';

test('every message of the table is on a page of each library that prints it', () => {
  const pages = ERROR_PAGES.map(({ result }) => result);
  for (const { text, library, causes } of ERROR_MESSAGES) {
    const title = text.replaceAll(/\{[n…]\}/g, '…').toLowerCase();
    const page = pages.find(
      (each) =>
        each.title.toLowerCase().replace(/\.$/, '') === title.replace(/\.$/, '') &&
        each.libraries.includes(library) &&
        each.causes.join() === causes.join(),
    );
    expect(page, `${library}: ${text}`).toBeDefined();
  }
});

test('addresses are short, plain and used once', () => {
  const slugs = ERROR_PAGES.map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(slugs.length);
  for (const slug of slugs) {
    expect(slug).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/);
    expect(slug.length).toBeLessThanOrEqual(64);
    expect(errorPageOf(slug)?.slug).toBe(slug);
  }
});

test('every page is listed', () => {
  const listed = new Set(errorsByLibrary().flatMap(([, pages]) => pages));
  expect(listed.size).toBe(ERROR_PAGES.length);
});

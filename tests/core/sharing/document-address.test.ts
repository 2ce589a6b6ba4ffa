import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOfDocument, DOCUMENT_PAGES, documentPath } from '#core/sharing/document-address.ts';

test.each([
  ['guides', [], 'guides/'],
  ['guides', ['polling'], 'guides/polling/'],
  ['close-codes', ['1006'], 'close-codes/1006/'],
  ['glossary', ['masking-key'], 'glossary/#masking-key'],
  ['glossary', [], 'glossary/'],
])('the document of %s %j is at %s', (page, path, expected) => {
  expect(documentPath({ page, path })).toBe(expected);
});

test('every address of a document is found again from its path', () => {
  const segment = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(
      fc.constantFrom(...DOCUMENT_PAGES.filter((page) => page !== 'glossary')),
      fc.array(segment, { maxLength: 2 }),
      (page, path) => {
        const [printed = '', fragment = ''] = documentPath({ page, path }).split('#');
        expect(addressOfDocument(printed, fragment)).toEqual({ page, path, query: new Map() });
      },
    ),
  );
});

test.each([
  ['guides/polling/index.html', '', ['guides', 'polling']],
  ['guides', '', ['guides']],
  ['glossary/', '#frame', ['glossary', 'frame']],
])('the path %s%s leads to the app’s address', (path, fragment, [page, ...rest]) => {
  expect(addressOfDocument(path, fragment)).toMatchObject({ page, path: rest });
});

test.each(['', 'index.html', 'licences.txt', 'assets/x.js', 'learn/'])(
  '%j is no document',
  (path) => expect(addressOfDocument(path)).toBeNull(),
);

test('what isn’t percent-encoded correctly is kept', () => {
  expect(addressOfDocument('guides/%ff/')).toMatchObject({ path: ['%ff'] });
});

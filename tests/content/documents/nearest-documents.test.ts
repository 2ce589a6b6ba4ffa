import { expect, test } from 'vitest';
import { nearestByPlace, nearestDocuments } from '#content/documents/nearest-documents.ts';

test.each([
  ['guide/polling', 'guides/polling/'],
  ['close-code/1006', 'close-codes/1006/'],
  ['glosary', 'glossary/'],
])('of the address %s is %s first', (asked, path) => {
  expect(nearestDocuments(asked)[0]?.path).toBe(path);
});

test.each([
  ['1006', 'close-codes/1006/'],
  ['polling', 'guides/polling/'],
  ['error', 'errors/'],
  ['rsv1', 'frames/rsv1/'],
])('of the place %s alone is %s first', (asked, path) => {
  expect(nearestByPlace(asked)[0]?.path).toBe(path);
  expect(nearestByPlace(asked)).toHaveLength(5);
});

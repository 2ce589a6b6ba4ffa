import { expect, test } from 'vitest';
import { closeEventCode } from '#content/reference/pages/page-words.ts';
import { REFERENCE_PARTS } from '#content/reference/pages/reference-list.ts';
import { DOCUMENT_PAGES } from '#core/sharing/document-address.ts';

test('every part of the reference is at an address for documents', () => {
  expect(Object.keys(REFERENCE_PARTS)).toEqual(['close-codes', 'errors', 'frames', 'glossary']);
  expect(DOCUMENT_PAGES).toEqual(expect.arrayContaining(Object.keys(REFERENCE_PARTS)));
});

test('a page gets an error event before a close that isn’t clean, and none before a clean one', () => {
  expect(closeEventCode('1006', false)).toMatch(
    /^socket\.onerror[^]*onclose[^]*wasClean {2}false$/,
  );
  expect(closeEventCode('1000', true)).toMatch(/^socket\.onclose[^]*1000[^]*wasClean {2}true$/);
});

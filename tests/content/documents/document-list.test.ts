import { expect, test } from 'vitest';
import { DOCUMENTS } from '#content/documents/document-list.ts';
import { addressOfDocument, documentPath } from '#core/sharing/document-address.ts';

const documents = DOCUMENTS;

test('every document has an address, a title and a description of its own', () => {
  const addresses = documents.map(({ address }) => documentPath(address));
  expect(new Set(addresses).size).toBe(documents.length);
  for (const { address, title, description } of documents) {
    expect(title, documentPath(address)).not.toBe('');
    expect(description.length, documentPath(address)).toBeGreaterThan(60);
    expect(description.length, documentPath(address)).toBeLessThanOrEqual(160);
  }
});

test('no two documents have the same title or description', () => {
  const repeated = (texts: readonly string[]) =>
    texts.filter((text, at) => texts.indexOf(text) !== at);
  expect(repeated(documents.map(({ title }) => title.toLowerCase()))).toEqual([]);
  expect(repeated(documents.map(({ description }) => description))).toEqual([]);
});

test('the app finds every document but Start by its path', () => {
  for (const { address } of documents) {
    if (address.page === 'start') continue;
    const [path = '', fragment = ''] = documentPath(address).split('#');
    expect(addressOfDocument(path, fragment)).toMatchObject(address);
  }
});

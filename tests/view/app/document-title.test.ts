import { expect, test } from 'vitest';
import { DOCUMENTS } from '#content/documents/document-list.ts';
import { documentTitle } from '#view/app/document-title.ts';

test('is the one in the list, whatever the address', async () => {
  for (const { address, title } of DOCUMENTS) {
    expect(await documentTitle(address)).toBe(title);
  }
});

test.each([
  ['close-codes', ['3100'], 'WebSocket close code 3000-3999: registered by libraries'],
  ['glossary', ['masking-key'], 'WebSocket glossary'],
  ['guides', ['pollling'], undefined],
  ['guides', ['polling', 'more'], undefined],
  ['close-codes', ['999'], undefined],
  ['reference', ['x'], undefined],
  ['nothing', [], undefined],
])('of %s/%s is %s', async (page, path, expected) => {
  expect(await documentTitle({ page, path })).toBe(expected);
});

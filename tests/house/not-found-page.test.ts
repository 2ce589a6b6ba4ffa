import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { pageWith } from '../../scripts/documents/not-found.mjs';

const script = 'location.replace("/")';

test('404.html allows its own script and style, and no other', () => {
  const html = pageWith(script, null);
  const style = /<style>([^<]*)<\/style>/.exec(html)?.[1] ?? '';
  for (const text of [script, style]) {
    expect(html).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
  expect(html).not.toContain('unsafe');
});

test.each([
  [null, 'Its first page is in a folder above this address.'],
  ['https://site.example/ws/', '<a href="https://site.example/ws/">'],
])('404.html leads to the first page if the address of the site is %s', (address, expected) => {
  expect(pageWith(script, address)).toContain(expected);
});

import { expect, test } from 'vitest';
import { inList } from '#content/phrasing/listing.ts';

test.each([
  [[], ''],
  [['ws'], 'ws'],
  [['ws', 'wsproto'], 'ws and wsproto'],
  [['ws', 'wsproto', 'Firefox'], 'ws, wsproto and Firefox'],
])('%j in a list is “%s”', (names, text) => {
  expect(inList(names)).toBe(text);
});

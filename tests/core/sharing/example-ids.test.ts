import { expect, test } from 'vitest';
import { parseAddress } from '#core/sharing/address.ts';
import { readDecodeLink } from '#core/sharing/decode-link.ts';
import { EXAMPLE_GROUPS, EXAMPLE_IDS, exampleLink } from '#core/sharing/example-ids.ts';

const ids = EXAMPLE_GROUPS.flatMap((group) => [...EXAMPLE_IDS[group]]);

test('no two examples have the same id', () => {
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(ids)('%s: its link opens it', (id) => {
  const { page, query } = parseAddress(exampleLink({ id }));
  expect(page).toBe('decode');
  expect(readDecodeLink(query).link.data).toEqual({ kind: 'example', id });
});

// Links that people have shared must keep working.
test('ids are as they were', () => {
  expect(exampleLink({ id: 'rfc-6455-masked-text' })).toBe('#/decode?example=rfc-6455-masked-text');
  expect(Object.values(EXAMPLE_IDS).map(({ length }) => length)).toEqual([6, 8, 1, 25, 17]);
});

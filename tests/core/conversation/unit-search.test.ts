import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { readConversation } from '#core/conversation/conversation.ts';
import { NO_FILTER } from '#core/conversation/unit-filter.ts';
import { UnitSearch } from '#core/conversation/unit-search.ts';
import { traceOf } from './streams.ts';

const read = (hex: string) => readConversation(traceOf([['s', fromHex(hex)]]));
const PIECES = read('81 03 61 62 63 01 01 78 89 00 80 01 79 81 01 7a');

test('a search in steps finds the same, and says how far it is', () => {
  const search = new UnitSearch(PIECES, NO_FILTER, (content) => content.length > 1);
  expect(search.searched).toBe(0);
  const parts: number[] = [];
  while (!search.isDone) parts.push(search.step(1).searched);
  expect(parts).toEqual([1, 2, 3, 4, 5].map((count) => count / 5));
  expect(search.found).toEqual([0, 1, 3]);
});

test('a fragmented message is looked at once', () => {
  const seen: number[] = [];
  const search = new UnitSearch(PIECES, NO_FILTER, ({ length }) => seen.push(length) > 0);
  expect(search.step().found).toEqual([0, 1, 2, 3, 4]);
  expect(seen).toEqual([3, 2, 0, 1]);
});

test('nothing is searched at once', () => {
  const search = new UnitSearch(read(''), NO_FILTER);
  expect([search.isDone, search.searched, search.found]).toEqual([true, 1, []]);
});

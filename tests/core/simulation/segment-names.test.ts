import { expect, test } from 'vitest';
import { SegmentNames } from '#core/simulation/segment-names.ts';

const pieces = (...sizes: number[]) =>
  sizes.map((size, index) => ({ name: 'abc'[index] ?? '', bytes: new Uint8Array(size) }));

test.each([
  { name: 'one piece in one segment', sizes: [5], ends: [5], names: ['a'] },
  { name: 'one piece in three', sizes: [5], ends: [2, 4, 5], names: ['a', 'a-part-2', 'a-part-3'] },
  { name: 'three pieces in one', sizes: [1, 2, 3], ends: [6], names: ['a'] },
  { name: 'three pieces in three', sizes: [1, 2, 3], ends: [1, 3, 6], names: ['a', 'b', 'c'] },
  {
    name: 'a piece that starts after the rest of another',
    sizes: [4, 4],
    ends: [3, 6, 8],
    names: ['a', 'b', 'b-part-2'],
  },
  {
    name: 'a piece that starts where a segment ends',
    sizes: [4, 4],
    ends: [2, 4, 8],
    names: ['a', 'a-part-2', 'b'],
  },
])('names $name', ({ sizes, ends, names }) => {
  const segmentNames = new SegmentNames(pieces(...sizes));
  expect(ends.map((end, index) => segmentNames.nameOf(ends[index - 1] ?? 0, end))).toEqual(names);
});

test('expects bytes of a piece', () => {
  expect(() => new SegmentNames(pieces(3)).nameOf(3, 4)).toThrow(
    'expected bytes that were written',
  );
});

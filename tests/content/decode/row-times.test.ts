import { expect, test } from 'vitest';
import { rowTime, rowTimes, type TimeColumn } from '#content/decode/row-times.ts';

const TIMES = [0, 1.5, null, 12_000] as const;
const BEGAN = Date.UTC(2026, 10, 30, 23, 26, 19);

test.each<[Exclude<TimeColumn, 'packet'>, number, string | null]>([
  ['start', 0, '0 ms'],
  ['start', 1, '1.500 ms'],
  ['start', 2, null],
  ['start', 3, '12.00 s'],
  ['before', 0, '+0 ms'],
  ['before', 1, '+1.500 ms'],
  ['before', 2, null],
  ['clock', 0, '23:26:19.000'],
  ['clock', 3, '23:26:31.000'],
])('the time %s of row %i is %s', (column, index, words) => {
  expect(rowTime(TIMES[index] ?? null, TIMES[index - 1] ?? null, column, BEGAN)).toBe(words);
});

test('a row has its time and the difference, and the one that was chosen', () => {
  const [at, sinceBefore] = ['12.00 s', '+0 ms'];
  expect(rowTimes(12_000, null, 'start', BEGAN)).toEqual({ chosen: at, at, sinceBefore });
  expect(rowTimes(12_000, null, 'before', BEGAN)).toEqual({
    chosen: sinceBefore,
    at,
    sinceBefore,
  });
  expect(rowTimes(null, 1.5, 'start', BEGAN)).toBeNull();
});

test('a row names its packet, if it has one', () => {
  const sinceBefore = '+0 ms';
  expect(rowTimes(1.5, null, 'packet', BEGAN, 1234)).toEqual({
    chosen: 'packet 1,234',
    at: 'packet 1,234',
    sinceBefore,
  });
  expect(rowTimes(1.5, null, 'packet', BEGAN)?.chosen).toBe('1.500 ms');
});

test('without a date, the time of day is the time since the start', () => {
  expect(rowTime(1.5, 0, 'clock', null)).toBe('1.500 ms');
});

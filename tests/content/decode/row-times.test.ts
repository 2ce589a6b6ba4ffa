import { expect, test } from 'vitest';
import { rowTime, rowTimes, type TimeColumn } from '#content/decode/row-times.ts';

const arrival = { kind: 'unknown' } as const;
const deliveries = [0, 1.5, null, 12_000].map((sentAtMs) => ({
  eventIndices: [],
  sentAtMs,
  arrival,
}));
const BEGAN = Date.UTC(2026, 10, 30, 23, 26, 19);

test.each<[TimeColumn, number, string | null]>([
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
  expect(rowTime({ deliveries }, index, column, BEGAN)).toBe(words);
});

test('a row has its time and the difference, and the one that was chosen', () => {
  const [at, sinceBefore] = ['12.00 s', '+0 ms'];
  expect(rowTimes({ deliveries }, 3, 'start', BEGAN)).toEqual({ chosen: at, at, sinceBefore });
  expect(rowTimes({ deliveries }, 3, 'before', BEGAN)).toEqual({
    chosen: sinceBefore,
    at,
    sinceBefore,
  });
  expect(rowTimes({ deliveries }, 2, 'start', BEGAN)).toBeNull();
});

test('without a date, the time of day is the time since the start', () => {
  expect(rowTime({ deliveries }, 1, 'clock', null)).toBe('1.500 ms');
});

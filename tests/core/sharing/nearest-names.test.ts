import { expect, test } from 'vitest';
import { nearestNames } from '#core/sharing/nearest-names.ts';

const NAMES = ['polling', 'long-polling', 'backpressure', 'close-code-1006'];

test.each([
  ['poling', 'polling'],
  ['Long_polling', 'long-polling'],
  ['1006', 'close-code-1006'],
  ['back-pressure', 'backpressure'],
])('nearest to %s is %s', (asked, nearest) => {
  expect(nearestNames(asked, NAMES)[0]).toBe(nearest);
});

test('gives as many as are wanted, and no more than there are', () => {
  expect(nearestNames('x', NAMES, 2)).toHaveLength(2);
  expect(nearestNames('', [], 3)).toEqual([]);
});

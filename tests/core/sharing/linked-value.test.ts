import { describe, expect, test } from 'vitest';
import { readLinkedChoice, readLinkedNumber } from '#core/sharing/linked-value.ts';

describe('a number', () => {
  const limits = { min: 0, max: 100, step: 0.1 };

  test.each([
    ['7', 7, null],
    ['007', 7, null],
    ['+7', 7, null],
    ['.5', 0.5, null],
    ['5.', 5, null],
    ['-0', 0, null],
    ['0.30', 0.3, null],
    ['0.33', 0.3, 'rounded'],
    ['-1', 0, 'below'],
    ['100.1', 100, 'above'],
    ['9'.repeat(400), 100, 'above'],
    ...['', ' ', '.', '1,5', '0x10', '1e3', '0b11', '5 ', 'Infinity', 'NaN', '٣', '1_0', 'abc'].map(
      (given) => [given, 42, 'unreadable'] as const,
    ),
  ] as const)('%j is %d', (given, taken, reason) => {
    expect(readLinkedNumber(given, limits, 42)).toEqual({ taken, reason });
  });
});

test('a choice is one of those offered, or the fallback', () => {
  const read = (given: string) => readLinkedChoice(given, ['a', 'b'], 'a');
  expect(read('b')).toEqual({ taken: 'b', reason: null });
  for (const given of ['B', '', 'toString', 'c']) {
    expect(read(given)).toEqual({ taken: 'a', reason: 'unreadable' });
  }
});

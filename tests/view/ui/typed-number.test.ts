import { describe, expect, test } from 'vitest';
import { readTypedNumber } from '#view/ui/typed-number.ts';

const limits = { min: 1, max: 100_000, step: 1 };

describe('readTypedNumber', () => {
  test.each([
    { text: '12', expected: { kind: 'accepted', value: 12 } },
    { text: ' 10,000 ', expected: { kind: 'accepted', value: 10_000 } },
    { text: '10 000', expected: { kind: 'accepted', value: 10_000 } },
    { text: '1e3', expected: { kind: 'accepted', value: 1000 } },
    { text: '2.4', expected: { kind: 'rounded', value: 2 } },
    { text: '2,6', expected: { kind: 'rounded', value: 3 } },
    { text: '0', expected: { kind: 'below', value: 1 } },
    { text: '-5', expected: { kind: 'below', value: 1 } },
    { text: '100001', expected: { kind: 'above', value: 100_000 } },
    { text: 'Infinity', expected: { kind: 'above', value: 100_000 } },
    { text: '', expected: { kind: 'unreadable' } },
    { text: 'ten', expected: { kind: 'unreadable' } },
    { text: '12 apples', expected: { kind: 'unreadable' } },
    { text: '10k', expected: { kind: 'accepted', value: 10_000 } },
    { text: '1M', expected: { kind: 'above', value: 100_000 } },
    { text: '0.05 M', expected: { kind: 'accepted', value: 50_000 } },
    { text: '0x10', expected: { kind: 'unreadable' } },
    { text: '1.2.3', expected: { kind: 'unreadable' } },
    { text: '5 s', expected: { kind: 'unreadable' } },
  ])('reads "$text" as $expected.kind', ({ text, expected }) => {
    expect(readTypedNumber(text, limits)).toEqual(expected);
  });

  test.each([
    { text: '0.3', value: 0.3 },
    { text: '0,7', value: 0.7 },
    { text: '2.5', value: 2.5 },
  ])('keeps $text in steps of 0.1', ({ text, value }) => {
    expect(readTypedNumber(text, { min: 0, max: 10, step: 0.1 })).toEqual({
      kind: 'accepted',
      value,
    });
  });

  test('stays inside limits that aren’t multiples of the step', () => {
    expect(readTypedNumber('7', { min: 1, max: 7, step: 5 })).toEqual({
      kind: 'rounded',
      value: 5,
    });
    expect(readTypedNumber('1', { min: 1, max: 7, step: 5 })).toEqual({
      kind: 'accepted',
      value: 1,
    });
  });

  test.each([
    { text: '2 s', unit: 'ms', value: 2000 },
    { text: '2s', unit: 's', value: 2 },
    { text: '1.5 min', unit: 's', value: 90 },
    { text: '500 ms', unit: 's', value: 0.5 },
    { text: '1 h', unit: 's', value: 3600 },
    { text: '1 KB', unit: 'B', value: 1000 },
    { text: '1 kB', unit: 'B', value: 1000 },
    { text: '4 KiB', unit: 'B', value: 4096 },
    { text: '1 MiB', unit: 'KiB', value: 1024 },
    { text: '2/s', unit: '/ min', value: 120 },
    { text: '12 / min', unit: '/ min', value: 12 },
    { text: '1 %', unit: '%', value: 1 },
  ])('reads $text in a field of $unit', ({ text, unit, value }) => {
    expect(readTypedNumber(text, { min: 0, max: 1e6, step: 0.1 }, unit)).toEqual({
      kind: 'accepted',
      value,
    });
  });

  test.each([
    { text: '2 B', unit: 'ms' },
    { text: '2 s', unit: '/ min' },
    { text: '2 parsecs', unit: 's' },
  ])('refuses $text in a field of $unit', ({ text, unit }) => {
    expect(readTypedNumber(text, { min: 0, max: 1e6, step: 1 }, unit)).toEqual({
      kind: 'unreadable',
    });
  });
});

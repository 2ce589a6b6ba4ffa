import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHttpDate } from '#core/traffic/heads/http-date.ts';

test('writes the example of RFC 9110 §5.6.7', () => {
  expect(toHttpDate(784_111_777)).toBe('Sun, 06 Nov 1994 08:49:37 GMT');
});

test('writes any date as the platform does', () => {
  const lastDayOf9999 = 253_402_300_799;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: lastDayOf9999 }), (seconds) => {
      expect(toHttpDate(seconds)).toBe(new Date(seconds * 1000).toUTCString());
    }),
    { numRuns: 2000 },
  );
});

test('leaves fractions of a second out', () => {
  expect(toHttpDate(1.9)).toBe('Thu, 01 Jan 1970 00:00:01 GMT');
});

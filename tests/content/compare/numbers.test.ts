import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatDecimal,
  formatDelay,
  formatFactor,
  formatSize,
  formatTime,
} from '#content/compare/numbers.ts';

test.each([
  [0, '0 B'],
  [768, '768 B'],
  [999, '999 B'],
  [1000, '1.0 KB'],
  [1442, '1.4 KB'],
  [9949, '9.9 KB'],
  [9950, '10 KB'],
  [24_349, '24 KB'],
  [999_499, '999 KB'],
  [999_500, '1.0 MB'],
  [3_622_564, '3.6 MB'],
  [1_234_000_000, '1,234 MB'],
])('%d bytes are about %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test.each([
  [0, '0 ms'],
  [0.5, '0.5 ms'],
  [30, '30 ms'],
  [30.25, '30.3 ms'],
  [99.96, '100 ms'],
  [1121.4, '1,121 ms'],
])('a delay of %d ms is written %s', (ms, text) => {
  expect(formatDelay(ms)).toBe(text);
});

test.each([
  [0, '0 s'],
  [1500, '1.5 s'],
  [60_000, '60 s'],
  [90_000, '90 s'],
  [120_000, '2 min'],
  [125_000, '125 s'],
  [23_838.4, '23.8 s'],
  [3_600_000, '60 min'],
])('%d ms are written %s', (ms, text) => {
  expect(formatTime(ms)).toBe(text);
});

describe('numbers', () => {
  test('in full have commas and a unit', () => {
    expect(formatBytes(24_348.6)).toBe('24,349 B');
    expect(formatDecimal(12_345.5)).toBe('12,345.5');
    expect(formatDecimal(0.1)).toBe('0.1');
  });

  test('that are factors lose their decimals as they grow', () => {
    expect([1.94, 31.7, 406.2].map(formatFactor)).toEqual(['×1.9', '×31.7', '×406']);
  });
});

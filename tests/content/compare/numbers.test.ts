import { describe, expect, test } from 'vitest';
import {
  beforeUnit,
  formatBytes,
  formatDecimal,
  formatDelay,
  formatDollars,
  formatFactor,
  formatPercent,
  formatFrequency,
  formatShare,
  formatSize,
  formatTime,
} from '#content/compare/numbers.ts';

test.each([
  [0, '0 B'],
  [768, '768 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1442, '1.4 kB'],
  [9949, '9.9 kB'],
  [9950, '10 kB'],
  [24_349, '24 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [3_622_564, '3.6 MB'],
  [1_234_000_000, '1.2 GB'],
])('%d bytes are about %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test.each([
  [0, '0 ms'],
  [0.5, '0.5 ms'],
  [30, '30 ms'],
  [30.25, '30.3 ms'],
  [99.96, '100 ms'],
  [999.6, '1 s'],
  [1121.4, '1.12 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min'],
  [594_390, '9 min 54 s'],
  [3_599_600, '1 h'],
  [3_900_000, '1 h 5 min'],
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
  [350_000, '350 s'],
  [3_584_000, '59 min 44 s'],
  [3_600_000, '60 min'],
  [86_393_000, '24 h'],
])('%d ms are written %s', (ms, text) => {
  expect(formatTime(ms)).toBe(text);
});

test.each([
  [0, '0 per second'],
  [12.34, '12.3 per second'],
  [1, '1 per second'],
  [0.2, '12 per minute'],
  [0.01, '36 per hour'],
  [0.000_02, '0.072 per hour'],
])('%d events per second are %s', (perSecond, text) => {
  expect(formatFrequency(perSecond)).toBe(text);
});

test.each([
  [0, '0%'],
  [0.004, 'under 1%'],
  [0.335, '34%'],
  [0.996, 'over 99%'],
  [1, '100%'],
])('a share of %d is %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

describe('numbers', () => {
  test('in full have commas and a unit', () => {
    expect(formatBytes(24_348.6)).toBe('24,349 B');
    expect(formatDecimal(12_345.5)).toBe('12,345.5');
    expect(formatDecimal(0.1)).toBe('0.1');
  });

  test('that are factors lose their decimals as they grow', () => {
    expect([1.94, 31.7, 406.2].map(formatFactor)).toEqual(['1.9×', '31.7×', '406×']);
  });
});

test('shares have the digits that count', () => {
  expect([0.0915, 0.004, 0.65, 1].map(formatPercent)).toEqual(['9%', '0.4%', '65%', '100%']);
});

test.each([
  [0, '$0.00'],
  [0.018, '$0.02'],
  [9.99, '$9.99'],
  [12.4, '$12'],
  [14_688, '$14,688'],
  [999_499, '$999,499'],
  [1_468_800, '$1.47 M'],
])('%d dollars are written %s', (dollars, text) => {
  expect(formatDollars(dollars)).toBe(text);
});

test('a delay that grows without end says so', () => {
  expect(formatDelay(Infinity)).toBe('ever longer');
});

test.each([
  ['2,000', 'ms', '2,000 ms'],
  ['10', '%', '10%'],
  ['7', '', '7'],
])('%s before “%s” is %s', (amount, unit, text) => {
  expect(beforeUnit(amount, unit)).toBe(text);
});

import { expect, test } from 'vitest';
import { sliceTime, sliceTitle, soFar } from '#content/compare/slice-words.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';

const report = compareMethods(DEFAULT_SETTINGS);

test('the last slice says what the whole comparison says', () => {
  expect(sliceTitle(report, 59)).toMatch(
    /^After 60 s, 16 messages made: 24,349 B by polling, .* 1,462 B by WebSocket\.$/,
  );
  expect(soFar(report, report.results.polling, 59)).toBe('24 KB, 16 of 16');
});

test('a slice says how far each method had come by then', () => {
  expect(sliceTime(report, 29)).toBe('30 s');
  expect(soFar(report, report.results.websocket, 29)).toMatch(/^\d+(\.\d)? ?K?B, 6 of 6$/);
});

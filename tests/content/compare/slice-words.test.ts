import { expect, test } from 'vitest';
import { sliceTime, sliceTitle, soFar } from '#content/compare/slice-words.ts';
import { playSample } from '#core/traffic/results/sample.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';

const { sample } = playSample({ ...DEFAULT_SETTINGS, layer: 'application' });

test('the last slice says what the whole comparison says', () => {
  expect(sliceTitle(sample, 59)).toMatch(
    /^After 60 s, 16 messages made: 24,349 B with polling, .* 1,462 B with WebSocket\.$/,
  );
  expect(soFar(sample, sample.results.polling, 59)).toBe('24 kB, 16 of 16');
});

test('a slice says how far each method had come by then', () => {
  expect(sliceTime(sample, 29)).toBe('30 s');
  expect(soFar(sample, sample.results.websocket, 29)).toMatch(/^\d+(\.\d)? ?k?B, 6 of 6$/);
});

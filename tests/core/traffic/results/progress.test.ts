import fc from 'fast-check';
import { expect, test } from 'vitest';
import { playSample } from '#core/traffic/results/sample.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import { countMoments, SLICES, sliceEnd } from '#core/traffic/results/progress.ts';
import { anySettings } from '../sample-settings.ts';

test('each method only goes forward, to all that it sent and to the last message', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { results, madeSoFar, endMs } = playSample(settings).sample;
      for (const method of METHODS) {
        const { totalBytes, messages, progress } = results[method];
        const { bytes, arrived } = progress;
        for (const counts of [bytes, arrived, madeSoFar]) {
          expect(counts).toHaveLength(SLICES);
          expect(counts).toEqual(counts.toSorted((a, b) => a - b));
        }
        expect(bytes.at(-1)).toBe(totalBytes);
        expect(arrived.at(-1)).toBe(messages);
        arrived.forEach((count, slice) => expect(count).toBeLessThanOrEqual(madeSoFar[slice]!));
      }
      expect(sliceEnd(SLICES - 1, endMs)).toBe(endMs);
    }),
    { numRuns: 15 },
  );
});

test('moments are counted up to the end of their slice', () => {
  const counts = countMoments([0, 10, 10.5, 600], 600);
  expect(counts.slice(0, 3)).toEqual([2, 3, 3]);
  expect(counts.at(-1)).toBe(4);
});

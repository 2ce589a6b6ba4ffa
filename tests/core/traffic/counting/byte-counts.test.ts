import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIRECTIONS } from '#core/trace/direction.ts';
import {
  BYTE_PURPOSES,
  bytesByLayer,
  layerOf,
  purposesUpTo,
  totalOf,
} from '#core/traffic/counting/byte-counts.ts';
import { compareMethods, tracesOfMethod } from '#core/traffic/results/comparison.ts';
import { playSample } from '#core/traffic/results/sample.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import { encodeMessage } from '#core/traffic/workload/app-message.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import { readBack } from '../read-back.ts';
import { anySettings } from '../sample-settings.ts';

/**
 * Settings of which the bytes are known: over HTTP/1.1, with heads that have a text, and openings
 * counted.
 */
const serialized = anySettings.map((settings) => ({
  ...settings,
  http: '1.1' as const,
  setup: 'counted' as const,
  headers:
    settings.headers === 'study-2010' || settings.headers === 'book-2013'
      ? ('own' as const)
      : settings.headers,
}));

const application = BYTE_PURPOSES.filter((purpose) => layerOf(purpose) === 'application');

describe.each(METHODS)('%s', (method) => {
  test('is counted as its serialized bytes are, kind by kind, and carries every message', () => {
    fc.assert(
      fc.property(serialized, (settings) => {
        const comparison = compareMethods(settings);
        const { bytes } = comparison.sample.results[method];
        const traces = tracesOfMethod(comparison, method);
        const { counts, messages } = readBack(traces, comparison.plan);
        for (const purpose of application) {
          expect(`${purpose} ${counts[purpose]}`).toBe(`${purpose} ${bytes[purpose]}`);
        }
        const lengths = traces.flatMap(({ streams }) =>
          Object.values(streams).map(({ length }) => length),
        );
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(
          totalOf(bytes, 'application'),
        );
        for (const direction of DIRECTIONS) {
          const made = comparison.schedule.messages
            .filter((message) => message.direction === direction)
            .map((message) => Buffer.from(encodeMessage(message, settings.format)).toString('hex'));
          expect(messages[direction].toSorted()).toEqual(made.toSorted());
        }
      }),
      { numRuns: 20 },
    );
  });

  test('sends the same payload as all others', () => {
    const { results, payloadBytes } = compareMethods(DEFAULT_SETTINGS).sample;
    expect(results[method].bytes.payload).toBe(payloadBytes);
  });

  test('has totals that are the sums of their purposes, by layer and overall', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const { bytes, totalBytes, layers } = playSample(settings).sample.results[method];
        const shown = purposesUpTo(settings.layer).map((purpose) => bytes[purpose]);
        expect(totalBytes).toBe(shown.reduce((sum, count) => sum + count, 0));
        expect(layers).toEqual(bytesByLayer(bytes));
        for (const count of Object.values(bytes)) {
          expect(Number.isInteger(count) && count >= 0).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});

test('what was never written has no bytes to show: HTTP/2 and quoted heads', () => {
  for (const changed of [{ http: '2' }, { headers: 'study-2010' }] as const) {
    const comparison = compareMethods({ ...DEFAULT_SETTINGS, ...changed });
    expect(tracesOfMethod(comparison, 'polling')).toEqual([]);
  }
});

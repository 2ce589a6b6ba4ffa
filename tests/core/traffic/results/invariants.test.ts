import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { LAYERS, totalOf } from '#core/traffic/counting/byte-counts.ts';
import { situationOf } from '#core/traffic/expected/situation.ts';
import { entriesOf, forEachCompared, valueOf } from '#core/traffic/methods/by-method.ts';
import { cheaperOf, spanAt } from '#core/traffic/results/break-even.ts';
import { expectResult } from '#core/traffic/results/comparison.ts';
import { makeCurves } from '#core/traffic/results/curves.ts';
import { fleetOf } from '#core/traffic/results/fleet.ts';
import { comparedWith } from '#core/traffic/settings/comparison-plan.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { runsOf } from '../random-runs.ts';
import { anyAllowedSettings } from '../sample-settings.ts';

/* What holds for every figure, whatever the settings. See random-runs.ts for more of them. */

const resultsOf = (settings: ComparisonSettings) => {
  const situation = situationOf(settings);
  return forEachCompared(comparedWith(settings), (id) => expectResult(id, situation));
};

const numbersIn = (value: unknown): number[] => {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
};

test('no figure is negative or not a number', () => {
  fc.assert(
    fc.property(anyAllowedSettings, (settings) => {
      for (const value of numbersIn(resultsOf(settings))) {
        expect(Number.isFinite(value) && value >= 0).toBe(true);
      }
    }),
    runsOf(32),
  );
});

test('a session is its setup and its steady traffic, and never less than its messages', () => {
  fc.assert(
    fc.property(anyAllowedSettings, (settings) => {
      const { sessionSeconds, messageSize, compression } = settings;
      for (const result of Object.values(resultsOf(settings))) {
        for (const layer of LAYERS) {
          const steady = totalOf(result.steady.bytes, layer) * sessionSeconds;
          const whole = totalOf(result.setup.bytes, layer) + steady;
          expect(totalOf(result.bytes, layer)).toBeCloseTo(whole, 1);
        }
        expect(result.requests).toBeCloseTo(
          result.setup.requests + result.steady.requests * sessionSeconds,
          3,
        );
        if (compression === 'on') continue;
        const payload = result.messages * messageSize;
        expect(totalOf(result.bytes, 'application')).toBeGreaterThanOrEqual(payload * (1 - 1e-5));
        expect(Math.abs(result.bytes.payload - payload)).toBeLessThanOrEqual(payload * 0.01);
      }
    }),
    runsOf(32),
  );
});

test('delays are in order, and none is shorter than the way', () => {
  fc.assert(
    fc.property(anyAllowedSettings, (settings) => {
      for (const { delays, isOverloaded, emptyPolls, polls } of Object.values(
        resultsOf(settings),
      )) {
        expect(emptyPolls).toBeLessThanOrEqual(polls * (1 + 1e-9));
        for (const direction of DIRECTIONS) {
          const delay = delays[direction];
          if (delay === null) continue;
          expect(isOverloaded && direction === 'client-to-server').toBe(false);
          const { bestMs, medianMs, percentile95Ms, worstMs, meanMs, quantilesMs } = delay;
          const inOrder = [settings.roundTripMs / 2, bestMs, medianMs, percentile95Ms, worstMs];
          const floored = inOrder.map((ms) => Math.round(ms * 1e6) / 1e6);
          expect(floored).toEqual(floored.toSorted((one, other) => one - other));
          expect(meanMs).toBeGreaterThanOrEqual(bestMs - 1e-6);
          expect(meanMs).toBeLessThanOrEqual(worstMs + 1e-6);
          expect(quantilesMs).toHaveLength(101);
        }
      }
    }),
    runsOf(32),
  );
});

test('nothing depends on how long the sample is', () => {
  fc.assert(
    fc.property(anyAllowedSettings, fc.integer({ min: 10, max: 3600 }), (settings, seconds) => {
      expect(resultsOf({ ...settings, durationSeconds: seconds })).toEqual(resultsOf(settings));
    }),
    runsOf(10),
  );
});

test('a fleet is as many times one client', () => {
  fc.assert(
    fc.property(
      anyAllowedSettings,
      fc.integer({ min: 2, max: 100_000_000 }),
      (settings, clients) => {
        const results = resultsOf(settings);
        for (const [, result] of entriesOf(results)) {
          const one = fleetOf({ settings: { ...settings, clients: 1 } }, result);
          const all = fleetOf({ settings: { ...settings, clients } }, result);
          for (const [key, value] of Object.entries(one)) {
            const many = all[key as keyof typeof all];
            expect(Math.abs(many - value * clients)).toBeLessThanOrEqual(1e-9 * many);
          }
          const { totalBytes } = result;
          expect(one.bitsPerSecond).toBeCloseTo((totalBytes * 8) / settings.sessionSeconds, 3);
        }
      },
    ),
    runsOf(10),
  );
});

test('the curves, their spans and their crossings agree with the table', () => {
  fc.assert(
    fc.property(anyAllowedSettings, (settings) => {
      const { toClientPerMinute, fromClientPerMinute, sessionSeconds } = settings;
      const curves = makeCurves(settings);
      const results = resultsOf(settings);
      const own = (toClientPerMinute + fromClientPerMinute) / 60;
      for (const [method, points] of entriesOf(curves.rates)) {
        const point = points.find(({ perSecond }) => perSecond === own);
        if (own === 0) continue;
        const perSecond = valueOf(results, method).totalBytes / sessionSeconds;
        expect(Math.abs(point!.bytesPerSecond - perSecond)).toBeLessThan(1e-6 * perSecond);
        if (settings.compression === 'on') continue;
        for (const { perSecond: rate, bytesPerSecond } of points) {
          expect(bytesPerSecond).toBeGreaterThan(rate * settings.messageSize * (1 - 1e-5));
        }
      }
      const compared = comparedWith(settings).length;
      expect(curves.pairs).toHaveLength((compared * (compared - 1)) / 2);
      for (const reading of curves.pairs) {
        const [one, other] = reading.pair;
        // Between two points, a limit lies on a straight line, so points are compared.
        valueOf(curves.rates, one).forEach(({ perSecond, bytesPerSecond }, index) => {
          const than = valueOf(curves.rates, other)[index]!.bytesPerSecond;
          const cheaper = cheaperOf(
            { method: one, totalBytes: bytesPerSecond },
            { method: other, totalBytes: than },
          );
          const told = reading.spans.filter(
            ({ fromPerSecond, toPerSecond }) =>
              perSecond >= fromPerSecond * (1 - 1e-9) && perSecond <= toPerSecond * (1 + 1e-9),
          );
          expect(told.map((span) => span.cheaper)).toContain(cheaper);
        });
        const neighbours = reading.spans.slice(1).map(({ cheaper }, index) => {
          return cheaper === reading.spans[index]!.cheaper;
        });
        expect(neighbours).not.toContain(true);
        reading.spans.slice(1).forEach(({ fromPerSecond }, index) => {
          expect(fromPerSecond).toBe(reading.spans[index]!.toPerSecond);
        });
      }
      for (const { method, than, perSecond } of curves.breakEvens) {
        const reading = curves.pairs.find(
          ({ pair }) => pair.includes(method) && pair.includes(than),
        )!;
        expect(spanAt(reading, perSecond)?.cheaper ?? null).toBeNull();
      }
    }),
    runsOf(4),
  );
});

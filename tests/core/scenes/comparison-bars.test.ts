import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BAR_PARTS, bytesByPart, layoutBars } from '#core/scenes/comparison-bars.ts';
import { linearTicks } from '#core/scenes/chart-scale.ts';
import {
  BYTE_PURPOSES,
  LAYERS,
  totalOf,
  type ByteCounts,
} from '#core/traffic/counting/byte-counts.ts';
import { valueOf } from '#core/traffic/methods/by-method.ts';
import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';

const anyCounts: fc.Arbitrary<ByteCounts> = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 }), fc.nat(1_000_000)), {
    minLength: BYTE_PURPOSES.length,
    maxLength: BYTE_PURPOSES.length,
  })
  .map(
    (counts) =>
      Object.fromEntries(
        BYTE_PURPOSES.map((purpose, index) => [purpose, counts[index]!]),
      ) as ByteCounts,
  );

const anyRun = fc.record({
  counts: fc.record<Record<MethodId, ByteCounts>>({
    polling: anyCounts,
    'long-polling': anyCounts,
    'event-stream': anyCounts,
    websocket: anyCounts,
  }),
  layer: fc.constantFrom(...LAYERS),
  width: fc.constantFrom(200, 272, 342, 700, 1300),
});

describe('bars', () => {
  test('are as long as their bytes, whatever the width', () => {
    fc.assert(
      fc.property(anyRun, ({ counts, layer, width }) => {
        const { bars } = layoutBars(counts, layer, width);
        const most = Math.max(...METHODS.map((method) => totalOf(counts[method], layer)));
        for (const bar of bars) {
          expect(bar.bytes).toBe(totalOf(valueOf(counts, bar.method), layer));
          expect(bar.width).toBeCloseTo(most === 0 ? 0 : (bar.bytes / most) * width, 6);
          expect(bar.width).toBeLessThanOrEqual(width + 1e-6);
        }
      }),
    );
  });

  test('are tiled by parts as long as their bytes, without gap or overlap', () => {
    fc.assert(
      fc.property(anyRun, ({ counts, layer, width }) => {
        for (const { method, segments, bytes, width: whole } of layoutBars(counts, layer, width)
          .bars) {
          const parts = bytesByPart(valueOf(counts, method), layer);
          let end = 0;
          for (const segment of segments) {
            expect(segment.x).toBeCloseTo(end, 6);
            expect(segment.width / Math.max(whole, 1e-9)).toBeCloseTo(segment.bytes / bytes, 6);
            expect(segment.bytes).toBe(segment.parts.reduce((sum, part) => sum + parts[part], 0));
            end = segment.x + segment.width;
          }
          expect(end).toBeCloseTo(whole, 6);
          expect(segments.flatMap((segment) => segment.parts)).toEqual(
            BAR_PARTS.filter((part) => parts[part] > 0),
          );
        }
      }),
    );
  });

  test('have no thin part beside another: those are drawn as one', () => {
    fc.assert(
      fc.property(anyRun, ({ counts, layer, width }) => {
        for (const { segments } of layoutBars(counts, layer, width).bars) {
          for (const [index, segment] of segments.entries()) {
            const next = segments[index + 1];
            if (next !== undefined)
              expect(Math.min(segment.width, next.width)).toBeGreaterThanOrEqual(2);
          }
        }
      }),
    );
  });
});

test('ticks are round, evenly spaced from 0, and within the width', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1e12, noNaN: true }),
      fc.integer({ min: 100, max: 2000 }),
      (most, width) => {
        const maxTicks = width / 88;
        const ticks = linearTicks(most, width, maxTicks);
        expect(ticks[0]).toEqual({ value: 0, at: 0 });
        expect(ticks.length - 1).toBeLessThanOrEqual(Math.max(1, Math.floor(maxTicks)));
        // Round steps are up to 2.5 times as far apart as wanted.
        expect(ticks.length).toBeGreaterThan(maxTicks >= 2.5 ? 1 : 0);
        const [digit] = (ticks[1]?.value ?? 1).toExponential().split('e');
        expect(['1', '2', '5']).toContain(digit);
        for (const { value, at } of ticks) {
          expect(at).toBeCloseTo((value / most) * width, 4);
          expect(at).toBeLessThanOrEqual(width + 1e-6);
          if (value > 0)
            expect(value / ticks[1]!.value).toBeCloseTo(Math.round(value / ticks[1]!.value), 6);
        }
      },
    ),
  );
});

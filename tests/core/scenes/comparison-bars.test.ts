import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutBars } from '#core/scenes/comparison-bars.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';

const comparison = compareMethods(DEFAULT_SETTINGS);

test('bars are divided by purpose, in the order of the layers, and lose no byte', () => {
  const bars = layoutBars(comparison, 800);
  expect(bars.map(({ segments }) => segments.map(({ purpose }) => purpose))).toEqual([
    ['request-head', 'response-head', 'body-wrapping', 'payload'],
    ['request-head', 'response-head', 'body-wrapping', 'payload'],
    ['handshake', 'request-head', 'response-head', 'event-framing', 'heartbeat', 'payload'],
    ['handshake', 'frame-header', 'masking-key', 'heartbeat', 'closing', 'payload'],
  ]);
  for (const { method, segments } of bars) {
    const sum = segments.reduce((total, { bytes }) => total + bytes, 0);
    expect(sum).toBe(comparison.results[method].totalBytes);
  }
});

test('what lower layers add comes after the payload', () => {
  const purposesAt = (layer: 'application' | 'ethernet') =>
    layoutBars(compareMethods({ ...DEFAULT_SETTINGS, layer }), 800)
      .find(({ method }) => method === 'websocket')!
      .segments.map(({ purpose }) => purpose);
  const whole = purposesAt('ethernet');
  const own = purposesAt('application');
  expect(whole.slice(0, own.length)).toEqual(own);
  expect(whole.slice(own.length)).toEqual([
    'tls-setup',
    'tls-records',
    'tcp-setup',
    'segment-headers',
    'acknowledgements',
    'ethernet',
  ]);
});

test('the dearest bar is the longest; payload is drawn as long for each method', () => {
  const bars = layoutBars(comparison, 800);
  const widths = bars.map(({ width }) => width);
  expect(Math.max(...widths)).toBe(widths[0]);
  const payloads = bars.map(({ segments }) => segments.at(-1)!.width);
  expect(new Set(payloads).size).toBe(1);
});

test('no bar is wider than there is room, no segment overlaps the next or is too thin to see', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 3000 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 1, max: 65_536 }),
      (width, toClientPerMinute, messageSize) => {
        const bars = layoutBars(
          compareMethods({ ...DEFAULT_SETTINGS, toClientPerMinute, messageSize }),
          width,
        );
        for (const bar of bars) {
          expect(bar.width).toBeLessThanOrEqual(width);
          let end = 0;
          for (const segment of bar.segments) {
            expect(segment.x).toBeGreaterThanOrEqual(end);
            expect(segment.width).toBeGreaterThanOrEqual(2);
            end = segment.x + segment.width;
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});

import { describe, expect, test } from 'vitest';
import { linearScale, logarithmicScale } from '#core/scenes/chart-scale.ts';
import {
  layoutDelayChart,
  layoutRateChart,
  layoutStalenessChart,
  type LineChart,
} from '#core/scenes/line-chart.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import { makeCurves } from '#core/traffic/results/curves.ts';

describe('a logarithmic scale', () => {
  test('has equal ratios equally far apart, and ticks at round values', () => {
    const { at, ticks } = logarithmicScale([1, 1000], [0, 300], 4);
    expect([at(1), at(10), at(100), at(1000)].map(Math.round)).toEqual([0, 100, 200, 300]);
    expect(ticks.map(({ value }) => value)).toEqual([1, 10, 100, 1000]);
  });

  test('has finer ticks where there is room, and no more than there is room for', () => {
    const values = (most: number) =>
      logarithmicScale([1, 100], [0, 300], most).ticks.map(({ value }) => value);
    expect(values(10)).toEqual([1, 2, 5, 10, 20, 50, 100]);
    expect(values(3).length).toBeLessThanOrEqual(3);
  });
});

test('a linear scale has the ticks that it is given', () => {
  const { at, ticks } = linearScale([0, 1], [100, 0], [0, 0.5, 1]);
  expect(at(0.25)).toBe(75);
  expect(ticks.map((tick) => tick.at)).toEqual([100, 50, 0]);
});

const report = compareMethods({ ...DEFAULT_SETTINGS, layer: 'tcp' });
const curves = makeCurves({ ...DEFAULT_SETTINGS, layer: 'tcp', pollIntervalSeconds: 5 });

const charts: { name: string; layout: (width: number) => LineChart }[] = [
  { name: 'rates', layout: (width) => layoutRateChart(curves, width) },
  { name: 'staleness', layout: (width) => layoutStalenessChart(curves, width) },
  { name: 'delays', layout: (width) => layoutDelayChart(report, 'server-to-client', width) },
];

describe.each(charts)('the chart of $name', ({ layout }) => {
  test.each([272, 640, 1100])('keeps every mark within its plot, %d wide', (width) => {
    const { plot, lines, x } = layout(width);
    expect(lines).toHaveLength(4);
    for (const mark of lines.flatMap(({ marks }) => marks)) {
      expect(mark.x).toBeGreaterThanOrEqual(plot.left - 1);
      expect(mark.x).toBeLessThanOrEqual(plot.right + 1);
      expect(mark.y).toBeGreaterThanOrEqual(plot.top - 1);
      expect(mark.y).toBeLessThanOrEqual(plot.bottom + 1);
    }
    for (const { at } of x.ticks) expect(at).toBeLessThanOrEqual(plot.right + 1);
  });
});

test('rates have their break-even points on the lines, and the current rate', () => {
  const chart = layoutRateChart(curves, 800);
  expect(chart.crossings).toHaveLength(curves.breakEvens.length);
  expect(chart.current).toBeGreaterThan(chart.plot.left);
});

test('charts without data are empty and do not throw', () => {
  const nothing = { ...DEFAULT_SETTINGS, toClientPerMinute: 0, fromClientPerMinute: 0 };
  const empty = layoutStalenessChart(makeCurves(nothing), 500);
  expect(empty.lines.every(({ path }) => path === '')).toBe(true);
  expect(
    layoutDelayChart(compareMethods(nothing), 'server-to-client', 500).lines[0]?.marks,
  ).toEqual([]);
});

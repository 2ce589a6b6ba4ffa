import { describe, expect, test } from 'vitest';
import { linearScale, logarithmicScale } from '#core/scenes/chart-scale.ts';
import {
  layoutDelayChart,
  layoutRateChart,
  layoutStalenessChart,
} from '#core/scenes/comparison-charts.ts';
import { layoutFleetChart } from '#core/scenes/fleet-chart.ts';
import { layoutLineChart, nearestReading, type LineChart } from '#core/scenes/line-chart.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
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

const PRICES = {
  kind: 'gateway',
  perMillionRequests: 1,
  perMillionMessages: 1,
  perMillionMinutes: 0.25,
  messageBytes: 32_768,
} as const;

const charts: { name: string; layout: (width: number) => LineChart }[] = [
  { name: 'rates', layout: (width) => layoutRateChart(curves, width) },
  { name: 'staleness', layout: (width) => layoutStalenessChart(curves, width) },
  { name: 'delays', layout: (width) => layoutDelayChart(report, 'server-to-client', width) },
  { name: 'a fleet', layout: (width) => layoutFleetChart(report, 'cost', PRICES, width) },
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

  test.each([272, 640, 1100])('names each line once, no name over another, %d wide', (width) => {
    const { lines, plot, namesBelow } = layout(width);
    const labels = lines.flatMap(({ label }) => (label === null ? [] : [label]));
    const drawn = lines.filter(({ marks }) => marks.length > 0);
    const [beside, below] = width > 600 ? [drawn.length, 0] : [0, drawn.length];
    expect(labels).toHaveLength(beside);
    expect(new Set(namesBelow).size).toBe(below);
    const heights = labels.map(({ y }) => y).sort((a, b) => a - b);
    for (const [index, y] of heights.entries()) {
      expect(y).toBeGreaterThanOrEqual(plot.top - 1);
      expect(y).toBeLessThanOrEqual(plot.bottom);
      if (index > 0) expect(y - heights[index - 1]!).toBeGreaterThanOrEqual(16);
    }
    for (const { x } of labels) expect(x).toBeGreaterThan(plot.right);
  });

  test('is read from left to right, at the points of its lines as they are', () => {
    const { readings, firstReading, lines } = layout(900);
    const places = readings.map(({ at }) => at);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(readings[firstReading]).toBeDefined();
    for (const method of METHODS) {
      const hasLine = lines.some((line) => line.method === method && line.marks.length > 0);
      expect(readings.some(({ values }) => values.has(method))).toBe(hasLine);
    }
  });
});

test('a reading between two points is on the line between them', () => {
  const { readings, y } = layoutLineChart({
    series: [
      {
        method: 'polling',
        points: [
          [1, 10],
          [100, 1000],
        ],
      },
    ],
    width: 800,
    y: null,
    current: 10,
  });
  const middle = readings.find(({ value }) => value === 10)!;
  expect(middle.values.get('polling')).toBeCloseTo(100, 6);
  expect(y.at(100)).toBeCloseTo((y.at(10) + y.at(1000)) / 2, 6);
  expect(nearestReading(readings, middle.at + 0.1)).toBe(readings.indexOf(middle));
});

test('shares of messages are read as steps: how many have arrived by then', () => {
  const chart = layoutDelayChart(report, 'server-to-client', 900);
  for (const { value, values } of chart.readings) {
    const spread = report.results.polling.delays['server-to-client']!;
    const share = spread.quantilesMs.filter((ms) => ms <= value).length / 101;
    expect(values.get('polling')).toBeCloseTo(share, 1);
  }
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

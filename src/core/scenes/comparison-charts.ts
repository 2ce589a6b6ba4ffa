/** The charts of a comparison: bytes by rate, bytes by delay, and how delays are spread. */

import type { Direction } from '#core/trace/direction.ts';
import { entriesOf } from '#core/traffic/methods/by-method.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import type { Curves } from '#core/traffic/results/curves.ts';
import { layoutLineChart, type ChartSeries, type LineChart } from './line-chart.ts';

/** Bytes per second by messages per second, both logarithmic. */
export function layoutRateChart({ rates, breakEvens, settings }: Curves, width: number): LineChart {
  return layoutLineChart({
    series: entriesOf(rates).map(([method, points]): ChartSeries => ({
      method,
      points: points.map(({ perSecond, bytesPerSecond }) => [perSecond, bytesPerSecond]),
    })),
    width,
    y: null,
    crossings: breakEvens.map(({ perSecond, bytesPerSecond }) => [perSecond, bytesPerSecond]),
    current: (settings.toClientPerMinute + settings.fromClientPerMinute) / 60,
  });
}

/** Bytes per second by mean delay, both logarithmic. */
export function layoutStalenessChart({ staleness }: Curves, width: number): LineChart {
  return layoutLineChart({
    series: entriesOf(staleness).map(([method, points]): ChartSeries => ({
      method,
      points: points.map(({ meanDelayMs, bytesPerSecond }) => [
        Math.max(1, meanDelayMs),
        bytesPerSecond,
      ]),
    })),
    width,
    y: null,
  });
}

/** The share of messages that arrive no later than x, which is logarithmic. */
export function layoutDelayChart(
  { results }: ComparisonReport,
  direction: Direction,
  width: number,
): LineChart {
  return layoutLineChart({
    series: entriesOf(results).map(([method, { delays }]): ChartSeries => {
      const quantiles = delays[direction]?.quantilesMs ?? [];
      return {
        method,
        points: quantiles.map((ms, hundredth) => [Math.max(1, ms), hundredth / 100]),
      };
    }),
    width,
    y: { range: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1] },
    isStepwise: true,
  });
}

/** A chart with one line or point per method: rates, staleness or delays. */

import type { Curves } from '#core/traffic/results/curves.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';
import type { Direction } from '#core/trace/direction.ts';
import { linearScale, logarithmicScale, type ChartScale } from './chart-scale.ts';

export type ChartPoint = { readonly x: number; readonly y: number };

export type ChartLine = {
  readonly method: MethodId;
  /** SVG path data. Empty for a single point. */
  readonly path: string;
  /** Some of its points, whose marks distinguish the lines without colour. */
  readonly marks: readonly ChartPoint[];
};

export type LineChart = {
  readonly width: number;
  readonly height: number;
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly x: ChartScale;
  readonly y: ChartScale;
  readonly lines: readonly ChartLine[];
  /** Where lines cross. */
  readonly crossings: readonly ChartPoint[];
  /** The x of the current setting; null if it is outside the chart. */
  readonly current: number | null;
};

type Series = {
  readonly method: MethodId;
  readonly points: readonly (readonly [number, number])[];
};

const HEIGHT = 300;
const MARGIN = { left: 64, right: 16, top: 12, bottom: 44 } as const;
/** The minimum distance between tick labels, in units of the drawing. */
const TICK_ROOM = { x: 72, y: 34 } as const;
const MARKS_PER_LINE = 5;

/** Bytes per second by messages per second, both logarithmic. */
export function layoutRateChart({ rates, breakEvens, settings }: Curves, width: number): LineChart {
  const series = METHODS.map((method): Series => ({
    method,
    points: rates[method].map(({ perSecond, bytesPerSecond }) => [perSecond, bytesPerSecond]),
  }));
  const crossings = breakEvens.map(
    ({ perSecond, bytesPerSecond }) => [perSecond, bytesPerSecond] as const,
  );
  const current = (settings.toClientPerMinute + settings.fromClientPerMinute) / 60;
  return layoutLogarithmic(series, width, crossings, current);
}

/** Bytes per second by mean delay, both logarithmic. */
export function layoutStalenessChart({ staleness }: Curves, width: number): LineChart {
  const series = METHODS.map((method): Series => ({
    method,
    points: staleness[method].map(({ meanDelayMs, bytesPerSecond }) => [
      Math.max(1, meanDelayMs),
      bytesPerSecond,
    ]),
  }));
  return layoutLogarithmic(series, width, [], null);
}

/** The share of messages that arrived no later than x. */
export function layoutDelayChart(
  { results }: ComparisonReport,
  direction: Direction,
  width: number,
): LineChart {
  const series = METHODS.map((method): Series => {
    const quantiles = results[method].delays[direction]?.quantilesMs ?? [];
    const points = quantiles.map((ms, hundredth) => [Math.max(1, ms), hundredth / 100] as const);
    const [first] = points;
    return { method, points: first ? [[first[0], 0], ...points] : [] };
  });
  const plot = plotOf(width);
  const [min, max] = rangeOf(series.flatMap(({ points }) => points.map(([x]) => x)));
  const x = logarithmicScale(
    [min * 0.8, max * 1.25],
    [plot.left, plot.right],
    (plot.right - plot.left) / TICK_ROOM.x,
  );
  const y = linearScale([0, 1], [plot.bottom, plot.top], [0, 0.25, 0.5, 0.75, 0.95, 1]);
  return draw({ width, plot, x, y, series, crossings: [], current: null });
}

function layoutLogarithmic(
  series: readonly Series[],
  width: number,
  crossings: readonly (readonly [number, number])[],
  current: number | null,
): LineChart {
  const plot = plotOf(width);
  const points = series.flatMap((one) => one.points).filter(([, value]) => value > 0);
  const [xMin, xMax] = rangeOf(points.map(([value]) => value));
  const [yMin, yMax] = rangeOf(points.map(([, value]) => value));
  const x = logarithmicScale(
    [xMin * 0.9, xMax * 1.1],
    [plot.left, plot.right],
    (plot.right - plot.left) / TICK_ROOM.x,
  );
  const y = logarithmicScale(
    [yMin * 0.8, yMax * 1.25],
    [plot.bottom, plot.top],
    (plot.bottom - plot.top) / TICK_ROOM.y,
  );
  const isOn = current !== null && current >= xMin && current <= xMax;
  return draw({ width, plot, x, y, series, crossings, current: isOn ? x.at(current) : null });
}

type Drawing = Pick<LineChart, 'width' | 'plot' | 'x' | 'y' | 'current'> & {
  readonly series: readonly Series[];
  readonly crossings: readonly (readonly [number, number])[];
};

function draw({ series, crossings, x, y, ...rest }: Drawing): LineChart {
  const place = ([xValue, yValue]: readonly [number, number]): ChartPoint => ({
    x: short(x.at(xValue)),
    y: short(y.at(yValue)),
  });
  const lines = series.map(({ method, points }, index): ChartLine => {
    // Zero has no position on a logarithmic axis.
    const placed = points.map(place).filter(({ y: at }) => Number.isFinite(at));
    const path = placed.length < 2 ? '' : `M${placed.map((at) => `${at.x} ${at.y}`).join('L')}`;
    return { method, path, marks: someOf(placed, index) };
  });
  return { ...rest, height: HEIGHT, x, y, lines, crossings: crossings.map(place) };
}

/**
 * Spread over the line. Each method starts elsewhere, so that lines on top of each other both show.
 */
function someOf(points: readonly ChartPoint[], offset: number): ChartPoint[] {
  const step = Math.max(1, Math.floor(points.length / MARKS_PER_LINE));
  return points.filter((_, index) => index % step === offset % step);
}

function plotOf(width: number): LineChart['plot'] {
  return {
    left: MARGIN.left,
    right: Math.max(MARGIN.left + 1, width - MARGIN.right),
    top: MARGIN.top,
    bottom: HEIGHT - MARGIN.bottom,
  };
}

function rangeOf(values: readonly number[]): [number, number] {
  let [min, max] = [Infinity, 0];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return max === 0 ? [1, 10] : [min, max];
}

function short(value: number): number {
  return Math.round(value * 100) / 100;
}

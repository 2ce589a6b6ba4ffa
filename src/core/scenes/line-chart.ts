/** A chart with a line or a point for each method, named beside or below, and read at any x. */

import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { linearScale, logarithmicScale, type ChartScale } from './chart-scale.ts';

export type ChartPoint = { readonly x: number; readonly y: number };

export type ChartSeries = {
  readonly method: ComparedId;
  /** Ascending in x. */
  readonly points: readonly (readonly [x: number, y: number])[];
};

export type ChartLine = {
  readonly method: ComparedId;
  /** SVG path data. Empty for a single point. */
  readonly path: string;
  /** Some of its points, whose marks distinguish the lines without colour. */
  readonly marks: readonly ChartPoint[];
  /** Where its name is written; null if it has no points, or if names don't fit beside the plot. */
  readonly label: ChartPoint | null;
};

/** What the lines say at one x. */
export type ChartReading = {
  readonly at: number;
  readonly value: number;
  /** Of the lines that have a value there, in the order of the lines. */
  readonly values: ReadonlyMap<ComparedId, number>;
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
  /** The methods that have a line or a point, whose names are below a narrow plot. */
  readonly namesBelow: readonly ComparedId[];
  /** Where lines cross. */
  readonly crossings: readonly ChartPoint[];
  /** The x of the current setting; null if it is outside the chart. */
  readonly current: number | null;
  /** From left to right. */
  readonly readings: readonly ChartReading[];
  /** The index of the reading that is nearest to the current setting, or the middle. */
  readonly firstReading: number;
};

export type LineChartPlan = {
  readonly series: readonly ChartSeries[];
  readonly width: number;
  /** Null for logarithmic; otherwise the range and the ticks. */
  readonly y: {
    readonly range: readonly [number, number];
    readonly ticks: readonly number[];
  } | null;
  /** Whether lines go up in steps: shares of messages do. */
  readonly isStepwise?: boolean;
  readonly crossings?: readonly (readonly [x: number, y: number])[];
  readonly current?: number | null;
};

const HEIGHT = 320;
const MARGIN = { left: 88, right: 16, top: 16, bottom: 44 } as const;
/** For a piece of the line and "Server-sent events" beside the plot. */
const LABELS_WIDTH = 182;
const LABEL_DISTANCE = 10;
/** A narrower chart has no room for names beside it. */
const WIDE = 620;
const LABEL_HEIGHT = 18;
/** The minimum distance between tick labels, in units of the drawing. */
const TICK_ROOM = { x: 76, y: 34 } as const;
const MARKS_PER_LINE = 5;
const READINGS = 48;

/** Both axes are logarithmic, unless the plan has a range for y. */
export function layoutLineChart(plan: LineChartPlan): LineChart {
  const { series, width } = plan;
  const isWide = width >= WIDE;
  const plot = {
    left: MARGIN.left,
    right: Math.max(MARGIN.left + 1, width - (isWide ? LABELS_WIDTH : MARGIN.right)),
    top: MARGIN.top,
    bottom: HEIGHT - MARGIN.bottom,
  };
  const points = series.flatMap((one) => one.points).filter(([, y]) => plan.y !== null || y > 0);
  const [xMin, xMax] = rangeOf(points.map(([x]) => x));
  const x = logarithmicScale(
    [xMin * 0.9, xMax * 1.1],
    [plot.left, plot.right],
    (plot.right - plot.left) / TICK_ROOM.x,
  );
  const y = yScale(plan, points, plot);
  const place = ([xValue, yValue]: readonly [number, number]): ChartPoint => ({
    x: short(x.at(xValue)),
    y: short(y.at(yValue)),
  });
  const placed = series.map(({ method, points: own }) => ({
    method,
    // Zero has no position on a logarithmic axis.
    points: own.map(place).filter((point) => Number.isFinite(point.y)),
  }));
  const named = placed.filter(({ points: own }) => own.length > 0);
  const labels = isWide ? labelPlaces(named, plot) : new Map<ComparedId, ChartPoint>();
  const current = plan.current ?? null;
  const isOn = current !== null && current >= xMin * 0.9 && current <= xMax * 1.1;
  const readings = points.length === 0 ? [] : readingsOf(plan, x, [xMin, xMax]);
  return {
    width,
    height: HEIGHT,
    plot,
    x,
    y,
    lines: placed.map(({ method, points: own }, index) => ({
      method,
      path: pathOf(own, plan.isStepwise ?? false),
      marks: someOf(own, index),
      label: labels.get(method) ?? null,
    })),
    namesBelow: isWide ? [] : named.map(({ method }) => method),
    crossings: (plan.crossings ?? []).map(place),
    current: isOn ? x.at(current) : null,
    readings,
    firstReading: nearestReading(readings, isOn ? x.at(current) : (plot.left + plot.right) / 2),
  };
}

function yScale(
  { y }: LineChartPlan,
  points: readonly (readonly [number, number])[],
  plot: LineChart['plot'],
): ChartScale {
  if (y !== null) return linearScale(y.range, [plot.bottom, plot.top], y.ticks);
  const [min, max] = rangeOf(points.map(([, value]) => value));
  return logarithmicScale(
    [min * 0.8, max * 1.25],
    [plot.bottom, plot.top],
    (plot.bottom - plot.top) / TICK_ROOM.y,
  );
}

/** The index of the reading nearest to an x of the drawing; 0 if there is none. */
export function nearestReading(readings: readonly ChartReading[], at: number): number {
  let best = 0;
  for (const [index, reading] of readings.entries()) {
    const distance = Math.abs(reading.at - at);
    if (distance < Math.abs((readings[best]?.at ?? 0) - at)) best = index;
  }
  return best;
}

/** At even distances, at each single point, and at the current setting. */
function readingsOf(
  plan: LineChartPlan,
  x: ChartScale,
  [min, max]: readonly [number, number],
): ChartReading[] {
  const ratio = (max / min) ** (1 / (READINGS - 1));
  const even = Array.from({ length: READINGS }, (_, index) => min * ratio ** index);
  const single = plan.series.flatMap(({ points }) => (points.length === 1 ? [points[0]![0]] : []));
  const current = plan.current ?? null;
  const set = current !== null && current >= min && current <= max ? [current] : [];
  const all = [...new Set([...even, ...single, ...set])].sort((a, b) => a - b);
  return all.map((value) => ({
    at: x.at(value),
    value,
    values: new Map(
      plan.series.flatMap((own) => {
        const read = valueAt(own, value, plan);
        return read === null ? [] : [[own.method, read] as const];
      }),
    ),
  }));
}

function valueAt(
  { points }: ChartSeries,
  x: number,
  { y, isStepwise }: LineChartPlan,
): number | null {
  const after = points.findIndex(([at]) => at > x * (1 + 1e-9));
  const before = after === -1 ? points.length - 1 : after - 1;
  if (isStepwise === true)
    return before < 0 ? (points.length === 0 ? null : 0) : points[before]![1];
  const start = points[before];
  if (start === undefined) return null;
  if (Math.abs(start[0] / x - 1) < 1e-6) return start[1];
  const end = points[after];
  if (end === undefined) return null;
  const share = Math.log(x / start[0]) / Math.log(end[0] / start[0]);
  if (y !== null) return start[1] + share * (end[1] - start[1]);
  return start[1] <= 0 || end[1] <= 0 ? null : start[1] * (end[1] / start[1]) ** share;
}

function pathOf(points: readonly ChartPoint[], isStepwise: boolean): string {
  if (points.length < 2) return '';
  const [first, ...others] = points;
  const steps = others.map((point) =>
    isStepwise ? `H${point.x}V${point.y}` : `L${point.x} ${point.y}`,
  );
  return `M${first!.x} ${first!.y}${steps.join('')}`;
}

type Placed = { readonly method: ComparedId; readonly points: readonly ChartPoint[] };

/** Beside the end of each line, moved apart so that no two overlap. */
function labelPlaces(
  placed: readonly Placed[],
  plot: LineChart['plot'],
): Map<ComparedId, ChartPoint> {
  const x = plot.right + LABEL_DISTANCE;
  const wanted = placed
    .map(({ method, points }) => ({ method, y: points.at(-1)!.y }))
    .sort((one, other) => one.y - other.y);
  const ys: number[] = [];
  for (const { y } of wanted) {
    ys.push(Math.max(y, plot.top, (ys.at(-1) ?? -Infinity) + LABEL_HEIGHT));
  }
  // What was pushed over the edge moves up again.
  let lowest = plot.bottom - 4;
  for (let index = ys.length - 1; index >= 0; index--) {
    ys[index] = Math.min(ys[index]!, lowest);
    lowest = ys[index]! - LABEL_HEIGHT;
  }
  return new Map(wanted.map(({ method }, index) => [method, { x, y: short(ys[index]!) }]));
}

/**
 * Spread over the line. Each method starts elsewhere, so that lines on top of each other both show.
 */
function someOf(points: readonly ChartPoint[], offset: number): ChartPoint[] {
  const step = Math.max(1, Math.floor(points.length / MARKS_PER_LINE));
  return points.filter((_, index) => index % step === offset % step);
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

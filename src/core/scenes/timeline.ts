/** The timeline: what each method sent, one lane per method over a shared time axis. */

import type { Comparison } from '#core/traffic/results/comparison.ts';
import { comparedIn, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import { columnCountIn, columnsOf } from './timeline-columns.ts';
import { bandsOf, marksOf, type LaneSpace, type TimelineShape } from './timeline-lane.ts';
import { verticalPath } from './timeline-paths.ts';
import { timelineTicks, type TimelineTick } from './timeline-ticks.ts';

export type TimelineLane = {
  readonly method: ComparedId;
  /** The y of its name, at the left. */
  readonly top: number;
  /** In drawing order, at most one per kind of mark. */
  readonly shapes: readonly TimelineShape[];
  /** The duration of a column if there are too many marks to draw each one; otherwise null. */
  readonly columnMs: number | null;
};

/** The part of the whole time that is drawn, in shares of it. */
export type TimelinePart = { readonly from: number; readonly to: number };

export const WHOLE_TIMELINE: TimelinePart = { from: 0, to: 1 };

export type Timeline = {
  readonly width: number;
  /** The time that is drawn. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly height: number;
  /** The area of the lanes. */
  readonly plot: { readonly left: number; readonly right: number; readonly bottom: number };
  readonly ticks: readonly TimelineTick[];
  /**
   * Lines through all lanes at the times when messages to the client were made. Empty if there are
   * too many.
   */
  readonly guides: string;
  readonly lanes: readonly TimelineLane[];
};

/** Lanes with more marks are drawn as columns. */
const MAX_MARKS = 500;
const MAX_GUIDES = 120;

/** Narrower drawings show lane names above the lanes. */
const NARROW = 620;
const LABEL_WIDTH = 160;
const LABEL_HEIGHT = 40;
const AXIS_HEIGHT = 28;
/** Half of the last tick's label extends beyond the axis. */
const END_MARGIN = 24;

const EXCHANGE_TOP = 8;
const EXCHANGE_BOTTOM = 30;
/** Messages are drawn below the requests that fetched them, or on the open connection. */
const MESSAGE_LINE: Readonly<Record<ComparedId, number>> = {
  requests: 46,
  polling: 46,
  'long-polling': 46,
  'event-stream': (EXCHANGE_TOP + EXCHANGE_BOTTOM) / 2,
  websocket: (EXCHANGE_TOP + EXCHANGE_BOTTOM) / 2,
};
const LANE_HEIGHT: Readonly<Record<ComparedId, number>> = {
  requests: 68,
  polling: 68,
  'long-polling': 68,
  'event-stream': 50,
  websocket: 50,
};

/** `width` is the width of the whole drawing. The height follows from it. */
export function layoutTimeline(
  comparison: Comparison,
  width: number,
  part: TimelinePart = WHOLE_TIMELINE,
): Timeline {
  const { sample, schedule } = comparison;
  const [fromMs, endMs] = [part.from * sample.endMs, part.to * sample.endMs];
  const isNarrow = width < NARROW;
  const left = isNarrow ? 0 : LABEL_WIDTH;
  const right = Math.max(left + 1, width - END_MARGIN);
  const labelHeight = isNarrow ? LABEL_HEIGHT : 0;
  const plotWidth = right - left;
  const inPart = (ms: number) => Math.min(endMs, Math.max(fromMs, ms));
  const xOf = (ms: number) => left + ((inPart(ms) - fromMs) / (endMs - fromMs)) * plotWidth;

  let bottom = 0;
  const lanes = comparedIn(comparison.runs).map((method) => {
    const labelTop = bottom;
    const top = labelTop + labelHeight;
    bottom = top + LANE_HEIGHT[method];
    return layoutLane(comparison, method, labelTop, {
      xOf,
      plotWidth,
      fromMs,
      endMs,
      exchangeTop: top + EXCHANGE_TOP,
      exchangeBottom: top + EXCHANGE_BOTTOM,
      messageLine: top + MESSAGE_LINE[method],
    });
  });
  const made = schedule.messages.filter(
    ({ direction, madeAtMs }) =>
      direction === 'server-to-client' && madeAtMs >= fromMs && madeAtMs <= endMs,
  );
  const guides = made.length > MAX_GUIDES ? [] : made;
  return {
    width,
    fromMs,
    toMs: endMs,
    height: bottom + AXIS_HEIGHT,
    plot: { left, right, bottom },
    ticks: timelineTicks(endMs, plotWidth, fromMs).map((tick) => ({ ...tick, x: left + tick.x })),
    guides: guides.map(({ madeAtMs }) => verticalPath(xOf(madeAtMs), 0, bottom)).join(''),
    lanes,
  };
}

function layoutLane(
  { runs }: Comparison,
  method: ComparedId,
  top: number,
  space: LaneSpace,
): TimelineLane {
  const run = partOf(valueOf(runs, method), space);
  const isCrowded = run.exchanges.length + run.deliveries.length > MAX_MARKS;
  const columnMs = isCrowded ? (space.endMs - space.fromMs) / columnCountIn(space.plotWidth) : null;
  const shapes: TimelineShape[] = [
    ...bandsOf(run, space),
    ...(columnMs === null ? marksOf(run, space) : columnsOf(run, space, columnMs)),
  ];
  return { method, top, shapes: shapes.filter(({ path }) => path !== ''), columnMs };
}

/** What can be seen of a run between two times. */
function partOf(run: MethodRun, { fromMs, endMs }: LaneSpace): MethodRun {
  const isIn = (startMs: number, stopMs: number) => stopMs >= fromMs && startMs < endMs;
  return {
    ...run,
    writes: run.writes.filter(({ sentAtMs }) => isIn(sentAtMs, sentAtMs)),
    // A stream and a WebSocket stay open after their response.
    exchanges: run.exchanges.filter(({ purpose, sentAtMs, answer }) =>
      purpose === 'stream' || purpose === 'opening'
        ? sentAtMs < endMs
        : isIn(sentAtMs, answer?.arrivedAtMs ?? Infinity),
    ),
    deliveries: run.deliveries.filter(({ deliveredAtMs }) => isIn(deliveredAtMs, deliveredAtMs)),
  };
}

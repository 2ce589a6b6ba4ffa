/** The timeline: what crossed by each method, a lane a method over one axis of time. */

import type { Comparison } from '#core/traffic/results/comparison.ts';
import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';
import { columnCountIn, columnsOf } from './timeline-columns.ts';
import { bandsOf, marksOf, type LaneSpace, type TimelineShape } from './timeline-lane.ts';
import { verticalPath } from './timeline-paths.ts';
import { timelineTicks, type TimelineTick } from './timeline-ticks.ts';

export type TimelineLane = {
  readonly method: MethodId;
  /** Its name stands from here down, at the left. */
  readonly top: number;
  /** In the order in which they are drawn, one of a mark at most. */
  readonly shapes: readonly TimelineShape[];
  /** How long a column is, where there are too many marks to draw each; else null. */
  readonly columnMs: number | null;
};

export type Timeline = {
  readonly width: number;
  readonly height: number;
  /** Lanes lie between these. */
  readonly plot: { readonly left: number; readonly right: number; readonly bottom: number };
  readonly ticks: readonly TimelineTick[];
  /**
   * Lines through all lanes where a message to the client was made; empty where they would be a
   * thicket.
   */
  readonly guides: string;
  readonly lanes: readonly TimelineLane[];
};

/** More marks than these on a lane become columns. */
const MOST_MARKS = 500;
const MOST_GUIDES = 120;

/** Narrower drawings have the names of the lanes above them. */
const NARROW = 620;
const LABEL_WIDTH = 160;
const LABEL_HEIGHT = 40;
const AXIS_HEIGHT = 28;
/** The last tick's label reaches beyond it by half. */
const END_MARGIN = 24;

const EXCHANGE_TOP = 8;
const EXCHANGE_BOTTOM = 30;
/** Messages stand under the requests that brought them, and on an open connection itself. */
const MESSAGE_LINE: Readonly<Record<MethodId, number>> = {
  polling: 46,
  'long-polling': 46,
  'event-stream': (EXCHANGE_TOP + EXCHANGE_BOTTOM) / 2,
  websocket: (EXCHANGE_TOP + EXCHANGE_BOTTOM) / 2,
};
const LANE_HEIGHT: Readonly<Record<MethodId, number>> = {
  polling: 68,
  'long-polling': 68,
  'event-stream': 50,
  websocket: 50,
};

/** `width` is the whole drawing's; its height follows. */
export function layoutTimeline(comparison: Comparison, width: number): Timeline {
  const { endMs, schedule } = comparison;
  const isNarrow = width < NARROW;
  const left = isNarrow ? 0 : LABEL_WIDTH;
  const right = Math.max(left + 1, width - END_MARGIN);
  const labelHeight = isNarrow ? LABEL_HEIGHT : 0;
  const plotWidth = right - left;
  const xOf = (ms: number) => left + (ms / endMs) * plotWidth;

  let bottom = 0;
  const lanes = METHODS.map((method) => {
    const labelTop = bottom;
    const top = labelTop + labelHeight;
    bottom = top + LANE_HEIGHT[method];
    return layoutLane(comparison, method, labelTop, {
      xOf,
      plotWidth,
      endMs,
      exchangeTop: top + EXCHANGE_TOP,
      exchangeBottom: top + EXCHANGE_BOTTOM,
      messageLine: top + MESSAGE_LINE[method],
    });
  });
  const made = schedule.messages.filter(({ direction }) => direction === 'server-to-client');
  const guides = made.length > MOST_GUIDES ? [] : made;
  return {
    width,
    height: bottom + AXIS_HEIGHT,
    plot: { left, right, bottom },
    ticks: timelineTicks(endMs, plotWidth).map((tick) => ({ ...tick, x: left + tick.x })),
    guides: guides.map(({ madeAtMs }) => verticalPath(xOf(madeAtMs), 0, bottom)).join(''),
    lanes,
  };
}

function layoutLane(
  { runs }: Comparison,
  method: MethodId,
  top: number,
  space: LaneSpace,
): TimelineLane {
  const run = runs[method];
  const isCrowded = run.exchanges.length + run.deliveries.length > MOST_MARKS;
  const columnMs = isCrowded ? space.endMs / columnCountIn(space.plotWidth) : null;
  const shapes: TimelineShape[] = [
    ...bandsOf(run, space),
    ...(columnMs === null ? marksOf(run, space) : columnsOf(run, space, columnMs)),
  ];
  return { method, top, shapes: shapes.filter(({ path }) => path !== ''), columnMs };
}

/**
 * The layout of a sequence diagram: two lifelines, and an arrow for each flight of segments. Time
 * runs down, or to the right in a narrow strip, on one scale: equal latency has equal slope.
 */

import type { ReadyState } from '#core/protocol/endpoint.ts';
import type { Fold } from '#core/story/folds.ts';
import type { Moment } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import { pointBetween, type Point } from './mark.ts';
import {
  LATENCY,
  layoutAxis,
  LOST_AT,
  type Orientation,
  type Strip,
  type TimeAxis,
} from './sequence-axis.ts';
import { flightsOf, type Flight } from './sequence-boxes.ts';
import {
  placeLabels,
  TEXT_SIZE,
  type LabelledFlight,
  type PlacedBox,
  type Rect,
} from './sequence-labels.ts';
import { cutCenter, endsOf, type Lifelines } from './sequence-lifelines.ts';
import type { LabelForm, SequenceSlot } from './sequence-slots.ts';
import { placeTimes, type PlacedTime } from './sequence-times.ts';
import { widthOf } from './text-width.ts';

export type SequenceRow = {
  readonly flight: Flight;
  readonly from: Point;
  /** Where it arrives or is lost. For a step in which nothing crosses, the same point. */
  readonly to: Point;
  /** Where these are on the axis. */
  readonly start: number;
  readonly end: number;
  /** Whether its travel time is unknown, so that it is drawn level. */
  readonly isLevel: boolean;
  readonly isLost: boolean;
  /** False for a step in which nothing crosses. */
  readonly crosses: boolean;
  /** Empty if there is no room for them. */
  readonly boxes: readonly PlacedBox[];
};

/** A part of a lifeline in one state. */
export type StateSpan = {
  readonly side: Side;
  readonly readyState: ReadyState | null;
  readonly start: number;
  readonly end: number;
};

/** A part of the axis that is cut. */
export type Cut = {
  /** The center, in places of the diagram. */
  readonly place: number;
  readonly ms: number;
  readonly isSilent: boolean;
};

/** A folded run of steps. */
export type FoldStrip = {
  readonly fold: Fold;
  /** Whether it is on both connections of a proxy. */
  readonly isOnBoth: boolean;
  readonly rect: Rect;
  readonly start: number;
  readonly end: number;
  readonly segments: number;
  /** Until the next step could follow it; null if unknown. */
  readonly ms: number | null;
};

/** A run of steps that can be folded. */
export type FoldBracket = { readonly fold: Fold; readonly start: number; readonly end: number };

/** Places along time are in units of the drawing, from its beginning. */
export type SequenceLayout = {
  readonly orientation: Orientation;
  readonly width: number;
  readonly height: number;
  readonly textScale: number;
  /** Across time: x if time runs down, y if it runs to the right. */
  readonly lifelines: Lifelines;
  readonly axis: TimeAxis;
  readonly rows: readonly SequenceRow[];
  /** By step: its row; -1 for a step that is folded. */
  readonly rowOfStep: readonly number[];
  readonly times: readonly PlacedTime[];
  readonly cuts: readonly Cut[];
  readonly strips: readonly FoldStrip[];
  readonly brackets: readonly FoldBracket[];
  readonly spans: readonly StateSpan[];
};

export type SequenceOptions = {
  readonly width: number;
  readonly height: number;
  /** The words of a slot, for their widths. */
  readonly textOf: (slot: SequenceSlot) => string;
  /** The size of a rem in units of 16 px. Larger texts need larger distances. */
  readonly textScale?: number;
  readonly orientation?: Orientation;
  /** Drawn as strips. */
  readonly folds?: readonly Fold[];
  /** Drawn as steps, with a bracket. */
  readonly unfolded?: readonly Fold[];
  /** Not drawn, although their time passes. */
  readonly hiddenFolds?: readonly Fold[];
  /** Whether nothing is cut: the length of the axis is linear in time. */
  readonly isProportional?: boolean;
};

/** Between the beginning of the drawing and of the axis. */
const PADDING = 14;
const STRIP_HEIGHT = 28;
/** How far a strip extends beyond the lifelines. */
const STRIP_OVERHANG = 12;
/** Between a box and a lifeline. */
const CLEARANCE = 8;
const HORIZONTAL_ROOM = 120;

/** If some labels have no room, one latency goes at least as far as this: the first that helps. */
const ROOMIER = [LATENCY.usual, LATENCY.most, 72, 96, 140] as const;

/** Scrolls rather than omits labels, as far as a longer axis has room for more of them. */
export function layoutSequence(story: Story, options: SequenceOptions): SequenceLayout {
  let best = layoutWith(story, options, null);
  if (options.orientation === 'horizontal' || options.isProportional) return best;
  for (const leastLatency of ROOMIER) {
    const lacking = countUnlabelled(best);
    if (lacking === 0 || best.axis.perMs === null) break;
    const longer = layoutWith(story, options, leastLatency);
    const isLonger = longer.axis.length > best.axis.length;
    if (isLonger && countUnlabelled(longer) < lacking) best = longer;
  }
  return best;
}

function countUnlabelled({ rows }: SequenceLayout): number {
  return rows.filter(({ crosses, boxes }) => crosses && boxes.length === 0).length;
}

function layoutWith(
  story: Story,
  options: SequenceOptions,
  leastLatency: number | null,
): SequenceLayout {
  const { steps, moments } = story;
  const { width, height, textOf, textScale = 1, orientation = 'vertical' } = options;
  const { folds = [], unfolded = [], hiddenFolds = [], isProportional = false } = options;
  const isVertical = orientation === 'vertical';
  const shownFolds = isProportional ? [] : folds;
  const axis = layoutAxis(story, {
    folds: shownFolds,
    hiddenFolds,
    room: (isVertical ? height : width) - 2 * PADDING,
    leastLatency,
    textScale,
    isProportional,
    stripLength: isVertical ? 48 : 88,
    rowLength: isVertical ? 34 : 64,
  });
  const outer = isVertical
    ? columns(width, textScale)
    : { client: 30 * textScale, server: height - 30 * textScale };
  const hasProxy = story.hops !== undefined;
  const lifelines = { ...outer, proxy: hasProxy ? (outer.client + outer.server) / 2 : null };
  const length = Math.max(isVertical ? height : width, axis.length + 2 * PADDING);
  const at = (across: number, place: number): Point =>
    isVertical ? { x: across, y: PADDING + place } : { x: PADDING + place, y: across };
  const folded = new Set(
    [...shownFolds, ...hiddenFolds].flatMap(({ firstStep, endStep }) =>
      Array.from({ length: endStep - firstStep }, (_, index) => firstStep + index),
    ),
  );
  const bare = flightsOf(story, (index) => !folded.has(index)).map((flight) =>
    rowOf(flight, story, axis, { lifelines, at, isVertical }),
  );
  const strips = axis.strips.map((strip) =>
    stripOf(strip, story, lifelines, isVertical, textScale),
  );
  const cuts = axis.pieces
    .filter(({ kind }) => kind === 'silence')
    .map(({ start, end, sinceMs, endMs, isSilent }): Cut => {
      return { place: PADDING + (start + end) / 2, ms: endMs - sinceMs, isSilent };
    });
  // The WebSocket opens where an arrow ends, so its point has no label at rest.
  const isLabelled = ({ flight, crosses }: Omit<SequenceRow, 'boxes'>) =>
    crosses || (isVertical && steps[flight.stepIndex]?.kind !== 'open');
  const labelledRows = bare.filter(isLabelled);
  const boxes = placeLabels(
    labelledRows.map((row) => labelled(row, lifelines, isVertical)),
    {
      textOf,
      textScale,
      isClustered: isVertical,
      obstacles: [
        ...strips.map(({ rect }) => rect),
        ...(isVertical ? cuts.map((cut) => cutText(cut, lifelines, textOf, textScale)) : []),
      ],
      labelSlot: (stepIndex: number, form: LabelForm) => ({
        id: 'step-label',
        step: steps[stepIndex]!,
        form,
      }),
    },
  );
  const boxesOf = new Map(labelledRows.map((row, index) => [row, boxes[index] ?? []]));
  const rows = bare.map((row): SequenceRow => ({ ...row, boxes: boxesOf.get(row) ?? [] }));
  const rowOfStep = steps.map(() => -1);
  rows.forEach(({ flight }, index) => {
    for (const step of flight.steps) rowOfStep[step] = index;
  });
  return {
    orientation,
    width: isVertical ? width : length,
    height: isVertical ? length : height,
    textScale,
    lifelines,
    axis,
    rows,
    rowOfStep,
    times: placeTimes(rows, strips, story, { textOf, textScale, orientation, lifelines }),
    cuts,
    strips,
    brackets: isProportional ? [] : unfolded.map((fold) => bracketOf(fold, axis)),
    spans: (['client', 'server'] as const).flatMap((side) =>
      spansOf(side, moments, axis.moments, length),
    ),
  };
}

/** A place of the axis in the drawing. */
export function drawnPlace(place: number): number {
  return PADDING + place;
}

/** A place of the drawing on the axis. */
export function axisPlace(drawn: number): number {
  return drawn - PADDING;
}

/** The lifelines have room beside them for times, heads, and what folds and is dragged. */
function columns(width: number, textScale: number): Readonly<Record<Side, number>> {
  const slack = Math.max(0, width - 320);
  const times = timesRight(width, textScale);
  return {
    client: times + Math.min(42, 14 + slack * 0.16),
    server: width - Math.max(60 * textScale, Math.min(81, 60 + slack * 0.12)),
  };
}

/** Where the column of times ends. */
export function timesRight(width: number, textScale: number): number {
  const slack = Math.max(0, width - 320);
  return Math.min(22, 2 + slack * 0.11) + widthOf('106.11 s', TEXT_SIZE * textScale);
}

type RowPlaces = {
  readonly lifelines: Lifelines;
  readonly at: (across: number, place: number) => Point;
  readonly isVertical: boolean;
};

function rowOf(
  flight: Flight,
  { steps }: Story,
  { steps: places }: TimeAxis,
  { lifelines, at, isVertical }: RowPlaces,
): Omit<SequenceRow, 'boxes'> {
  const { stepIndex, direction } = flight;
  const step = steps[stepIndex]!;
  const { start, end } = places[stepIndex] ?? { start: 0, end: 0 };
  const ends = endsOf(step, lifelines);
  const isLost = step.arrival.kind === 'lost';
  const sender = direction === null ? (step.side ?? 'client') : senderOf(direction);
  const receiver = direction === null ? sender : receiverOf(direction);
  const from = at(ends[sender], start);
  const arrived = at(ends[receiver], end);
  const across = pointBetween(at(ends[sender], end), arrived, LOST_AT);
  const lost = isVertical ? { x: across.x, y: arrived.y } : { x: arrived.x, y: across.y };
  return {
    flight,
    from,
    to: isLost ? lost : arrived,
    start: drawnPlace(start),
    end: drawnPlace(end),
    isLevel: direction !== null && step.arrival.kind === 'unknown',
    isLost,
    crosses: direction !== null,
  };
}

/** Between a box and the cross of a loss. */
const CROSS = 14;

function labelled(
  { flight, from, to, isLost, crosses }: Omit<SequenceRow, 'boxes'>,
  lifelines: Lifelines,
  isVertical: boolean,
): LabelledFlight {
  const shared = { flight, from, to };
  if (!isVertical) {
    const middle = (from.x + to.x) / 2;
    const room = [middle - HORIZONTAL_ROOM / 2, middle + HORIZONTAL_ROOM / 2] as const;
    return { ...shared, room, beside: null };
  }
  const ends = endsOf(flight, lifelines);
  const [left, right] = [ends.client + CLEARANCE, ends.server - CLEARANCE];
  if (!crosses) {
    return { ...shared, room: [left, right], beside: from.x < right ? 'start' : 'end' };
  }
  if (!isLost) return { ...shared, room: [left, right], beside: null };
  return from.x < to.x
    ? { ...shared, room: [left, to.x - CROSS], beside: null }
    : { ...shared, room: [to.x + CROSS, right], beside: null };
}

function cutText(
  { place, ms, isSilent }: Cut,
  lifelines: Lifelines,
  textOf: SequenceOptions['textOf'],
  textScale: number,
): Rect {
  const width = widthOf(textOf({ id: 'cut', ms, isSilent, isBrief: false }), TEXT_SIZE * textScale);
  const height = 20 * textScale;
  const center = cutCenter(lifelines);
  return { x: center - width / 2, y: place - height / 2, width, height };
}

function stripOf(
  { fold, start, end }: Strip,
  { steps }: Story,
  lifelines: Lifelines,
  isVertical: boolean,
  textScale: number,
): FoldStrip {
  const inside = steps.slice(fold.firstStep, fold.endStep);
  const [first] = inside;
  const isOnBoth = inside.some(({ hop }) => hop !== first?.hop);
  const { client, server } = endsOf(isOnBoth ? {} : (first ?? {}), lifelines);
  const middle = drawnPlace((start + end) / 2);
  const height = STRIP_HEIGHT * textScale;
  const [from, until] = [client - STRIP_OVERHANG, server + STRIP_OVERHANG];
  const rect = isVertical
    ? { x: from, y: middle - height / 2, width: until - from, height }
    : { x: drawnPlace(start) + 2, y: from, width: end - start - 4, height: until - from };
  return {
    fold,
    isOnBoth,
    rect,
    start: drawnPlace(start),
    end: drawnPlace(end),
    segments: new Set(
      inside.flatMap(({ hop, eventIndices }) => eventIndices.map((index) => `${hop} ${index}`)),
    ).size,
    ms: durationOf(fold, steps),
  };
}

/** TCP is open for its client when that sends its ACK, and closed when the last ACK arrives. */
function durationOf({ kind, firstStep, endStep }: Fold, steps: Story['steps']): number | null {
  const [first, last] = [steps[firstStep], steps[endStep - 1]];
  const startMs = first?.sentAtMs ?? null;
  const arrivedMs = last?.arrival.kind === 'arrived' ? last.arrival.atMs : null;
  const endMs = kind === 'opening' ? (last?.sentAtMs ?? null) : arrivedMs;
  return startMs === null || endMs === null ? null : endMs - startMs;
}

function bracketOf(fold: Fold, { steps }: TimeAxis): FoldBracket {
  const inside = steps.slice(fold.firstStep, fold.endStep);
  return {
    fold,
    start: drawnPlace(Math.min(...inside.map(({ start }) => start))),
    end: drawnPlace(Math.max(...inside.map(({ end }) => end))),
  };
}

function spansOf(
  side: Side,
  moments: readonly Moment[],
  places: readonly number[],
  length: number,
): StateSpan[] {
  const spans: StateSpan[] = [];
  let readyState = moments[0]?.states[side].readyState ?? null;
  let start = 0;
  moments.forEach((moment, index) => {
    const next = moment.states[side].readyState;
    if (next === readyState) return;
    const end = drawnPlace(places[index] ?? start);
    spans.push({ side, readyState, start, end });
    readyState = next;
    start = end;
  });
  spans.push({ side, readyState, start, end: length });
  return spans;
}

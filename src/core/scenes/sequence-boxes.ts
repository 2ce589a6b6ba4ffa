/**
 * The segments of a story as boxes that contain frames or parts of frames, and the flights in which
 * they cross. Steps that share a segment share a box.
 */

import type { Direction } from '#core/trace/direction.ts';
import { isPureSignal, type Trace } from '#core/trace/trace.ts';
import { ownStory } from '#core/story/own-story.ts';
import type { Hop, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';

/** One TCP segment, or several that cross together in one step. */
export type SegmentBox = {
  readonly cells: readonly BoxCell[];
  /** How many bytes of the stream it carries. */
  readonly bytes: number;
  /** 0 for bytes whose segments are unknown. */
  readonly segments: number;
};

/** The part of a step in a segment. */
export type BoxCell = {
  readonly stepIndex: number;
  /** Whether its unit began in an earlier segment. */
  readonly isTornStart: boolean;
  /** Whether its unit goes on in a later segment. */
  readonly isTornEnd: boolean;
};

/** What is sent at one time in one direction and arrives at one time: drawn as one arrow. */
export type Flight = {
  /** The index of its first step: its identity. */
  readonly stepIndex: number;
  /** Null for a step in which nothing crosses. It has no boxes. */
  readonly direction: Direction | null;
  /** The connection that it crosses, if a proxy has two. */
  readonly hop?: Hop;
  readonly boxes: readonly SegmentBox[];
  readonly steps: readonly number[];
};

/** Those of the steps that are drawn, in the order of their first steps. */
export function flightsOf(
  story: Pick<Story, 'steps' | 'conversation' | 'hops'>,
  isDrawn: (stepIndex: number) => boolean,
): Flight[] {
  const flights = new Map<string, OpenFlight>();
  story.steps.forEach((step, stepIndex) => {
    if (!isDrawn(stepIndex)) return;
    const key = flightKey(step, stepIndex);
    const known = flights.get(key);
    if (known === undefined) {
      const { direction, hop } = step;
      const boxes = direction === null ? [] : [openBox(step, stepIndex)];
      const { trace } = ownStory(story, step).conversation;
      const crossing = { stepIndex, direction, ...(hop && { hop }) };
      flights.set(key, { ...crossing, boxes, trace, steps: [stepIndex] });
    } else {
      known.steps.push(stepIndex);
      addToBoxes(known.boxes, step, stepIndex);
    }
  });
  return [...flights.values()].map(({ trace, ...flight }) => ({
    ...flight,
    boxes: flight.boxes.map((box) => closeBox(box, trace)),
  }));
}

type OpenBox = {
  readonly cells: BoxCell[];
  readonly events: Set<number>;
  /** The bytes of its first step. */
  readonly carried: number;
};

type OpenFlight = Pick<Flight, 'stepIndex' | 'direction' | 'hop'> & {
  readonly trace: Trace;
  readonly boxes: OpenBox[];
  readonly steps: number[];
};

function flightKey(
  { direction, hop, sentAtMs, arrival, eventIndices }: Step,
  index: number,
): string {
  if (direction === null) return `alone ${index}`;
  // Without both times only what shares a segment is known to cross together.
  if (sentAtMs === null || arrival.kind === 'unknown')
    return `event ${hop ?? ''} ${eventIndices[0] ?? `of step ${index}`}`;
  const end = arrival.kind === 'arrived' ? arrival.atMs : arrival.kind;
  return `${hop ?? ''} ${direction} ${sentAtMs} ${end}`;
}

function openBox(step: Step, stepIndex: number): OpenBox {
  return {
    cells: [cellOf(step, stepIndex)],
    events: new Set(step.eventIndices),
    carried: step.carried.end - step.carried.start,
  };
}

function addToBoxes(boxes: OpenBox[], step: Step, stepIndex: number): void {
  const shared = boxes.find(({ events }) => step.eventIndices.some((index) => events.has(index)));
  if (shared === undefined) {
    boxes.push(openBox(step, stepIndex));
    return;
  }
  shared.cells.push(cellOf(step, stepIndex));
  for (const index of step.eventIndices) shared.events.add(index);
}

function cellOf({ unit, carried }: Step, stepIndex: number): BoxCell {
  return {
    stepIndex,
    isTornStart: unit !== null && carried.start > unit.range.start,
    isTornEnd: unit !== null && carried.end < unit.range.end,
  };
}

function closeBox({ cells, events, carried }: OpenBox, { events: all }: Trace): SegmentBox {
  const segments = [...events].flatMap((index) => all[index] ?? []);
  const bytes = segments.reduce((sum, { range }) => sum + range.end - range.start, 0);
  const isSignal = segments.every(isPureSignal);
  return { cells, bytes: isSignal ? carried : bytes, segments: segments.length };
}

/**
 * The layout of a sequence diagram: two lifelines, and a row for each step. Time runs down in the
 * order of the story's moments. So arrows cross if they are in flight together, and later moments
 * are further down.
 */

import type { ReadyState } from '#core/protocol/endpoint.ts';
import type { Moment, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import { pointBetween, type Point } from './mark.ts';

export type SequenceRow = {
  readonly stepIndex: number;
  readonly from: Point;
  /** Where it arrives or is lost. For a step in which nothing crosses, the other lifeline. */
  readonly to: Point;
  /** Whether its travel time is unknown, so that it is drawn level. */
  readonly isLevel: boolean;
  readonly isLost: boolean;
  /** False for a step of both endpoints in which nothing crosses. */
  readonly crosses: boolean;
  /** The center of its label: halfway, or nearer to the sender if labels would touch. */
  readonly label: Point;
};

/** A part of a lifeline in one state. */
export type StateSpan = {
  readonly side: Side;
  readonly readyState: ReadyState | null;
  readonly startY: number;
  readonly endY: number;
};

export type SequenceLayout = {
  readonly width: number;
  readonly height: number;
  readonly isNarrow: boolean;
  readonly lifelines: Readonly<Record<Side, number>>;
  readonly rows: readonly SequenceRow[];
  readonly spans: readonly StateSpan[];
};

export type SequenceSize = {
  readonly width: number;
  /** A minimum. A short story is stretched to it; a long story takes more. */
  readonly height: number;
  /** Space outside the lifelines, for times and sizes. */
  readonly margin: number;
  /** The size of a rem in units of 16 px. Larger texts need larger distances. */
  readonly textScale?: number;
  /** Whether the margins are too narrow for times and sizes. */
  readonly isNarrow?: boolean;
};

/** Minimum distances in the same unit as the size. A taller figure stretches them all. */
const BETWEEN_STEPS = 28;
const SLOPE = 12;
const BETWEEN_MOMENTS = 5;
/** Between texts beside a lifeline. */
const BETWEEN_TEXTS = 14;
const PADDING = 18;
const MAX_STRETCH = 1.9;

/** If two labels would touch, the earlier one moves to this fraction of its arrow. */
const LABEL_HEIGHT = 22;
const LABEL_ASIDE = 0.24;

/** A lost packet gets this far, which leaves room for its label before the cross. */
const LOST_AT = 0.8;

export function layoutSequence(story: Story, size: SequenceSize): SequenceLayout {
  const { steps, moments } = story;
  const natural = placeMoments(steps, moments);
  const naturalHeight = Math.max(1, natural.at(-1) ?? 0);
  const room = size.height - 2 * PADDING;
  const { textScale = 1, isNarrow = false } = size;
  const stretch = textScale * Math.min(MAX_STRETCH, Math.max(1, room / naturalHeight / textScale));
  const ys = natural.map((y) => PADDING + y * stretch);
  const lifelines = { client: size.margin, server: size.width - size.margin };
  const height = Math.max(size.height, naturalHeight * stretch + 2 * PADDING);
  return {
    width: size.width,
    height,
    isNarrow,
    lifelines,
    rows: separateLabels(
      steps.map((step, index) => rowOf(step, index, moments, ys, lifelines)),
      LABEL_HEIGHT * textScale,
    ),
    spans: [...spansOf('client', moments, ys, height), ...spansOf('server', moments, ys, height)],
  };
}

/**
 * The y of each moment before stretching. Steps keep their minimum distance, arrivals are below
 * departures, and the texts beside a lifeline don't overlap.
 */
function placeMoments(steps: readonly Step[], moments: readonly Moment[]): number[] {
  const sentY = new Map<number, number>();
  const lastBeside: Record<Side, number> = { client: -Infinity, server: -Infinity };
  let lastSentY = -Infinity;
  let y = -BETWEEN_MOMENTS;
  return moments.map(({ stepIndex, phase }) => {
    const step = steps[stepIndex];
    const side = sideOf(step, phase);
    const beginsStep = phase === 'sent' || step?.direction === null;
    if (beginsStep) {
      y = Math.max(y + BETWEEN_MOMENTS, lastSentY + BETWEEN_STEPS, 0);
      if (side) y = Math.max(y, lastBeside[side] + BETWEEN_TEXTS);
      lastSentY = y;
      sentY.set(stepIndex, y);
    } else if (step?.arrival.kind === 'arrived') {
      y = Math.max(y + BETWEEN_MOMENTS, (sentY.get(stepIndex) ?? y) + SLOPE);
      if (side && step.unit !== null) y = Math.max(y, lastBeside[side] + BETWEEN_TEXTS);
    }
    const hasText = beginsStep || step?.unit !== null;
    if (side && hasText) lastBeside[side] = y;
    return y;
  });
}

/** The endpoint whose lifeline the moment is on; null for a step in which nothing crosses. */
function sideOf(step: Step | undefined, phase: Moment['phase']): Side | null {
  const direction = step?.direction ?? null;
  if (direction === null) return null;
  return phase === 'sent' ? senderOf(direction) : receiverOf(direction);
}

function rowOf(
  step: Step,
  stepIndex: number,
  moments: readonly Moment[],
  ys: readonly number[],
  lifelines: Readonly<Record<Side, number>>,
): SequenceRow {
  const yOf = (phase: Moment['phase']) => {
    const index = moments.findIndex((m) => m.stepIndex === stepIndex && m.phase === phase);
    return index === -1 ? null : (ys[index] ?? null);
  };
  const startY = yOf('sent') ?? yOf('arrived') ?? 0;
  const isLost = step.arrival.kind === 'lost';
  const fromClient = step.direction === null || senderOf(step.direction) === 'client';
  const fromX = fromClient ? lifelines.client : lifelines.server;
  const farX = fromClient ? lifelines.server : lifelines.client;
  const from = { x: fromX, y: startY };
  const arrival = { x: farX, y: yOf('arrived') ?? startY };
  const lost = { x: fromX + (farX - fromX) * LOST_AT, y: startY + SLOPE * LOST_AT };
  return {
    stepIndex,
    from,
    to: isLost ? lost : arrival,
    label: isLost ? pointBetween(from, lost, 0.5) : pointBetween(from, arrival, 0.5),
    isLevel: step.arrival.kind === 'unknown',
    isLost,
    crosses: step.direction !== null,
  };
}

function separateLabels(rows: readonly SequenceRow[], labelHeight: number): SequenceRow[] {
  return rows.map((row, index) => {
    const next = rows[index + 1];
    const touches = next !== undefined && next.label.y - row.label.y < labelHeight;
    return touches ? { ...row, label: pointBetween(row.from, row.to, LABEL_ASIDE) } : row;
  });
}

function spansOf(
  side: Side,
  moments: readonly Moment[],
  ys: readonly number[],
  height: number,
): StateSpan[] {
  const spans: StateSpan[] = [];
  let readyState = moments[0]?.states[side].readyState ?? null;
  let startY = 0;
  moments.forEach((moment, index) => {
    const next = moment.states[side].readyState;
    if (next === readyState) return;
    const y = ys[index] ?? startY;
    spans.push({ side, readyState, startY, endY: y });
    readyState = next;
    startY = y;
  });
  spans.push({ side, readyState, startY, endY: height });
  return spans;
}

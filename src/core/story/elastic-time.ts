/**
 * Elastic time: when a player shows each moment of a story. A recorded exchange of 14 ms and a
 * heartbeat of 30 s can both be watched. Elastic time keeps the order, but not all proportions.
 * Real times are labels.
 */

import type { Story } from './story.ts';
import type { Moment } from './step.ts';

/** At normal speed a round trip is shown for two seconds. */
const ONE_WAY_SHOWN_MS = 1000;

/** Of a step whose travel time is unknown. */
const LEVEL_SHOWN_MS = 700;

/** Of a step in which nothing crosses: shorter than the time until the next step can begin. */
const SHARED_SHOWN_MS = 400;

/** Between the starts of two steps, even if they began at the same instant. */
const MIN_BETWEEN_STEPS_MS = 450;

/**
 * Between moments of two steps, even at the same instant. A step that ends shows the states that it
 * leads to, without what only follows it.
 */
const MIN_BETWEEN_MOMENTS_MS = 30;

/** Between two moments, if nothing is in flight. */
const MIN_SILENCE_MS = 150;
const MAX_SILENCE_MS = 1800;

/** Of a segment in flight, however long its delay. */
const MAX_FLIGHT_MS = 4000;

/** When one step is shown, in milliseconds of display at normal speed. */
export type StepTime = {
  readonly startMs: number;
  /** When it has arrived, or is lost. */
  readonly endMs: number;
};

/** When steps are shown: all that a player needs to know about them. */
export type PlayedTime = {
  /** In the order in which they begin. */
  readonly steps: readonly StepTime[];
  readonly durationMs: number;
};

export type ElasticTime = PlayedTime & {
  /** By moment of the story: when it is shown. */
  readonly moments: readonly number[];
};

export function stretchTime({ steps, moments }: Pick<Story, 'steps' | 'moments'>): ElasticTime {
  const shownPerMs = ONE_WAY_SHOWN_MS / typicalTravelMs(steps);
  const starts = steps.map(() => 0);
  const ends = steps.map(() => 0);
  const shown: number[] = [];
  let clockMs = 0;
  let lastStartMs = -Infinity;
  let before: Moment | null = null;
  let inFlight = 0;
  for (const moment of moments) {
    const { stepIndex, phase } = moment;
    clockMs += silenceShown(before, moment, shownPerMs, inFlight > 0);
    const isLevel = steps[stepIndex]?.arrival.kind !== 'arrived';
    const crosses = steps[stepIndex]?.direction !== null;
    if (phase === 'sent' || !crosses) {
      clockMs = Math.max(clockMs, lastStartMs + MIN_BETWEEN_STEPS_MS);
      lastStartMs = clockMs;
      starts[stepIndex] = clockMs;
      ends[stepIndex] = clockMs + (crosses ? LEVEL_SHOWN_MS : SHARED_SHOWN_MS);
    }
    if (phase === 'sent' && !isLevel) inFlight++;
    if (phase === 'arrived' && crosses) {
      clockMs = isLevel ? (ends[stepIndex] ?? clockMs) : clockMs;
      ends[stepIndex] = clockMs;
      if (!isLevel) inFlight--;
    }
    shown.push(clockMs);
    before = moment;
  }
  const stepTimes = starts.map((startMs, index) => ({ startMs, endMs: ends[index] ?? startMs }));
  return { steps: stepTimes, moments: shown, durationMs: Math.max(0, ...ends) };
}

/** The display time between two successive moments. */
function silenceShown(
  before: Moment | null,
  now: Moment,
  shownPerMs: number,
  isInFlight: boolean,
): number {
  if (before === null) return 0;
  const shown = silenceBetween(before, now, shownPerMs, isInFlight);
  return before.stepIndex === now.stepIndex ? shown : Math.max(shown, MIN_BETWEEN_MOMENTS_MS);
}

function silenceBetween(
  before: Moment,
  now: Moment,
  shownPerMs: number,
  isInFlight: boolean,
): number {
  if (before.atMs === null || now.atMs === null) return isInFlight ? 0 : MIN_SILENCE_MS;
  const passed = (now.atMs - before.atMs) * shownPerMs;
  if (isInFlight) return Math.min(passed, MAX_FLIGHT_MS);
  return Math.min(Math.max(passed, MIN_SILENCE_MS), MAX_SILENCE_MS);
}

/** The median travel time; 1 ms if none is known. */
function typicalTravelMs(steps: Story['steps']): number {
  const travels = steps
    .flatMap(({ sentAtMs, arrival }) =>
      sentAtMs !== null && arrival.kind === 'arrived' ? [arrival.atMs - sentAtMs] : [],
    )
    .filter((travel) => travel > 0)
    .sort((a, b) => a - b);
  return travels[Math.floor(travels.length / 2)] ?? 1;
}

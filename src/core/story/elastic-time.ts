/**
 * Elastic time: when each moment of a story is shown. A recorded exchange of 14 ms and a heartbeat
 * of 30 s are both watchable: order is kept, proportions only as far as they can be watched. Real
 * times stand as labels.
 */

import type { Story } from './story.ts';
import type { Moment } from './step.ts';

/** At normal speed a round trip takes two seconds. */
const ONE_WAY_SHOWN_MS = 1000;

/** A step whose travel time nobody knows is shown this long. */
const LEVEL_SHOWN_MS = 700;

/** And one that crosses nothing so long: less than it takes until the next may begin. */
const SHARED_SHOWN_MS = 400;

/** Two steps begin at least so far apart, even those of one instant. */
const LEAST_BETWEEN_STEPS_MS = 450;

/** A silence is shown at least and at most so long. */
const SHORTEST_SILENCE_MS = 150;
const LONGEST_SILENCE_MS = 1800;

/** A flight, however long it is delayed, is shown at most so long. */
const LONGEST_FLIGHT_MS = 4000;

/** When one step is shown, in milliseconds of display at normal speed. */
export type StepTime = {
  readonly startMs: number;
  /** When it has arrived, or is lost. */
  readonly endMs: number;
};

/** When steps of any kind are shown: what a player needs to know of them. */
export type PlayedTime = {
  /** In the order in which they begin. */
  readonly steps: readonly StepTime[];
  readonly durationMs: number;
};

export type ElasticTime = PlayedTime & {
  /** Beside each moment of the story, when it is shown. */
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
  let underWay = 0;
  for (const moment of moments) {
    const { stepIndex, phase } = moment;
    clockMs += silenceShown(before, moment, shownPerMs, underWay > 0);
    const isLevel = steps[stepIndex]?.arrival.kind !== 'arrived';
    const crosses = steps[stepIndex]?.direction !== null;
    if (phase === 'sent' || !crosses) {
      clockMs = Math.max(clockMs, lastStartMs + LEAST_BETWEEN_STEPS_MS);
      lastStartMs = clockMs;
      starts[stepIndex] = clockMs;
      ends[stepIndex] = clockMs + (crosses ? LEVEL_SHOWN_MS : SHARED_SHOWN_MS);
    }
    if (phase === 'sent' && !isLevel) underWay++;
    if (phase === 'arrived' && crosses) {
      clockMs = isLevel ? (ends[stepIndex] ?? clockMs) : clockMs;
      ends[stepIndex] = clockMs;
      if (!isLevel) underWay--;
    }
    shown.push(clockMs);
    before = moment;
  }
  const stepTimes = starts.map((startMs, index) => ({ startMs, endMs: ends[index] ?? startMs }));
  return { steps: stepTimes, moments: shown, durationMs: Math.max(0, ...ends) };
}

/** The display time between two moments that follow one another. */
function silenceShown(
  before: Moment | null,
  now: Moment,
  shownPerMs: number,
  isUnderWay: boolean,
): number {
  if (before === null) return 0;
  if (before.atMs === null || now.atMs === null) return isUnderWay ? 0 : SHORTEST_SILENCE_MS;
  const passed = (now.atMs - before.atMs) * shownPerMs;
  if (isUnderWay) return Math.min(passed, LONGEST_FLIGHT_MS);
  return Math.min(Math.max(passed, SHORTEST_SILENCE_MS), LONGEST_SILENCE_MS);
}

/** The median travel time; 1 ms where none is known. */
function typicalTravelMs(steps: Story['steps']): number {
  const travels = steps
    .flatMap(({ sentAtMs, arrival }) =>
      sentAtMs !== null && arrival.kind === 'arrived' ? [arrival.atMs - sentAtMs] : [],
    )
    .filter((travel) => travel > 0)
    .sort((a, b) => a - b);
  return travels[Math.floor(travels.length / 2)] ?? 1;
}

/**
 * A place on the player's track, where every step has the same width: 2.5 is in the middle of the
 * third step.
 * `stepIndex` is the step shown, which decides where steps overlap.
 */
export function toTrack({ steps }: PlayedTime, stepIndex: number, positionMs: number): number {
  const { startMs, untilMs } = trackStretch(steps, stepIndex);
  const share = (positionMs - startMs) / (untilMs - startMs);
  return stepIndex + Math.min(1, Math.max(0, share));
}

/** The position in display time of a place on the track. */
export function fromTrack({ steps }: PlayedTime, place: number): number {
  const stepIndex = Math.max(0, Math.min(Math.floor(place), steps.length - 1));
  const { startMs, untilMs } = trackStretch(steps, stepIndex);
  return startMs + (untilMs - startMs) * (place - stepIndex);
}

/** A step's stretch of the track ends where the next begins. */
function trackStretch(
  steps: readonly StepTime[],
  stepIndex: number,
): { readonly startMs: number; readonly untilMs: number } {
  const { startMs, endMs } = steps[stepIndex] ?? { startMs: 0, endMs: 1 };
  return { startMs, untilMs: steps[stepIndex + 1]?.startMs ?? endMs };
}

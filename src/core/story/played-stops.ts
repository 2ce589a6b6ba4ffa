/** When the stops of a story are shown, and where they are on a player's track. */

import { firstReached } from '#core/bytes/bisect.ts';
import type { PlayedTime, StepTime } from './elastic-time.ts';
import type { Stop } from './stops.ts';

/** The part of a stop that a player needs. Its steps follow one another. */
export type PlayedStop = Pick<Stop, 'firstStep' | 'endStep'>;

/** One stop for each of `count` steps. */
export function everyStep(count: number): PlayedStop[] {
  return Array.from({ length: count }, (_, index) => ({ firstStep: index, endStep: index + 1 }));
}

/** From when its first step begins until all of its steps have arrived or are lost. */
export function stopTime({ steps }: PlayedTime, { firstStep, endStep }: PlayedStop): StepTime {
  const startMs = steps[firstStep]?.startMs ?? 0;
  let endMs = startMs;
  for (let index = firstStep; index < endStep; index++) {
    endMs = Math.max(endMs, steps[index]?.endMs ?? 0);
  }
  return { startMs, endMs };
}

/**
 * The last step of a stop that has begun at a position, which is its first step before any has.
 * Steps are in the order in which they begin.
 */
export function begunStep({ steps }: PlayedTime, stop: PlayedStop, positionMs: number): number {
  const { firstStep, endStep } = stop;
  const later = firstReached(
    endStep - firstStep,
    (index) => (steps[firstStep + index]?.startMs ?? 0) > positionMs,
  );
  return firstStep + Math.max(0, later - 1);
}

/** The index of the last stop that has begun at a position; zero before any has. */
export function begunStop(
  { steps }: PlayedTime,
  stops: readonly PlayedStop[],
  positionMs: number,
): number {
  const later = firstReached(
    stops.length,
    (index) => (steps[stops[index]!.firstStep]?.startMs ?? 0) > positionMs,
  );
  return Math.max(0, later - 1);
}

/**
 * A place on the track counts stops: 2.5 is the middle of the third one's flight. Stops can overlap
 * in time, so the place of a position depends on the stop that is shown.
 */
export function toTrack(
  time: PlayedTime,
  stops: readonly PlayedStop[],
  stopIndex: number,
  positionMs: number,
): number {
  const stop = stops[stopIndex];
  if (stop === undefined) return 0;
  const { startMs, endMs } = stopTime(time, stop);
  const share = endMs === startMs ? 1 : (positionMs - startMs) / (endMs - startMs);
  return stopIndex + Math.min(1, Math.max(0, share));
}

/** The stop and the position in display time of a place on the track. */
export function fromTrack(
  time: PlayedTime,
  stops: readonly PlayedStop[],
  place: number,
): { readonly stopIndex: number; readonly positionMs: number } {
  const stopIndex = Math.max(0, Math.min(Math.floor(place), stops.length - 1));
  const stop = stops[stopIndex];
  if (stop === undefined) return { stopIndex, positionMs: 0 };
  const { startMs, endMs } = stopTime(time, stop);
  const share = Math.min(1, Math.max(0, place - stopIndex));
  return { stopIndex, positionMs: startMs + (endMs - startMs) * share };
}

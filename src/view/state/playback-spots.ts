/** Where playback can be: what comes before and after, and when a stop has ended. */

import { begunStep, stopTime, type PlayedStop } from '#core/story/played-stops.ts';
import type { PlayedTime } from '#core/story/elastic-time.ts';

/** Before the first step, at one, or after the last. */
export type Place = 'opening' | 'step' | 'ending';

/** Everything that is played, in order. */
export type PlayedPlaces = {
  readonly time: PlayedTime;
  readonly stops: readonly PlayedStop[];
  readonly hasOpening: boolean;
  readonly hasEnding: boolean;
};

export type Spot = {
  readonly place: Place;
  /** The step at the position. Before the first step it is the first, after the last the last. */
  readonly stepIndex: number;
  /** Milliseconds of display time since the story began. */
  readonly positionMs: number;
};

/** A place after everything in it has happened; the nearest stop if there is no such place. */
export function settledAt(places: PlayedPlaces, place: Place, stopIndex = 0): Spot {
  const { time, stops, hasOpening, hasEnding } = places;
  const last = Math.max(0, stops.length - 1);
  if (place === 'opening') {
    const stepIndex = stops[0]?.firstStep ?? 0;
    return hasOpening ? { place, stepIndex, positionMs: 0 } : settledAt(places, 'step', 0);
  }
  if (place === 'ending' && !hasEnding) return settledAt(places, 'step', last);
  const index = place === 'ending' ? last : Math.max(0, Math.min(stopIndex, last));
  const stop = stops[index] ?? { firstStep: 0, endStep: 1 };
  const positionMs = place === 'ending' ? time.durationMs : stopTime(time, stop).endMs;
  return { place, stepIndex: stop.endStep - 1, positionMs };
}

/** A stop at a position in display time. */
export function spotIn({ time, stops }: PlayedPlaces, stopIndex: number, positionMs: number): Spot {
  const stop = stops[stopIndex];
  const stepIndex = stop === undefined ? 0 : begunStep(time, stop, positionMs);
  return { place: 'step', stepIndex, positionMs };
}

/** A stop as it begins. */
export function begunAt(places: PlayedPlaces, stopIndex: number): Spot {
  const stop = places.stops[stopIndex];
  return spotIn(places, stopIndex, stop === undefined ? 0 : stopTime(places.time, stop).startMs);
}

/** The place after one, as it ends. */
export function spotAfter(places: PlayedPlaces, place: Place, stopIndex: number): Spot {
  if (place === 'opening') return settledAt(places, 'step', 0);
  const isLast = place === 'ending' || stopIndex >= places.stops.length - 1;
  return isLast ? settledAt(places, 'ending') : settledAt(places, 'step', stopIndex + 1);
}

/** The place before one, as it ends. */
export function spotBefore(places: PlayedPlaces, place: Place, stopIndex: number): Spot {
  if (place === 'ending') return settledAt(places, 'step', Infinity);
  const isFirst = place === 'opening' || stopIndex === 0;
  return isFirst ? settledAt(places, 'opening') : settledAt(places, 'step', stopIndex - 1);
}

/**
 * Where the line of the position shown is on the axis, for each position in a player's display
 * time, and back. Exact at each moment of the story, so the line, the arrows and the states agree.
 */

import { firstReached } from '#core/bytes/bisect.ts';
import type { ElasticTime } from '#core/story/elastic-time.ts';
import type { Step } from '#core/story/step.ts';
import type { TimeAxis } from './sequence-axis.ts';
import type { SequenceRow } from './sequence-diagram.ts';

/** A position in display time, and its place on the axis. */
export type Anchor = { readonly shownMs: number; readonly place: number };

/** In order. Neither positions nor places decrease. */
export function anchorsOf(
  axis: Pick<TimeAxis, 'moments' | 'steps'>,
  time: ElasticTime,
  steps: readonly Pick<Step, 'arrival' | 'direction'>[],
): Anchor[] {
  const moments = axis.moments.map((place, index) => ({
    shownMs: time.moments[index] ?? 0,
    place,
  }));
  // A loss is no moment, and where nothing crosses the line rests while the step is shown. Both get
  // an anchor if nothing else happens on the way.
  const ends = steps.flatMap(({ arrival, direction }, index): Anchor[] => {
    if (arrival.kind !== 'lost' && direction !== null) return [];
    const end = { shownMs: time.steps[index]?.endMs ?? 0, place: axis.steps[index]?.end ?? 0 };
    const next = firstReached(moments.length, (each) => moments[each]!.shownMs > end.shownMs);
    const isAfter = (moments[next - 1]?.place ?? 0) <= end.place;
    const isBefore = end.place <= (moments[next]?.place ?? Infinity);
    return isAfter && isBefore ? [end] : [];
  });
  const last = moments.at(-1) ?? { shownMs: 0, place: 0 };
  const all = [...moments, ...ends].sort((a, b) => a.shownMs - b.shownMs || a.place - b.place);
  const end = { shownMs: time.durationMs, place: Math.max(last.place, all.at(-1)?.place ?? 0) };
  return [{ shownMs: 0, place: all[0]?.place ?? 0 }, ...all, end];
}

export function placeAt(anchors: readonly Anchor[], shownMs: number): number {
  const after = firstReached(anchors.length, (index) => anchors[index]!.shownMs > shownMs);
  const [before, next] = [anchors[after - 1], anchors[after]];
  if (before === undefined) return next?.place ?? 0;
  if (next === undefined) return before.place;
  const share = (shownMs - before.shownMs) / (next.shownMs - before.shownMs);
  return before.place + share * (next.place - before.place);
}

/** The last position at this place. */
export function positionAt(anchors: readonly Anchor[], place: number): number {
  const after = firstReached(anchors.length, (index) => anchors[index]!.place > place);
  const [before, next] = [anchors[after - 1], anchors[after]];
  if (before === undefined) return next?.shownMs ?? 0;
  if (next === undefined) return before.shownMs;
  const share = (place - before.place) / (next.place - before.place);
  return before.shownMs + share * (next.shownMs - before.shownMs);
}

/** How far a flight has travelled at a position, from 0 to 1. */
export function flightProgress(
  { flight, start, end, isLost, crosses }: Omit<SequenceRow, 'boxes'>,
  now: { readonly shownMs: number; readonly place: number },
  { steps }: Pick<ElasticTime, 'steps'>,
): number {
  if (end > start && !isLost) return share(now.place, start, end);
  // Without an arrival, only the player knows how long it is shown.
  const { startMs, endMs } = steps[flight.stepIndex] ?? { startMs: 0, endMs: 0 };
  if (!crosses || startMs === endMs) return now.shownMs >= startMs ? 1 : 0;
  return share(now.shownMs, startMs, endMs);
}

function share(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

/** Milliseconds without digits that a unit of the drawing can't show. */
export function roundedTime(atMs: number, { perMs }: Pick<TimeAxis, 'perMs'>): number {
  const digits = perMs !== null && perMs > 20 ? 3 : 0;
  return Math.round(atMs * 10 ** digits) / 10 ** digits;
}

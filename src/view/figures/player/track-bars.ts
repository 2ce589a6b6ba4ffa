/** The bars of a track: one for each stop, or for several if there are too many to see. */

import type { PlayedStop } from '#core/story/played-stops.ts';
import type { PlayerChapter } from './player-model.ts';

/** Stops from `from` up to, but not including, `to`. */
export type TrackBar = { readonly from: number; readonly to: number };

export type TrackPart = {
  readonly chapter: PlayerChapter;
  readonly bars: readonly TrackBar[];
};

/** More would be narrower than the gaps between them. */
const MAX_BARS = 48;

/** Chapters without a stop have no part. */
export function trackParts(
  chapters: readonly PlayerChapter[],
  stops: readonly PlayedStop[],
  maxBars = MAX_BARS,
): TrackPart[] {
  const share = Math.min(1, maxBars / stops.length);
  return chapters.flatMap((chapter) => {
    const isWithin = ({ firstStep }: PlayedStop) =>
      chapter.firstStep <= firstStep && firstStep < chapter.endStep;
    const from = stops.findIndex(isWithin);
    if (from === -1) return [];
    const to = stops.findLastIndex(isWithin) + 1;
    return { chapter, bars: barsOf(from, to, Math.max(1, Math.floor((to - from) * share))) };
  });
}

function barsOf(from: number, to: number, count: number): TrackBar[] {
  const edge = (index: number) => from + Math.round(((to - from) * index) / count);
  return Array.from({ length: count }, (_, index) => ({ from: edge(index), to: edge(index + 1) }));
}

/** How much of a bar is filled at a place on the track, from 0 to 1. */
export function filledShare({ from, to }: TrackBar, place: number): number {
  return Math.min(1, Math.max(0, (place - from) / (to - from)));
}

/** The bar that a place is in. A place between two bars is at the end of the first. */
export function barAt(bars: readonly TrackBar[], place: number): number {
  return Math.max(
    0,
    bars.findLastIndex(({ from }) => from < place),
  );
}

/** The place on the track under a pointer. `boxes` are those of the bars, in pixels. */
export function placeAt(
  x: number,
  bars: readonly TrackBar[],
  boxes: readonly { readonly left: number; readonly right: number }[],
): number {
  const index = Math.max(
    0,
    boxes.findLastIndex(({ left }) => left <= x),
  );
  const bar = bars[index];
  const box = boxes[index];
  if (bar === undefined || box === undefined) return 0;
  const share = (x - box.left) / (box.right - box.left || 1);
  return bar.from + (bar.to - bar.from) * Math.min(1, Math.max(0, share));
}

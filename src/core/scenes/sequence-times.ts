/**
 * The column of times at which steps were sent. Times that would touch move apart, and a dotted
 * line leads from each to its sender.
 */

import type { Story } from '#core/story/story.ts';
import type { Point } from './mark.ts';
import type { Orientation, Strip } from './sequence-axis.ts';
import type { Flight } from './sequence-boxes.ts';
import { TEXT_SIZE } from './sequence-labels.ts';
import type { Lifelines } from './sequence-lifelines.ts';
import type { SequenceSlot } from './sequence-slots.ts';
import { widthOf } from './text-width.ts';

export type PlacedTime = {
  readonly slot: SequenceSlot & { readonly id: 'sent-at' };
  /** The steps that were sent at this time. */
  readonly steps: readonly number[];
  /** The place of its center. */
  readonly place: number;
  /** Where it was sent on its sender's lifeline. */
  readonly to: Point;
};

/** What a time can belong to: a flight, at its start. */
type Departure = {
  readonly flight: Flight;
  readonly start: number;
  readonly from: Point;
  readonly crosses: boolean;
};

type TimeOptions = {
  readonly textOf: (slot: SequenceSlot) => string;
  readonly textScale: number;
  readonly orientation: Orientation;
  readonly lifelines: Pick<Lifelines, 'client'>;
};

const LINE_HEIGHT = 16;
/** A time that would be further from its place is omitted. */
const MAX_SHIFT = 20;
/** Between times side by side. */
const GAP = 8;

export function placeTimes(
  rows: readonly Departure[],
  strips: readonly Strip[],
  { steps }: Story,
  { textOf, textScale, orientation, lifelines }: TimeOptions,
): PlacedTime[] {
  const isVertical = orientation === 'vertical';
  const wanted = [
    ...rows
      .filter(({ crosses }) => crosses)
      .map(({ flight, start, from }) => ({ steps: flight.steps, place: start, to: from })),
    ...strips.map(({ fold, start, end }) => {
      const place = (start + end) / 2;
      const all = Array.from(
        { length: fold.endStep - fold.firstStep },
        (_, i) => fold.firstStep + i,
      );
      const lane = lifelines.client - 12;
      const to = isVertical ? { x: lane, y: place } : { x: place, y: lane };
      return { steps: all, place, to };
    }),
  ].sort((a, b) => a.place - b.place);
  const placed: (PlacedTime & { readonly wanted: number; readonly text: string })[] = [];
  for (const { steps: sent, place, to } of wanted) {
    const atMs = steps[sent[0] ?? 0]?.sentAtMs ?? null;
    if (atMs === null) continue;
    const slot = { id: 'sent-at', atMs } as const;
    const text = textOf(slot);
    const before = placed.at(-1);
    const isStrip = strips.some(({ fold }) => fold.firstStep === sent[0]);
    if (isStrip && before?.text === text) continue;
    if (before !== undefined && before.text === text && place - before.wanted < LINE_HEIGHT) {
      placed[placed.length - 1] = { ...before, steps: [...before.steps, ...sent] };
      continue;
    }
    const size = isVertical
      ? LINE_HEIGHT * textScale
      : (widthOf(text, TEXT_SIZE * textScale) +
          widthOf(before?.text ?? '', TEXT_SIZE * textScale)) /
          2 +
        GAP;
    const next = before === undefined ? place : Math.max(place, before.place + size);
    if (next - place > (isVertical ? MAX_SHIFT * textScale : 0)) continue;
    placed.push({ slot, steps: sent, place: next, to, wanted: place, text });
  }
  return placed.map(({ slot, steps: sent, place, to }) => ({ slot, steps: sent, place, to }));
}

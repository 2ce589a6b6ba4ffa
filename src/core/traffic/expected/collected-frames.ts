/**
 * The frames of one direction of a WebSocket: one per message, or one for all that are made within
 * a time of the first.
 */

import type { MessageArrivals, CountShare } from './arrivals.ts';
import { partsOfSample, type DelayPart } from './delay-spread.ts';

export type Frames = {
  readonly perMs: number;
  /** Messages per frame. */
  readonly counts: readonly CountShare[];
  /** From when a message was made until it was sent. */
  readonly waits: readonly DelayPart[];
  /** The probability that a window of this length has no frame. */
  readonly quiet: (windowMs: number) => number;
};

/** Messages of a sampled schedule. */
const SAMPLE = 4000;

const NO_WAIT: readonly DelayPart[] = [{ share: 1, fromMs: 0, toMs: 0 }];

export function framesOf(arrivals: MessageArrivals, collectMs: number, seed: number): Frames {
  const { perMs } = arrivals;
  if (collectMs === 0 || perMs === 0) {
    return {
      perMs,
      counts: [{ count: 1, share: 1 }],
      waits: NO_WAIT,
      quiet: (windowMs) => arrivals.quiet(windowMs),
    };
  }
  if (arrivals.isPoisson) return poissonFrames(arrivals, collectMs);
  return sampledFrames(arrivals, collectMs, seed);
}

/** The first message waits the whole time, those after it the rest of it. */
function poissonFrames(arrivals: MessageArrivals, collectMs: number): Frames {
  const perMs = 1 / (collectMs + arrivals.meanGapMs);
  const more = arrivals.perMs * collectMs;
  return {
    perMs,
    counts: arrivals.countsIn(collectMs).map(({ count, share }) => ({ count: count + 1, share })),
    waits: [
      { share: 1 / (1 + more), fromMs: collectMs, toMs: collectMs },
      { share: more / (1 + more), fromMs: 0, toMs: collectMs },
    ],
    quiet: apart(perMs, collectMs),
  };
}

function sampledFrames(arrivals: MessageArrivals, collectMs: number, seed: number): Frames {
  const times = arrivals.sample(SAMPLE, seed);
  const counts = new Map<number, number>();
  const waits: number[] = [];
  let frames = 0;
  let index = 0;
  while (index < times.length) {
    const sentAtMs = times[index]! + collectMs;
    let count = 0;
    // What is made just then is too late.
    while (index < times.length && times[index]! < sentAtMs - 1e-9) {
      waits.push(sentAtMs - times[index++]!);
      count++;
    }
    counts.set(count, (counts.get(count) ?? 0) + 1);
    frames++;
  }
  const perMs = (frames / times.length) * arrivals.perMs;
  return {
    perMs,
    counts: [...counts].map(([count, number]) => ({ count, share: number / frames })),
    waits: partsOfSample(waits),
    quiet: apart(perMs, collectMs),
  };
}

/** Frames are at least `leastMs` apart; beyond that, at random. */
function apart(perMs: number, leastMs: number): (windowMs: number) => number {
  return (windowMs) =>
    windowMs <= leastMs
      ? Math.max(0, 1 - perMs * windowMs)
      : Math.max(0, 1 - perMs * leastMs) *
        Math.exp((-perMs * (windowMs - leastMs)) / Math.max(1e-9, 1 - perMs * leastMs));
}

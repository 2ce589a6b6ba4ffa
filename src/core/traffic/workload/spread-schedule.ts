/**
 * A schedule with an exact number of messages, for the points of a curve.
 *
 * If the number of events in a Poisson process is known, their times are uniformly distributed
 * (Kingman, Poisson Processes, §2.4). So a point's height doesn't depend on a random number of
 * messages.
 */

import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { BURST_GAP_MS, toTicks, type Pattern, type Schedule } from './workload.ts';

export type Spread = {
  readonly counts: Readonly<Record<Direction, number>>;
  readonly messageSize: number;
  readonly durationMs: number;
  readonly pattern: Pattern;
  readonly burstSize: number;
  readonly seed: number;
};

export function spreadSchedule(spread: Spread): Schedule {
  const { counts, messageSize: size, durationMs } = spread;
  const messages = DIRECTIONS.flatMap((direction, lane) =>
    momentsOf(spread, counts[direction], spread.seed + lane)
      .sort((a, b) => a - b)
      .map((madeAtMs, index) => ({ direction, index, madeAtMs: toTicks(madeAtMs), size })),
  );
  return { messages: messages.sort((a, b) => a.madeAtMs - b.madeAtMs), durationMs };
}

function momentsOf(
  { durationMs, pattern, burstSize }: Spread,
  count: number,
  seed: number,
): number[] {
  const random = new SeededRandom(seed);
  if (pattern === 'even') {
    return Array.from({ length: count }, (_, index) => ((index + 0.5) / count) * durationMs);
  }
  const perBurst = pattern === 'bursts' ? burstSize : 1;
  const moments: number[] = [];
  while (moments.length < count) {
    const length = Math.min(perBurst, count - moments.length);
    // A burst has to start early enough to finish before the end.
    const latest = Math.max(0, durationMs - length * BURST_GAP_MS);
    const start = random.next() * (perBurst === 1 ? durationMs : latest);
    for (let index = 0; index < length; index++) moments.push(start + index * BURST_GAP_MS);
  }
  return moments;
}

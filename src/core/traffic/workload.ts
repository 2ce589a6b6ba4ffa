/** A workload: how often each side has something to say, how much, and for how long. */

import type { EventQueue } from '#core/simulation/event-queue.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import type { Message } from './message.ts';

/** `random`: a Poisson process, each message knowing nothing of the others. `even`: one every so often. */
export type Pattern = 'random' | 'even';

export type Workload = {
  readonly messagesPerMinute: Readonly<Record<Direction, number>>;
  /** Bytes of a message. */
  readonly messageSize: number;
  /** Messages are made from 0 up to, not including, this. */
  readonly durationMs: number;
  readonly pattern: Pattern;
  readonly seed: number;
};

/** The messages of one observation, in the order in which they are made. Every method carries the same ones. */
export type Schedule = {
  readonly messages: readonly Message[];
  /** How long messages are made; every one of them is made before. */
  readonly durationMs: number;
};

const MS_PER_MINUTE = 60_000;

/** Times are multiples of 2^-10 ms: doubles then add them up exactly, and nothing arrives before it was sent. */
const TICKS_PER_MS = 1024;

/** Each direction draws from randomness of its own, so that changing one leaves the other as it was. */
const SEED_OFFSET: Readonly<Record<Direction, number>> = {
  'server-to-client': 0,
  'client-to-server': 0x5bd1_e995,
};

export function makeSchedule(workload: Workload): Schedule {
  const { durationMs } = workload;
  const messages = DIRECTIONS.flatMap((direction) => {
    const times = momentsOf(workload, direction);
    return times.map((madeAtMs, index) => ({
      direction,
      index,
      madeAtMs,
      size: workload.messageSize,
    }));
  });
  return { messages: messages.sort((a, b) => a.madeAtMs - b.madeAtMs), durationMs };
}

/** Tells a listener of each message when it is made. */
export function announceMessages(
  queue: EventQueue,
  { messages }: Schedule,
  listener: (message: Message) => void,
): void {
  const announceFrom = (index: number) => {
    const message = messages[index];
    if (message === undefined) return;
    queue.schedule(message.madeAtMs - queue.nowMs, () => {
      announceFrom(index + 1);
      listener(message);
    });
  };
  announceFrom(0);
}

function momentsOf(workload: Workload, direction: Direction): number[] {
  const perMinute = workload.messagesPerMinute[direction];
  if (perMinute <= 0) return [];
  const meanGapMs = MS_PER_MINUTE / perMinute;
  const moments: number[] = [];
  const random = new SeededRandom(workload.seed + SEED_OFFSET[direction]);
  const nextGap = () =>
    workload.pattern === 'even' ? meanGapMs : random.nextExponential(meanGapMs);
  // Evenly spaced ones begin half a gap in, in the middle of their share of the time.
  let at = workload.pattern === 'even' ? meanGapMs / 2 : nextGap();
  while (at < workload.durationMs) {
    moments.push(Math.floor(at * TICKS_PER_MS) / TICKS_PER_MS);
    at += nextGap();
  }
  return moments;
}

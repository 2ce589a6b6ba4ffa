/** A workload: how often each side sends a message, how large it is, and for how long. */

import type { EventQueue } from '#core/simulation/event-queue.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import type { AppMessage } from './app-message.ts';

export const PATTERNS = ['random', 'even', 'bursts'] as const;

/**
 * `random`: a Poisson process, in which messages are independent. `even`: at equal intervals.
 * `bursts`: several in a row, with the bursts at random times.
 */
export type Pattern = (typeof PATTERNS)[number];

export type Workload = {
  readonly messagesPerMinute: Readonly<Record<Direction, number>>;
  /** Bytes of a message. */
  readonly messageSize: number;
  /** Messages are made from 0 (included) to here (excluded). */
  readonly durationMs: number;
  readonly pattern: Pattern;
  /** Messages per burst. Only the pattern `bursts` uses it. */
  readonly burstSize?: number;
  readonly seed: number;
};

/**
 * The messages of one observation, in the order in which they are made. Every method carries the
 * same messages.
 */
export type Schedule = {
  readonly messages: readonly AppMessage[];
  /** All messages are made before this. */
  readonly durationMs: number;
};

const MS_PER_MINUTE = 60_000;

/** Between two messages of a burst. */
export const BURST_GAP_MS = 20;

/**
 * Times are multiples of 2^-10 ms. Doubles add them exactly, so rounding can't make a message
 * arrive before it was sent.
 */
const TICKS_PER_MS = 1024;

/** The last tick at or before a time. */
export function toTicks(ms: number): number {
  return Math.floor(ms * TICKS_PER_MS) / TICKS_PER_MS;
}

/** Each direction has its own seed, so changing one direction's rate leaves the other unchanged. */
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

/** Calls the listener for each message when it is made. */
export function announceMessages(
  queue: EventQueue,
  { messages }: Schedule,
  listener: (message: AppMessage) => void,
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
  const { durationMs, pattern, burstSize = 1 } = workload;
  const meanGapMs = MS_PER_MINUTE / perMinute;
  const random = new SeededRandom(workload.seed + SEED_OFFSET[direction]);
  if (pattern === 'bursts') {
    const starts = momentsBetween(durationMs, () => random.nextExponential(meanGapMs * burstSize));
    return starts.flatMap((start) => burstFrom(start, burstSize, durationMs)).sort((a, b) => a - b);
  }
  // Evenly spaced messages start after half a gap, so each is in the middle of its share of time.
  return pattern === 'even'
    ? momentsBetween(durationMs, () => meanGapMs, meanGapMs / 2)
    : momentsBetween(durationMs, () => random.nextExponential(meanGapMs));
}

/** Times at or after the end are omitted. */
function burstFrom(startMs: number, size: number, endMs: number): number[] {
  const moments = Array.from({ length: size }, (_, index) => startMs + index * BURST_GAP_MS);
  return moments.filter((moment) => moment < endMs);
}

function momentsBetween(endMs: number, nextGap: () => number, first = nextGap()): number[] {
  const moments: number[] = [];
  for (let at = first; at < endMs; at += nextGap()) {
    moments.push(toTicks(at));
  }
  return moments;
}

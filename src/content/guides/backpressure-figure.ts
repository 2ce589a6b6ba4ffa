/** The settings and sentences of the figure of a fast server and a slow client. */

import { formatDelay, formatMemory } from '#content/compare/numbers.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { simulateQueue, type QueueRun } from '#core/operations/bounded-queue.ts';
import { tanksOf, type Tanks } from '#core/operations/queue-tanks.ts';
import { growthPerSecond, QUEUE_POLICIES, type QueuePolicy } from '#core/operations/slow-reader.ts';

export const POLICY_NAMES: Readonly<Record<QueuePolicy, string>> = {
  grow: 'Let it grow',
  'drop-newest': 'Drop the newest',
  'drop-oldest': 'Drop the oldest',
  coalesce: 'Keep only the latest',
  close: 'Close',
  await: 'Wait for room',
};

export type QueueChoice = {
  readonly policy: QueuePolicy;
  readonly producedPerSecond: number;
  readonly consumedPerSecond: number;
};

export function queueRun(choice: QueueChoice): QueueRun {
  return simulateQueue({
    ...choice,
    durationMs: 30_000,
    sender: 'server',
    pausedFromMs: 0,
    pausedUntilMs: 0,
    payloadSize: 1024,
    oneWayMs: 30,
    windowSize: 65_536,
    receiveBufferSize: 131_072,
    boundSize: 262_144,
  });
}

/** The same traffic with each policy. */
export function queueRuns({
  producedPerSecond,
  consumedPerSecond,
}: QueueChoice): readonly QueueRun[] {
  return QUEUE_POLICIES.map((policy) => queueRun({ policy, producedPerSecond, consumedPerSecond }));
}

/** How many parts the lanes have. */
const PARTS = 120;

export type QueueLane = {
  readonly name: string;
  /** At equal intervals, from the start to the end. */
  readonly values: readonly number[];
  /** The value at full height. */
  readonly most: number;
  /** A line across the lane. */
  readonly bound: number | null;
  /** Bytes of messages, and no times. */
  readonly isPayload: boolean;
  readonly result: string;
};

/** The three places in which messages wait, in one scale, and the age of what is handled. */
export function queueLanes(run: QueueRun): readonly QueueLane[] {
  const tanks = tanksOf(run, PARTS);
  const { boundSize } = run.settings;
  const places = [
    { name: 'Server’s queue', bound: boundSize, of: (tank: Tanks) => tank.queuedBytes },
    { name: 'Network', bound: null, of: (tank: Tanks) => tank.inFlightBytes },
    { name: 'Client’s buffer', bound: null, of: (tank: Tanks) => tank.unreadBytes },
  ].map((place) => ({ ...place, values: tanks.map(place.of) }));
  const most = Math.max(boundSize * 1.1, ...places.flatMap(({ values }) => values));
  const ages = tanks.map(({ ageMs }) => ageMs ?? 0);
  return [
    ...places.map(({ name, bound, values }) => ({
      name,
      values,
      most,
      bound,
      isPayload: true,
      result: `in the end ${formatMemory(values.at(-1)!)}`,
    })),
    {
      name: 'Age when handled',
      values: ages,
      most: Math.max(1, ...ages),
      bound: null,
      isPayload: false,
      result: `in the end ${formatDelay(ages.at(-1)!)}`,
    },
  ];
}

/** Where the messages go, and how old they get. */
export function queueOutcome(run: QueueRun): string {
  const growth = growthPerSecond(run.settings);
  const rates =
    growth === 0
      ? 'The client keeps up with the server.'
      : `The server makes ${formatMemory(growth)} more per second than the client handles.`;
  return `${rates} ${fullText(run)} ${ageText(run)}`;
}

function fullText({
  settings,
  fullAtMs,
  mostQueued,
  lost,
  merged,
  close,
  awaitedMs,
}: QueueRun): string {
  const end = formatDelay(settings.durationMs);
  if (fullAtMs === null) return `The queue doesn’t reach its bound within ${end}.`;
  const after = `After ${formatDelay(fullAtMs)}`;
  switch (settings.policy) {
    case 'grow':
      return `${after} the queue passes its bound, and it grows to ${formatMemory(mostQueued)} within ${end}.`;
    case 'drop-newest':
      return `${after} the queue is full, so ${countOf(lost, 'new message')} ${wasWere(lost)} dropped.`;
    case 'drop-oldest':
      return `${after} the queue is full, so ${countOf(lost, 'old message')} ${wasWere(lost)} dropped.`;
    case 'coalesce':
      return `${after} the queue is full, and newer messages replace ${countOf(merged, 'waiting one')} within ${end}.`;
    case 'close':
      return `${after} the server closes with code ${close?.code}, and ${countOf(lost, 'message')} ${wasWere(lost)} lost.`;
    case 'await':
      return `${after} the server waits for room, ${formatDelay(awaitedMs)} in all, and nothing is lost.`;
  }
}

const wasWere = (count: number) => (count === 1 ? 'was' : 'were');

function ageText(run: QueueRun): string {
  const ageMs = lastAgeMs(run);
  return ageMs === null
    ? 'The client handles no message.'
    : `The last message that the client handles is ${formatDelay(ageMs)} old.`;
}

function lastAgeMs(run: QueueRun): number | null {
  return tanksOf(run, 1).at(-1)!.ageMs;
}

export function queueCaption({ settings }: QueueRun): string {
  const { payloadSize, oneWayMs, windowSize, receiveBufferSize, boundSize, durationMs } = settings;
  return `Simulated: ${formatDelay(durationMs)} of messages of ${formatMemory(payloadSize)}, one way ${formatDelay(oneWayMs)}. TCP’s window is ${formatMemory(windowSize)}, the client’s buffer ${formatMemory(receiveBufferSize)}. The line marks the bound of the queue, ${formatMemory(boundSize)}. The client reads from TCP only when it handles a message.`;
}

export const QUEUE_COLUMNS = [
  'A full queue',
  'Handled',
  'Lost',
  'Replaced',
  'Most in the queue',
  'Age of the last',
] as const;

export function queueRow(run: QueueRun): readonly string[] {
  const ageMs = lastAgeMs(run);
  return [
    POLICY_NAMES[run.settings.policy],
    formatCount(run.read),
    formatCount(run.lost),
    formatCount(run.merged),
    formatMemory(run.mostQueued),
    ageMs === null ? 'none' : formatDelay(ageMs),
  ];
}

/**
 * One chat with polling and with WebSocket, message by message and byte by byte: the runs behind a
 * comparison, kept instead of summed up. For a few messages, because every write is kept.
 */

import type { Direction } from '#core/trace/direction.ts';
import { isSetup, totalOf, type ByteCounts } from '#core/traffic/counting/byte-counts.ts';
import { countWrites } from '#core/traffic/counting/count-writes.ts';
import type { CompressedWrites } from '#core/traffic/counting/write-counter.ts';
import type { ProfileSource } from '#core/traffic/heads/header-profile.ts';
import {
  isEmptyPoll,
  isPoll,
  type Exchange,
  type MethodRun,
  type Write,
} from '#core/traffic/methods/method-run.ts';
import { simulateMethod } from '#core/traffic/methods/simulate-method.ts';
import { scheduleOf, wirePlanOf } from '#core/traffic/settings/comparison-plan.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';

export const CHAT_METHODS = ['polling', 'websocket'] as const;

export type ChatMethod = (typeof CHAT_METHODS)[number];

/** One message on its way. Times are in milliseconds since the observation began. */
export type Transfer = {
  readonly message: AppMessage;
  /** When the bytes that carry it were sent: later than it was made if it had to wait. */
  readonly sentAtMs: number;
  readonly arrivedAtMs: number;
};

export type ChatRun = {
  readonly run: MethodRun;
  /** In the order in which the messages were made. */
  readonly transfers: readonly Transfer[];
  /** Of every layer. */
  readonly bytes: ByteCounts;
  /** Up to the layer of the settings. */
  readonly totalBytes: number;
  /** Of these, those that open and close connections. */
  readonly setupBytes: number;
  /** The bytes before each write that counts, in the order of sending. */
  readonly sentBefore: readonly { readonly atMs: number; readonly bytes: ByteCounts }[];
};

export type ChatComparison = {
  readonly settings: ComparisonSettings;
  /** In the order in which they were made. */
  readonly messages: readonly AppMessage[];
  /** How long messages were made. */
  readonly durationMs: number;
  /** When the last message arrived, or the observation's end if that is later. */
  readonly endMs: number;
  readonly source: ProfileSource;
  readonly runs: Readonly<Record<ChatMethod, ChatRun>>;
};

/** What one method has done by some time. */
export type ChatProgress = {
  /** Of every layer. */
  readonly bytes: ByteCounts;
  /** Up to the layer of the settings. */
  readonly totalBytes: number;
  readonly requests: number;
  /** Requests for messages that were answered, and those among them that returned none. */
  readonly polls: number;
  readonly emptyPolls: number;
  readonly arrived: number;
  /** The mean delay of the messages that arrived; null before the first. */
  readonly meanDelayMs: Readonly<Record<Direction, number | null>>;
};

/** Compresses the writes of a run, as `compressWrites` does. */
export type CompressRun = (run: MethodRun, plan: WirePlan) => CompressedWrites;

/** The compressor is large, so that it is passed only for settings with compression. */
export function compareChat(
  settings: ComparisonSettings,
  compress: CompressRun | null = null,
): ChatComparison {
  const { messages, durationMs } = scheduleOf(settings);
  const plan = wirePlanOf(settings);
  const compressedOf = (run: MethodRun): CompressedWrites | null => {
    if (!plan.isCompressed) return null;
    if (compress === null) throw new TypeError('expected a compressor, got none');
    return compress(run, plan);
  };
  const runOf = (method: ChatMethod): ChatRun => {
    const run = simulateMethod(method, { messages, durationMs }, settings);
    const sentBefore: { atMs: number; bytes: ByteCounts }[] = [];
    const { bytes } = countWrites(run, plan, compressedOf(run), ({ sentAtMs }, before) => {
      sentBefore.push({ atMs: sentAtMs, bytes: { ...before } });
    });
    const transfers = transfersOf(run);
    const totalBytes = totalOf(bytes, settings.layer);
    return { run, transfers, bytes, totalBytes, setupBytes: setupOf(bytes, settings), sentBefore };
  };
  const runs = { polling: runOf('polling'), websocket: runOf('websocket') };
  const arrivals = CHAT_METHODS.flatMap((method) => runs[method].transfers).map(
    ({ arrivedAtMs }) => arrivedAtMs,
  );
  const endMs = Math.max(durationMs, ...arrivals);
  return { settings, messages, durationMs, endMs, source: plan.profile.source, runs };
}

/**
 * At the end and later, everything: the closing handshake crosses after it. Opening and closing of
 * TCP and TLS count from the start.
 */
export function chatProgress(
  { settings, runs, endMs }: ChatComparison,
  method: ChatMethod,
  atMs: number,
): ChatProgress {
  const { run, transfers, bytes: allBytes, sentBefore } = runs[method];
  const untilMs = atMs >= endMs ? Infinity : atMs;
  const bytes = sentBefore.find((write) => write.atMs > untilMs)?.bytes ?? allBytes;
  const sent = run.exchanges.filter(({ sentAtMs }) => sentAtMs <= untilMs);
  const polls = sent.filter(({ purpose, answer }) => isPoll(purpose) && isBy(answer, untilMs));
  const arrived = transfers.filter(({ arrivedAtMs }) => arrivedAtMs <= untilMs);
  return {
    bytes,
    totalBytes: totalOf(bytes, settings.layer),
    requests: sent.length,
    polls: polls.length,
    emptyPolls: polls.filter(isEmptyPoll).length,
    arrived: arrived.length,
    meanDelayMs: {
      'server-to-client': meanDelayOf(arrived, 'server-to-client'),
      'client-to-server': meanDelayOf(arrived, 'client-to-server'),
    },
  };
}

export function delayOf({ message, arrivedAtMs }: Transfer): number {
  return arrivedAtMs - message.madeAtMs;
}

function isBy(answer: Exchange['answer'], untilMs: number): boolean {
  return answer !== null && answer.arrivedAtMs <= untilMs;
}

function meanDelayOf(transfers: readonly Transfer[], direction: Direction): number | null {
  const delays = transfers.filter(({ message }) => message.direction === direction).map(delayOf);
  if (delays.length === 0) return null;
  return delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
}

function transfersOf({ writes, deliveries }: MethodRun): Transfer[] {
  const sentAtMs = new Map(
    writes.flatMap((write) =>
      messagesIn(write).map((message) => [message, write.sentAtMs] as const),
    ),
  );
  return deliveries
    .map(({ message, deliveredAtMs }) => ({
      message,
      sentAtMs: sentAtMs.get(message) ?? message.madeAtMs,
      arrivedAtMs: deliveredAtMs,
    }))
    .sort((a, b) => a.message.madeAtMs - b.message.madeAtMs);
}

function messagesIn(write: Write): readonly AppMessage[] {
  if (write.kind === 'request') return write.posted === null ? [] : [write.posted];
  return write.kind === 'event' ? [] : write.messages;
}

function setupOf(bytes: ByteCounts, { layer }: ComparisonSettings): number {
  const once = Object.fromEntries(
    Object.entries(bytes).map(([purpose, count]) => [
      purpose,
      isSetup(purpose as keyof ByteCounts) ? count : 0,
    ]),
  ) as ByteCounts;
  return totalOf(once, layer);
}

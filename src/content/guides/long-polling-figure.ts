/** The settings and sentences of the figure of held requests. */

import { formatDelay, formatRate, formatShare, formatSize } from '#content/compare/numbers.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import type { MethodId, MethodRun } from '#core/traffic/methods/method-run.ts';
import { simulateLongPolling } from '#core/traffic/methods/long-polling.ts';
import { connectionsOf, networkOf } from '#core/traffic/settings/comparison-plan.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { SHORT_CHAT } from '#core/traffic/settings/short-chat.ts';
import { expectResult, type MethodResult } from '#core/traffic/results/comparison.ts';
import { situationOf } from '#core/traffic/expected/situation.ts';
import { makeSchedule } from '#core/traffic/workload/workload.ts';

export type LongPolled = {
  /** Messages from the server. */
  readonly perMinute: number;
  /** How long the server holds a request without news. */
  readonly holdSeconds: number;
};

const HOUR_SECONDS = 3600;
export const ROUND_TRIP_MS = 100;
/** Of the proxy on the path. */
const IDLE_LIMIT_SECONDS = 60;
const HEARTBEAT_SECONDS = 30;

function heldChat({ perMinute, holdSeconds }: LongPolled): ComparisonSettings {
  return {
    ...SHORT_CHAT,
    sessionSeconds: HOUR_SECONDS,
    fromClientPerMinute: 0,
    toClientPerMinute: perMinute,
    longPollTimeoutSeconds: holdSeconds,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    idleLimitSeconds: IDLE_LIMIT_SECONDS,
    roundTripMs: ROUND_TRIP_MS,
  };
}

export function expectHeld(polled: LongPolled, method: MethodId = 'long-polling'): MethodResult {
  return expectResult(method, situationOf(heldChat(polled)));
}

/** How often the proxy closes the connection in an hour, because a request is held too long. */
export function cutsPerHour(polled: LongPolled): number {
  return expectHeld(polled).steady.connections * HOUR_SECONDS;
}

/** About six messages, so that each crossing can be seen. */
const DRAWN_MESSAGES = 6;
const DRAWN_SECONDS = { min: 2, max: 240 };

/** One sample of it, and what the drawing shows of it. */
export function playHeld(polled: LongPolled): {
  readonly run: MethodRun;
  readonly endMs: number;
  readonly idleLimitMs: number;
} {
  const settings = heldChat(polled);
  const seconds = Math.min(
    DRAWN_SECONDS.max,
    Math.max(DRAWN_SECONDS.min, Math.ceil((DRAWN_MESSAGES * 60) / polled.perMinute)),
  );
  const schedule = makeSchedule({
    messagesPerMinute: { 'server-to-client': polled.perMinute, 'client-to-server': 0 },
    messageSize: settings.messageSize,
    durationMs: seconds * 1000,
    pattern: 'random',
    seed: settings.seed,
  });
  const run = simulateLongPolling(schedule, networkOf(settings), {
    timeoutMs: polled.holdSeconds * 1000,
    connections: connectionsOf(settings),
  });
  return { run, endMs: seconds * 1000, idleLimitMs: IDLE_LIMIT_SECONDS * 1000 };
}

export function isCutShort({ holdSeconds }: LongPolled): boolean {
  return holdSeconds >= IDLE_LIMIT_SECONDS;
}

/** What these settings lead to. */
export function heldOutcome(polled: LongPolled): string {
  const { delays, polls, emptyPolls } = expectHeld(polled);
  const delay = delays['server-to-client'];
  if (delay === null) return 'No message is sent.';
  const arrives = `A message arrives after ${formatDelay(delay.meanMs)} on average, and after ${formatDelay(delay.worstMs)} at most.`;
  const cuts = Math.round(cutsPerHour(polled));
  if (isCutShort(polled)) {
    const closes =
      cuts === 0
        ? 'At this rate, it closes less than one per hour.'
        : `In an hour, it closes ${countOf(cuts, 'connection')}.`;
    return `${arrives} The proxy closes connections after ${IDLE_LIMIT_SECONDS} s of silence, before the server responds. ${closes} The browser then needs a new one.`;
  }
  return `${arrives} In an hour the page asks ${countOf(Math.round(polls), 'time')}. Of the responses, ${formatShare(emptyPolls / polls)} are empty.`;
}

export const HELD_CAPTION = `Simulated: messages at random times, ${ROUND_TRIP_MS} ms round trip, HTTP/1.1 over TLS 1.3, and a proxy that closes after ${IDLE_LIMIT_SECONDS} s of silence. Bars are held requests. Thick lines are messages, green above the server while they wait. A cross is a connection that the proxy closes.`;

export const HELD_COLUMNS = [
  'Messages per minute',
  'Mean delay',
  'Longest delay',
  'Requests per hour',
  'Bytes per hour',
  'WebSocket, bytes per hour',
] as const;

export function heldRow(polled: LongPolled): readonly string[] {
  const { delays, polls, totalBytes } = expectHeld(polled);
  const delay = delays['server-to-client'];
  return [
    formatRate(polled.perMinute),
    formatDelay(delay?.meanMs ?? 0),
    formatDelay(delay?.worstMs ?? 0),
    formatRate(polls),
    formatSize(totalBytes),
    formatSize(expectHeld(polled, 'websocket').totalBytes),
  ];
}

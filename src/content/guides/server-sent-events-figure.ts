/** The settings and sentences of the figure of an interrupted stream. */

import { formatDelay } from '#content/compare/numbers.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import {
  interruptStream,
  missedOf,
  worstDelayOf,
  type InterruptedStream,
  type StreamSettings,
} from '#core/operations/interrupted-stream.ts';

export type Interruption = {
  readonly outageSeconds: number;
  /** How many of the latest events the server keeps. */
  readonly keptEvents: number;
};

const EVERY_MS = 2000;
const RETRY_MS = 3000;
const ROUND_TRIP_MS = 60;

function streamSettings({ outageSeconds, keptEvents }: Interruption): StreamSettings {
  return {
    everyMs: EVERY_MS,
    oneWayMs: ROUND_TRIP_MS / 2,
    lostAtMs: 10_700,
    outageMs: outageSeconds * 1000,
    retryMs: RETRY_MS,
    // TCP and TLS 1.3 (RFC 8446 §2).
    setupRoundTrips: 2,
    keptEvents,
    endMs: 60_000,
  };
}

/** The same stream by EventSource, and by a WebSocket that reconnects as soon. */
export function streamBoth(interruption: Interruption): {
  readonly settings: StreamSettings;
  readonly eventSource: InterruptedStream;
  readonly webSocket: InterruptedStream;
} {
  const settings = streamSettings(interruption);
  return {
    settings,
    eventSource: interruptStream(settings, true),
    webSocket: interruptStream(settings, false),
  };
}

export function isAllResent(interruption: Interruption): boolean {
  return missedOf(streamBoth(interruption).eventSource).length === 0;
}

/** What an interruption leads to. */
export function streamOutcome(interruption: Interruption): string {
  const { settings, eventSource, webSocket } = streamBoth(interruption);
  const { keptEvents } = interruption;
  const missed = missedOf(webSocket).length;
  const lost = missedOf(eventSource).length;
  const away = formatDelay(eventSource.resumedAtMs - settings.lostAtMs);
  const back = `EventSource is back after ${away}, and its request contains “Last-Event-ID: ${eventSource.lastId}”.`;
  const all = missed === 1 ? 'the missed event' : `all ${formatCount(missed)} missed events`;
  const late = formatDelay(worstDelayOf(eventSource));
  const socket = `A WebSocket that reconnects at the same time never gets ${missed === 1 ? 'it' : 'them'}.`;
  if (lost === 0) return `${back} The server sends ${all} then, up to ${late} late. ${socket}`;
  const arrive = lost === 1 ? 'arrives' : 'arrive';
  if (keptEvents === 0) {
    return `${back} But the server keeps nothing, so ${countOf(lost, 'event')} never ${arrive}. A WebSocket loses the same.`;
  }
  return `${back} But the server keeps only ${countOf(keptEvents, 'event')}, so ${formatCount(lost)} of ${formatCount(missed)} never ${arrive}. A WebSocket loses all ${formatCount(missed)}.`;
}

export const STREAM_CAPTION = `Simulated: an event every ${formatDelay(EVERY_MS)}, ${ROUND_TRIP_MS} ms round trip, TLS 1.3. The server set the time between attempts to ${formatDelay(RETRY_MS)} with the field “retry”. Dots arrived, bars arrived late, crosses are lost.`;

export const STREAM_COLUMNS = ['Event', 'Made after', 'EventSource', 'WebSocket'] as const;

/** The events around the loss. */
export function streamTable(interruption: Interruption): readonly (readonly string[])[] {
  const { eventSource, webSocket, settings } = streamBoth(interruption);
  return eventSource.events.flatMap((event, index) => {
    const isNear =
      event.madeAtMs > settings.lostAtMs - 2 * EVERY_MS &&
      event.madeAtMs < eventSource.resumedAtMs + 2 * EVERY_MS;
    if (!isNear) return [];
    const other = webSocket.events[index]?.arrivedAtMs ?? null;
    return [
      [
        formatCount(event.id),
        formatDelay(event.madeAtMs),
        arrivalText(event.madeAtMs, event.arrivedAtMs),
        arrivalText(event.madeAtMs, other),
      ],
    ];
  });
}

function arrivalText(madeAtMs: number, arrivedAtMs: number | null): string {
  return arrivedAtMs === null ? 'lost' : `after ${formatDelay(arrivedAtMs - madeAtMs)}`;
}

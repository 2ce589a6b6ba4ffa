/**
 * The guide to server-sent events, and the sentences of its figure. Sources: WHATWG HTML, “Server-
 * sent events”; Compare’s model (core/traffic).
 */

import { formatBytes, formatDelay } from '#content/compare/numbers.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import {
  interruptStream,
  missedOf,
  worstDelayOf,
  type InterruptedStream,
  type StreamSettings,
} from '#core/operations/interrupted-stream.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { eventFramingSize } from '#core/traffic/wire/event-encoding.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';

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
  if (keptEvents === 0) {
    return `${back} But the server keeps nothing, so ${countOf(lost, 'event')} never ${lost === 1 ? 'arrives' : 'arrive'}. A WebSocket would lose the same.`;
  }
  return `${back} But the server keeps only ${countOf(keptEvents, 'event')}, so ${formatCount(lost)} of ${formatCount(missed)} never arrive. A WebSocket loses all ${formatCount(missed)}.`;
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

const SAMPLE = { direction: 'server-to-client', index: 41, madeAtMs: 0, size: 48 } as const;

const eventFraming = () => computed(formatBytes(eventFramingSize(SAMPLE, 'text', true)));
const frameHeader = () => computed(formatBytes(frameHeaderSize(7, false)));

export const SERVER_SENT_EVENTS: Guide = {
  topic: 'Server-sent events: a response that doesn’t end',
  answer: [
    'If only the server has news, server-sent events are often enough. The page sends one HTTP request, and the response stays open. Each message is a few lines of text in it.',
    'They are as fast as a WebSocket in that direction. The browser reconnects by itself, and asks for what it missed. A WebSocket does neither. For messages from the page, use ordinary requests. If the page sends often, or you need binary data, choose WebSocket.',
  ],
  sections: [
    {
      title: 'An event is text in a response',
      text: [
        `The response has the type \`text/event-stream\`. An event is a line \`data: …\`, perhaps a line \`id: …\`, and an empty line. For a short message with an id, that is ${eventFraming()} of framing with HTTP/1.1. A WebSocket frame has a header of ${frameHeader()}. Below both, TLS and TCP add much more.`,
        'In the page, `new EventSource(url)` is all. It needs no library, and each event arrives as a `message` event.',
      ],
    },
    {
      title: 'It continues where it stopped',
      text: [
        '[When the connection is lost, EventSource opens it again]{last-event-id} after a few seconds. The server can set that time. The new request has the id of the last event in `Last-Event-ID`.',
        'The browser remembers only the id. The server has to keep the events, as many as the longest outage needs. In the figure, raise the outage until they no longer suffice.',
        'A WebSocket has nothing like it. [A lost one stays closed]{websocket-reconnect}. Your code reconnects, numbers messages and asks again.',
      ],
    },
    {
      title: 'Where it stops working',
      text: [
        '**One direction.** The page can’t answer on the stream. Each message from it is a request of its own, with all headers.',
        '**Text only.** Binary data has to be encoded, which makes it a third larger as base64.',
        '**Few connections.** With HTTP/1.1, browsers open at most {six-connections} to a host, all tabs together. The next stream never opens. With HTTP/2, streams share a connection.',
        '**No header fields.** [EventSource sends cookies, but the page can’t add a field]{event-source-headers} such as `Authorization`. `fetch` can read the stream instead, but then your code reconnects.',
      ],
    },
    {
      title: 'What proxies do to it',
      text: [
        'It is plain HTTP, so no proxy has to know a new protocol. But a proxy may collect a response before it passes it on, and this one doesn’t end. [nginx does that unless it is told not to]{proxy-buffering}.',
        'Silence ends it as it ends any connection. nginx closes after {nginx-idle} without a byte from the server. A comment, which is a line that begins with a colon, keeps it open. The page doesn’t see it.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'Server-sent events are polling.',
      correction: 'The page asks once. The server then sends when it has something.',
    },
    {
      claim: 'EventSource guarantees that nothing is lost.',
      correction:
        'It only names the last event it got. If the server doesn’t keep the events after it, they are lost.',
    },
    {
      claim: 'Only WebSocket works in a hidden tab.',
      correction:
        'Events of both arrive there. [They aren’t timers, so throttled timers don’t delay them]{hidden-streams}.',
    },
    {
      claim: 'WebSocket saves many bytes here.',
      correction:
        'Per message, a few. With TLS and TCP counted, both need about the same. [See the totals](#/compare).',
    },
  ],
  further: [
    '[Compare both for your traffic](#/compare).',
    '[Long polling](guides/long-polling/) works where a proxy holds back responses that don’t end.',
    '[What changes at the 101](guides/websocket-and-http/), if you need both directions.',
  ],
};

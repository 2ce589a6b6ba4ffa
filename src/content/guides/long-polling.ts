/**
 * The guide to long polling, and the sentences of its figure. Sources: RFC 6202 §2 and §5;
 * Compare’s model (core/traffic).
 */

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
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';

export type LongPolled = {
  /** Messages from the server. */
  readonly perMinute: number;
  /** How long the server holds a request without news. */
  readonly holdSeconds: number;
};

const HOUR_SECONDS = 3600;
const ROUND_TRIP_MS = 100;
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

const often = { perMinute: 600, holdSeconds: 30 } as const;

const oneWay = () => computed(formatDelay(ROUND_TRIP_MS / 2));

const worst = () =>
  computed(formatDelay(expectHeld(often).delays['server-to-client']?.worstMs ?? 0));

const bytesOften = (method: MethodId) => computed(formatSize(expectHeld(often, method).totalBytes));

export const LONG_POLLING: Guide = {
  topic: 'Long polling: a response that waits for news',
  answer: [
    'With long polling, the page asks and the server doesn’t answer until it has news. So a message usually leaves immediately, as with a WebSocket.',
    'After each response, the page has to ask again. A message that is made meanwhile waits for that request. So frequent messages wait, and each one costs a whole HTTP exchange. Long polling suits news that is rare but urgent, where nothing but plain HTTP passes.',
  ],
  sections: [
    {
      title: 'Nearly as fast, because a request waits',
      text: [
        `The server holds the request. When a message is made, it only has to cross the network once. In the figure that takes ${oneWay()}, the same as with WebSocket. [RFC 6202 §2.2]`,
        `The worst case crosses three times. A message is made just after a response left. The response reaches the page, the next request reaches the server, and only then the message leaves. In the figure that takes ${worst()}. Raise the rate to see it.`,
      ],
    },
    {
      title: 'Many messages make it expensive',
      text: [
        `Every response ends its request, so every message or group of messages needs a new one. With ten messages per second, long polling sends ${bytesOften('long-polling')} per hour and WebSocket ${bytesOften('websocket')}.`,
        'At high rates, messages that wait share a response. So the number of requests stops growing: the page can’t ask more than once per round trip. Polling at fixed intervals can then send less.',
      ],
    },
    {
      title: 'How long to hold',
      text: [
        'A held request is a silent connection. A proxy that sees no byte for a while closes it. By default, nginx does so after {nginx-idle}, and the load balancer of AWS after {aws-alb-idle}. So the server has to respond earlier, with nothing if necessary.',
        'Half the shortest limit is a usual choice. A shorter hold only adds empty responses. If the proxy closes first, the browser has to open a connection before it can ask again.',
      ],
    },
    {
      title: 'What the server needs',
      text: [
        'Each client holds a request, so a server with one thread per request runs out of threads. [RFC 6202 §5.1]',
        'Each request has to name the last message that arrived, because a response can be lost. The server then repeats what came after it. This also makes reconnecting simple.',
        'Responses have to forbid storing. [A cache on the path could answer with an old one]{held-not-cached}.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'Each long poll opens a new TCP connection.',
      correction:
        'HTTP reuses the connection. It opens a new one only if the old one was closed. [RFC 6202 §2.2]',
    },
    {
      claim: 'Long polling is slower than WebSocket.',
      correction:
        'Not for a message that finds a request waiting. It is slower only while no request is there.',
    },
    {
      claim: 'A hold of a minute fits a limit of a minute.',
      correction:
        'The two race. In the figure the proxy wins, because it may close before the response arrives.',
    },
    {
      claim: 'One held request per tab costs nothing.',
      correction:
        'With HTTP/1.1, [a browser opens few connections to a host]{six-connections}. A held request uses one of {six-connections}.',
    },
  ],
  further: [
    '[Polling](guides/polling/) asks without waiting, and holds nothing.',
    '[Compare your own traffic](#/compare) with each method.',
    'Both kinds of polling, with their known problems: [RFC 6202 §2]',
  ],
};

/**
 * Someone's own polling, found among recorded exchanges, and the settings with which Compare
 * repeats it. What a recording doesn't show is assumed, and each assumption is listed.
 */

import {
  MAX_OWN_REQUEST,
  NUMBER_LIMITS,
  type ComparisonSettings,
  type NumberSetting,
} from '#core/traffic/settings/comparison-settings.ts';
import type { RecordedExchange } from './exchange.ts';
import { requestText } from './request-text.ts';

export type OwnPolling = {
  readonly endpoint: string;
  /** From 3. */
  readonly polls: number;
  /** Responses that are taken for messages. */
  readonly messages: number;
  readonly emptyPolls: number;
  /** POSTs to the same host in the same time, taken for messages from the client. */
  readonly posts: number;
  /** Each poll is on another connection. */
  readonly opensEach: boolean;
  /** Between the first poll and the last. */
  readonly durationMs: number;
  /** The median time between two polls. */
  readonly intervalMs: number;
  /** Mean bytes of a message's body; 0 if there was none. */
  readonly messageSize: number;
  /** Bytes of all heads and bodies. */
  readonly bytes: number;
  readonly assumptions: readonly Assumption[];
  /** To be put over the current settings. */
  readonly settings: Partial<ComparisonSettings>;
};

export type Assumption =
  /** A response with more than two bytes is one message; a shorter one, 204 and 304 are empty. */
  | { readonly kind: 'answer-is-message' }
  /** Each POST to the same host is a message from the client. */
  | { readonly kind: 'post-is-message'; readonly posts: number }
  /** The round trip is the shortest time that an answer took. */
  | { readonly kind: 'round-trip'; readonly roundTripMs: number }
  /** Answers took this long: they were held, which is long polling. */
  | { readonly kind: 'held'; readonly medianMs: number }
  /** Intervals vary; the median is taken. */
  | { readonly kind: 'uneven'; readonly leastMs: number; readonly mostMs: number }
  /** A value was outside of what can be set. */
  | { readonly kind: 'clamped'; readonly setting: NumberSetting; readonly found: number }
  /** Its request can't be repeated, so the usual headers are used. */
  | { readonly kind: 'no-request' };

export type OwnPollingReading =
  | { readonly kind: 'polling'; readonly polling: OwnPolling }
  /** No GET was repeated often enough, with times. `exchanges` were read. */
  | { readonly kind: 'no-polling'; readonly exchanges: number };

const FEWEST_POLLS = 3;
/** "[]", "{}": nothing new. */
const EMPTY_BODY = 2;
/** An answer that takes this long was held. */
const HELD_MS = 1000;

export function findPolling(exchanges: readonly RecordedExchange[]): OwnPollingReading {
  const polls = mostRepeated(exchanges.filter(isTimedGet));
  if (polls === null) return { kind: 'no-polling', exchanges: exchanges.length };
  const times = polls.map(({ sentAtMs }) => sentAtMs).sort((a, b) => a - b);
  const [firstMs, lastMs] = [times[0]!, times.at(-1)!];
  const gaps = times.slice(1).map((at, index) => at - times[index]!);
  const intervalMs = medianOf(gaps);
  if (intervalMs <= 0) return { kind: 'no-polling', exchanges: exchanges.length };
  const filled = polls.filter((poll) => !isEmpty(poll));
  const posts = exchanges.filter((exchange) => isPostBeside(exchange, polls[0]!, firstMs, lastMs));
  const counted = [
    ...filled.map(({ responseBodySize }) => responseBodySize),
    ...posts.map(({ requestBodySize }) => requestBodySize),
  ];
  const messageSize =
    counted.length === 0 ? 0 : counted.reduce((sum, size) => sum + size, 0) / counted.length;
  const took = polls
    .map(({ sentAtMs, answeredAtMs }) => (answeredAtMs === null ? null : answeredAtMs - sentAtMs))
    .filter((ms): ms is number => ms !== null && ms >= 0);
  // The last poll asks for what comes after it, so the time goes on for another interval.
  const durationMs = lastMs - firstMs + intervalMs;
  const fitted = new FittedSettings();
  const perMinute = (count: number) => (count / durationMs) * 60_000;
  fitted.set('toClientPerMinute', perMinute(filled.length));
  fitted.set('fromClientPerMinute', perMinute(posts.length));
  fitted.set('pollIntervalSeconds', intervalMs / 1000);
  fitted.set('durationSeconds', durationMs / 1000);
  if (messageSize > 0) fitted.set('messageSize', messageSize);
  const roundTripMs = took.length === 0 ? null : Math.min(...took);
  if (roundTripMs !== null) fitted.set('roundTripMs', roundTripMs);
  const connections = new Set(polls.map(({ connection }) => connection));
  const opensEach = connections.size === polls.length && !connections.has(null);
  const request = requestTextOf(polls[0]!);
  const medianTookMs = took.length === 0 ? 0 : medianOf(took);
  const areHeld = isHeld(medianTookMs, roundTripMs ?? 0, intervalMs);
  const [leastMs, mostMs] = [Math.min(...gaps), Math.max(...gaps)];
  const isUneven = mostMs > leastMs * 2;
  const { isHttp2, isEncrypted, endpoint } = polls[0]!;
  return {
    kind: 'polling',
    polling: {
      endpoint,
      polls: polls.length,
      messages: filled.length,
      emptyPolls: polls.length - filled.length,
      posts: posts.length,
      opensEach,
      durationMs,
      intervalMs,
      messageSize,
      bytes: [...polls, ...posts].reduce((sum, exchange) => sum + bytesOf(exchange), 0),
      assumptions: [
        { kind: 'answer-is-message' },
        ...(posts.length === 0 ? [] : [{ kind: 'post-is-message', posts: posts.length } as const]),
        ...(roundTripMs === null ? [] : [{ kind: 'round-trip', roundTripMs } as const]),
        ...(areHeld ? [{ kind: 'held', medianMs: medianTookMs } as const] : []),
        ...(isUneven ? [{ kind: 'uneven', leastMs, mostMs } as const] : []),
        ...fitted.clamped,
        ...(request === null ? [{ kind: 'no-request' } as const] : []),
      ],
      settings: {
        ...fitted.settings,
        http: isHttp2 ? '2' : '1.1',
        encryption: isEncrypted ? 'tls' : 'none',
        connections: opensEach ? 'new' : 'kept',
        emptyAnswer: polls.some((poll) => isEmpty(poll) && poll.responseBodySize > 0)
          ? 'empty-list'
          : 'no-content',
        ...(request === null ? {} : { headers: 'own', ownRequest: request, cookieSize: 0 }),
      },
    },
  };
}

/** Answers took long, or most of the interval and longer than the fastest. */
function isHeld(medianMs: number, fastestMs: number, intervalMs: number): boolean {
  return medianMs >= HELD_MS || (medianMs > intervalMs / 2 && medianMs > fastestMs * 2);
}

type TimedExchange = RecordedExchange & { readonly sentAtMs: number };

function isTimedGet(exchange: RecordedExchange): exchange is TimedExchange {
  return exchange.method === 'GET' && exchange.sentAtMs !== null;
}

/** The GETs of the endpoint that was asked most often; null if none was asked often. */
function mostRepeated(gets: readonly TimedExchange[]): readonly TimedExchange[] | null {
  const byEndpoint = new Map<string, TimedExchange[]>();
  for (const get of gets) {
    const others = byEndpoint.get(get.endpoint);
    if (others === undefined) byEndpoint.set(get.endpoint, [get]);
    else others.push(get);
  }
  const most = [...byEndpoint.values()].reduce<TimedExchange[]>(
    (best, each) => (each.length > best.length ? each : best),
    [],
  );
  return most.length < FEWEST_POLLS ? null : most;
}

function isEmpty({ status, responseBodySize }: RecordedExchange): boolean {
  return status !== 200 || responseBodySize <= EMPTY_BODY;
}

function isPostBeside(
  { method, endpoint, sentAtMs }: RecordedExchange,
  poll: RecordedExchange,
  firstMs: number,
  lastMs: number,
): boolean {
  const hostOf = (address: string) => /^\w+:\/\/[^/]*/.exec(address)?.[0];
  if (method !== 'POST' || hostOf(endpoint) !== hostOf(poll.endpoint)) return false;
  return sentAtMs !== null && sentAtMs >= firstMs && sentAtMs <= lastMs;
}

function bytesOf(exchange: RecordedExchange): number {
  const { requestHeadSize, requestBodySize, responseHeadSize, responseBodySize } = exchange;
  return requestHeadSize + requestBodySize + responseHeadSize + responseBodySize;
}

/** Null if it can't be written, or is longer than a link can hold. */
function requestTextOf({ method, target, fields }: RecordedExchange): string | null {
  const text = requestText(method, target, fields);
  return text === null || text.length > MAX_OWN_REQUEST ? null : text;
}

/** Values rounded to the steps of their settings and kept within their limits. */
class FittedSettings {
  readonly settings: Partial<Record<NumberSetting, number>> = {};
  readonly clamped: Assumption[] = [];

  set(setting: NumberSetting, found: number): void {
    const { min, max, step } = NUMBER_LIMITS[setting];
    const rounded = Number((Math.round(found / step) * step).toPrecision(12));
    const value = Math.min(max, Math.max(min, rounded));
    if (value !== rounded) this.clamped.push({ kind: 'clamped', setting, found });
    this.settings[setting] = value;
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * What a platform's limits do to a client that wants to stay connected for hours: its connections,
 * one after another, and what ended each.
 *
 * The client sends nothing but heartbeats, so this is the worst case for a limit of silence. A run
 * costs one step for each connection, at most 172,800.
 */

import { realIntervalMs, type HeartbeatSettings } from './heartbeat.ts';
import { IDLE_LINE_BOUNDS, longestSilenceMs, type LineEnd } from './idle-line.ts';
import { withinBounds, type BoundsOf } from './setting-bounds.ts';

export type LifetimeSettings = HeartbeatSettings & {
  /** How long the client wants to be connected. Time 0 is when its first connection opens. */
  readonly durationMs: number;
  /** Whose silence counts, and how long it may last; 0 for ever. */
  readonly silenceOf: Exclude<LineEnd, 'age' | 'restart'>;
  readonly silenceLimitMs: number;
  /** How long a connection may last; 0 for ever. */
  readonly ageLimitMs: number;
  /** Every so often all connections are closed, by the clock; 0 for never. */
  readonly restartEveryMs: number;
  /** From the end of a connection until the next one is open. */
  readonly reconnectMs: number;
  /** One way, between the server or the browser and the proxy that has the limits. */
  readonly serverToProxyMs: number;
  readonly proxyToBrowserMs: number;
};

const LONGEST_MS = 172_800_000;

/** Up to 48 hours. */
export const LIFETIME_BOUNDS: BoundsOf<LifetimeSettings> = {
  durationMs: { min: 1000, max: LONGEST_MS },
  silenceLimitMs: { min: 1000, max: LONGEST_MS, allowsNone: true },
  ageLimitMs: { min: 1000, max: LONGEST_MS, allowsNone: true },
  restartEveryMs: { min: 1000, max: LONGEST_MS, allowsNone: true },
  reconnectMs: { min: 0, max: 3_600_000 },
  intervalMs: IDLE_LINE_BOUNDS.intervalMs,
  serverToProxyMs: IDLE_LINE_BOUNDS.serverToProxyMs,
  proxyToBrowserMs: IDLE_LINE_BOUNDS.proxyToBrowserMs,
};

/** One connection, from its opening to its end, or to the end of the duration. */
export type ConnectionSpan = {
  readonly fromMs: number;
  readonly toMs: number;
  /** Null for the last one, if nothing ended it in time. */
  readonly endedBy: 'silence' | 'age' | 'restart' | null;
};

export type ConnectionLifetime = {
  /** Within `LIFETIME_BOUNDS`. */
  readonly settings: LifetimeSettings;
  readonly connections: readonly ConnectionSpan[];
  /** Connections after the first one. */
  readonly reconnects: number;
  readonly longestMs: number;
  /** From 0 to 1. */
  readonly connectedShare: number;
  /** Heartbeats that were sent, in all connections. */
  readonly heartbeats: number;
};

/** If several limits are reached at the same time, a silence comes first, and a restart last. */
export function simulateLifetime(wanted: LifetimeSettings): ConnectionLifetime {
  const settings = withinBounds(wanted, LIFETIME_BOUNDS);
  const { durationMs, ageLimitMs, restartEveryMs, reconnectMs } = settings;
  const silenceMs = isCutBySilence(settings) ? settings.silenceLimitMs : Infinity;
  const connections: ConnectionSpan[] = [];
  let restarts = 0;
  for (let fromMs = 0; fromMs < durationMs;) {
    // Counted, because a quotient can be rounded to the restart that just was.
    while (restartEveryMs > 0 && restarts * restartEveryMs <= fromMs) restarts++;
    const ends = {
      silence: fromMs + silenceMs,
      age: ageLimitMs === 0 ? Infinity : fromMs + ageLimitMs,
      restart: restartEveryMs === 0 ? Infinity : restarts * restartEveryMs,
    };
    const toMs = Math.min(durationMs, ends.silence, ends.age, ends.restart);
    const endedBy = (['silence', 'age', 'restart'] as const).find((end) => ends[end] === toMs);
    connections.push({ fromMs, toMs, endedBy: toMs === durationMs ? null : (endedBy ?? null) });
    fromMs = toMs + reconnectMs;
  }
  const lengths = connections.map(({ fromMs, toMs }) => toMs - fromMs);
  const intervalMs = realIntervalMs(settings);
  const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);
  return {
    settings,
    connections,
    reconnects: connections.length - 1,
    longestMs: lengths.reduce((longest, each) => Math.max(longest, each), 0),
    connectedShare: Math.min(1, sumOf(lengths) / durationMs),
    heartbeats: sumOf(lengths.map((length) => Math.floor(length / intervalMs))),
  };
}

/** The first silence of a connection is its longest, so it is cut at once or never. */
function isCutBySilence(settings: LifetimeSettings): boolean {
  const { silenceOf: end, silenceLimitMs } = settings;
  return silenceLimitMs > 0 && longestSilenceMs({ ...settings, end }) >= silenceLimitMs;
}

/**
 * A silent WebSocket through a proxy that has a timer: when the proxy closes both of its TCP
 * connections, and which heartbeats prevent that.
 *
 * Time 0 is when the last message passes the proxy. The proxy's timer and the heartbeat's timer
 * both start then. A heartbeat that leaves as the proxy's timer ends comes too late, because it has
 * to travel. So does one that arrives at the proxy at that very moment.
 *
 * A run costs a few operations for each heartbeat that is observed, at most 14,400. The cut itself
 * is a closed form.
 */

import { ABNORMAL_CLOSURE } from '#core/protocol/messages/close-code.ts';
import {
  heartbeatBytesPerMinute,
  heartbeatSizes,
  realIntervalMs,
  type HeartbeatSettings,
} from './heartbeat.ts';
import { withinBounds, type BoundsOf } from './setting-bounds.ts';

/**
 * What ends the connection. A silence: nothing from the server, from neither side, or from the
 * client for `limitMs`. Its age: it was opened at time 0. A restart of the proxy at `limitMs`.
 */
export type LineEnd =
  | 'silence-of-server'
  | 'silence-of-both'
  | 'silence-of-client'
  | 'age'
  | 'restart';

export type IdleLineSettings = HeartbeatSettings & {
  readonly end: LineEnd;
  readonly limitMs: number;
  /** One way, the same in both directions. */
  readonly serverToProxyMs: number;
  readonly proxyToBrowserMs: number;
  /** Up to when crossings are listed. A cut is found wherever it is. */
  readonly observedMs: number;
};

export const IDLE_LINE_BOUNDS: BoundsOf<IdleLineSettings> = {
  intervalMs: { min: 1000, max: 3_600_000, allowsNone: true },
  limitMs: { min: 1000, max: 86_400_000 },
  serverToProxyMs: { min: 0, max: 10_000 },
  proxyToBrowserMs: { min: 0, max: 10_000 },
  observedMs: { min: 1000, max: 14_400_000 },
};

/** Something that crosses the line from one end to the other, or was meant to. */
export type LineCrossing = {
  /** The last message, a heartbeat, or the answer to one. */
  readonly kind: 'message' | 'beat' | 'answer';
  readonly from: 'server' | 'browser';
  readonly sentAtMs: number;
  readonly atProxyMs: number;
  /** Null if the proxy had closed the connection before. */
  readonly arrivedAtMs: number | null;
  /** Bytes of its frame; 0 for the last message, which could be any. */
  readonly size: number;
};

/** The proxy sends a FIN to both sides, and no Close frame. */
export type LineCut = {
  readonly reason: LineEnd;
  readonly atMs: number;
  readonly serverLearnsAtMs: number;
  readonly browserLearnsAtMs: number;
  /** What the page's `close` event has: 1006, not clean (RFC 6455 §7.1.5). */
  readonly code: number;
  readonly wasClean: boolean;
};

export type IdleLine = {
  /** Within `IDLE_LINE_BOUNDS`. */
  readonly settings: IdleLineSettings;
  /** In the order of sending. The last message leaves before time 0. */
  readonly crossings: readonly LineCrossing[];
  /** Null if the connection lives as long as the heartbeats continue. */
  readonly cut: LineCut | null;
  /** How much longer the longest silence could be; null if the connection is cut. */
  readonly spareMs: number | null;
  readonly heartbeatBytesPerMinute: number;
};

export function simulateIdleLine(wanted: IdleLineSettings): IdleLine {
  const settings = withinBounds(wanted, IDLE_LINE_BOUNDS);
  const cut = cutOf(settings);
  return {
    settings,
    crossings: crossingsOf(settings, cut),
    cut,
    spareMs: cut === null ? settings.limitMs - longestSilenceMs(settings) : null,
    heartbeatBytesPerMinute: heartbeatBytesPerMinute(settings),
  };
}

type HeartbeatPath = Omit<IdleLineSettings, 'limitMs' | 'observedMs'>;

/**
 * The longest time without anything that restarts the proxy's timer; Infinity without heartbeats.
 * It is the first one. Afterwards, the same part of the next heartbeat comes an interval later.
 */
export function longestSilenceMs(settings: HeartbeatPath): number {
  return realIntervalMs(settings) + travelMs(settings);
}

/** From a heartbeat's departure until the part of it that the proxy counts has reached it. */
function travelMs({
  sender,
  end,
  serverToProxyMs: server,
  proxyToBrowserMs: browser,
}: HeartbeatPath): number {
  const isAnswerCounted = end === (sender === 'server' ? 'silence-of-client' : 'silence-of-server');
  const [near, far] = sender === 'server' ? [server, browser] : [browser, server];
  return isAnswerCounted ? near + 2 * far : near;
}

/** Pings don't help against an age or a restart. */
export function isEndedBySilence(end: LineEnd): boolean {
  return end !== 'age' && end !== 'restart';
}

function cutOf(settings: IdleLineSettings): LineCut | null {
  const { end, limitMs: atMs, serverToProxyMs, proxyToBrowserMs } = settings;
  if (isEndedBySilence(end) && longestSilenceMs(settings) < atMs) return null;
  return {
    reason: end,
    atMs,
    serverLearnsAtMs: atMs + serverToProxyMs,
    browserLearnsAtMs: atMs + proxyToBrowserMs,
    code: ABNORMAL_CLOSURE,
    wasClean: false,
  };
}

function crossingsOf(settings: IdleLineSettings, cut: LineCut | null): LineCrossing[] {
  const { sender, serverToProxyMs, proxyToBrowserMs, observedMs } = settings;
  const closesAtMs = cut?.atMs ?? Infinity;
  const cross = (
    kind: LineCrossing['kind'],
    from: LineCrossing['from'],
    sentAtMs: number,
    size: number,
  ): LineCrossing => {
    const [before, after] =
      from === 'server' ? [serverToProxyMs, proxyToBrowserMs] : [proxyToBrowserMs, serverToProxyMs];
    const atProxyMs = sentAtMs + before;
    const arrivedAtMs = atProxyMs < closesAtMs ? atProxyMs + after : null;
    return { kind, from, sentAtMs, atProxyMs, arrivedAtMs, size };
  };

  const isServers = sender === 'server';
  const [from, other] = isServers
    ? (['server', 'browser'] as const)
    : (['browser', 'server'] as const);
  const sizes = heartbeatSizes(sender);
  const learnsAtMs = (isServers ? cut?.serverLearnsAtMs : cut?.browserLearnsAtMs) ?? Infinity;
  const intervalMs = realIntervalMs(settings);
  const crossings = [cross('message', 'server', -serverToProxyMs, 0)];
  for (let count = 1; ; count++) {
    const sentAtMs = count * intervalMs;
    // Who has learned of the cut sends nothing more.
    if (sentAtMs > observedMs || sentAtMs >= learnsAtMs) break;
    const beat = cross('beat', from, sentAtMs, sizes.beat);
    crossings.push(beat);
    if (beat.arrivedAtMs === null || beat.arrivedAtMs > observedMs) continue;
    crossings.push(cross('answer', other, beat.arrivedAtMs, sizes.answer));
  }
  return crossings.sort((one, another) => one.sentAtMs - another.sentAtMs);
}

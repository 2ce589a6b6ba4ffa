/**
 * The connections of POSTs over HTTP/1.1 besides the first: how many are opened, how often again,
 * and how many are open.
 */

import { MAX_CONNECTIONS } from '#core/traffic/methods/http-client.ts';
import { BURST_GAP_MS } from '#core/traffic/workload/workload.ts';
import type { Situation } from './situation.ts';

/** What the method does besides, on its first connection. */
export type FirstConnection = {
  /** The share of time in which it carries an exchange: 1 if it holds one. */
  readonly busyShare: number;
  /** Exchanges per millisecond. */
  readonly perMs: number;
  /** The probability that the client sends nothing else on it within 20 ms. */
  readonly quiet: number;
  /** How often a POST finds it closed and opens it, per millisecond. */
  readonly reopenedPerMs: number;
  /** The share of POSTs that are the first on their connection. */
  readonly firstShare: number;
};

export type Extra = {
  /** Per session. */
  readonly opened: number;
  readonly reopenedPerMs: number;
  readonly held: number;
};

export const NO_EXTRA: Extra = { opened: 0, reopenedPerMs: 0, held: 0 };

/** How a connection besides the first is used. */
type Use = {
  /** Per millisecond. */
  readonly perMs: number;
  /** In this share of sessions, and not at all in others. */
  readonly share: number;
  /** At equal intervals rather than at random. */
  readonly isPeriodic: boolean;
};

/** The share of POSTs that open a connection first. */
export function lateShare(
  { up, sessionMs }: Situation,
  first: FirstConnection,
  extra: Extra,
): number {
  const openedPerMs = extra.reopenedPerMs + first.reopenedPerMs + extra.opened / sessionMs;
  return Math.min(1, openedPerMs / up.perMs);
}

/** More rounds change less than a thousandth. */
const ROUNDS = 4;

/** A POST that opens its connection needs it for longer, so that more POSTs need another one. */
export function settledConnections(situation: Situation, first: FirstConnection): Extra {
  const { roundTripMs, setupMs, idleLimitMs } = situation;
  let extra = extraConnections(situation, first, roundTripMs);
  if (idleLimitMs === Infinity) return extra;
  for (let round = 0; round < ROUNDS; round++) {
    const busyMs = roundTripMs + lateShare(situation, first, extra) * setupMs;
    extra = extraConnections(situation, first, busyMs);
  }
  return extra;
}

/** The connections besides the first: how often each is needed, and whether it is open then. */
function extraConnections(situation: Situation, first: FirstConnection, busyMs: number): Extra {
  const { sessionMs, idleLimitMs, roundTripMs } = situation;
  let [opened, reopenedPerMs, held] = [0, 0, 0];
  for (const { perMs, share, isPeriodic } of usesOf(situation, first, busyMs)) {
    if (perMs === 0 || share === 0) continue;
    const uses = perMs * sessionMs;
    const isUsed = isPeriodic ? Math.min(1, uses) : 1 - Math.exp(-uses);
    const limitMs = idleLimitMs + roundTripMs;
    const closedBetween = isPeriodic ? Number(1 / perMs > limitMs) : Math.exp(-perMs * limitMs);
    opened += share * isUsed;
    reopenedPerMs += share * perMs * closedBetween;
    held += share * (1 - (1 - Math.exp(-uses)) / uses) * (1 - closedBetween);
  }
  return { opened, reopenedPerMs, held };
}

/** The uses of each connection besides the first. */
function usesOf(situation: Situation, first: FirstConnection, busyMs: number): Use[] {
  const { up, roundTripMs } = situation;
  const isHeld = first.busyShare >= 1;
  // A POST meets a poll, or a poll meets a POST.
  const meeting = Math.min(1, 2 * first.busyShare);
  if (up.isPoisson) return overflow(up.perMs, up.perMs * busyMs, isHeld, meeting);
  const always = extraInRow(situation, isHeld);
  const eachMs = up.isEven ? up.perMs : up.burstsPerMs;
  const uses = new Array<Use>(always).fill({ perMs: eachMs, share: 1, isPeriodic: up.isEven });
  const left = MAX_CONNECTIONS - 1 - always;
  if (!up.isEven) {
    const overlap = 1 - Math.exp(-eachMs * (up.burstMs + roundTripMs));
    const more = isHeld ? overlap : Math.min(1, overlap + meeting);
    const use: Use = { perMs: eachMs * more, share: 1, isPeriodic: false };
    return [...uses, ...new Array<Use>(Math.min(left, always + 1)).fill(use)];
  }
  if (isHeld || left === 0 || first.perMs === 0) return uses;
  return [...uses, meetings(up.perMs, first)];
}

/** After so many even messages, no more connections are opened. */
const EVEN_ROW = 40;

/**
 * How many connections besides the first a row of messages opens. A new one takes time to open, so
 * that a row needs more of them at first than later. With an idle limit, those of a usual row
 * count.
 */
function extraInRow({ up, roundTripMs, setupMs, idleLimitMs }: Situation, isHeld: boolean): number {
  const [gapMs, count] = up.isEven ? [up.meanGapMs, EVEN_ROW] : [BURST_GAP_MS, up.burstSize];
  const hasLimit = idleLimitMs !== Infinity;
  const areClosed = hasLimit && up.quietAfter(up.burstMs, idleLimitMs) > 0.5;
  const openMs = hasLimit && !areClosed ? 0 : setupMs;
  const freeAtMs: number[] = isHeld ? [Infinity] : areClosed ? [] : [0];
  for (let index = 0; index < count; index++) {
    const madeAtMs = index * gapMs;
    const idle = freeAtMs.findIndex((ms) => ms <= madeAtMs + TIE_MS);
    if (idle !== -1) freeAtMs[idle] = madeAtMs + roundTripMs;
    else if (freeAtMs.length < MAX_CONNECTIONS) freeAtMs.push(madeAtMs + openMs + roundTripMs);
  }
  return freeAtMs.length - 1;
}

/** Times that differ by less are the same. */
const TIE_MS = 1e-6;

/** Overflow of ordered servers (Erlang's loss formula). */
function overflow(postsPerMs: number, load: number, isHeld: boolean, meeting: number): Use[] {
  const uses: Use[] = [];
  let blocked = isHeld ? 1 : (meeting + load) / (1 + meeting + load);
  for (let place = 1; place < MAX_CONNECTIONS; place++) {
    uses.push({ perMs: postsPerMs * blocked, share: 1, isPeriodic: false });
    const passed = isHeld ? place : place + 1;
    blocked *= load / (passed + load);
  }
  return uses;
}

/** Even messages and polls whose intervals are multiples meet every time or never. */
function meetings(postsPerMs: number, first: FirstConnection): Use {
  const ratio = postsPerMs / first.perMs;
  const isLocked = [ratio, 1 / ratio].some((each) => Math.abs(each - Math.round(each)) < 1e-6);
  const meeting = Math.min(1, 2 * first.busyShare);
  if (!isLocked) return { perMs: postsPerMs * meeting, share: 1, isPeriodic: false };
  return {
    perMs: Math.min(postsPerMs, first.perMs),
    share: Math.min(1, 2 * first.busyShare * Math.max(1, ratio)),
    isPeriodic: true,
  };
}

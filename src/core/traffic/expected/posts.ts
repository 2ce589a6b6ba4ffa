/**
 * The messages of a client by HTTP: each is a POST. Over HTTP/1.1 it needs a connection without an
 * exchange in progress, so a client opens more connections, six at most.
 */

import { CARRIED_WITHIN_MS } from '#core/traffic/counting/transport.ts';
import { MAX_CONNECTIONS } from '#core/traffic/methods/http-client.ts';
import { BURST_GAP_MS } from '#core/traffic/workload/workload.ts';
import { AmountSum, type Amounts } from './amounts.ts';
import type { DelayPart } from './delay-spread.ts';
import { newSecondShare } from './new-second.ts';
import type { Situation } from './situation.ts';
import { ACKNOWLEDGEMENT, isPlainHttp1 } from './write-costs.ts';

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

export type Posts = {
  /** Per second. */
  readonly steady: Amounts;
  /** Per session: the connections besides the first. */
  readonly setup: Amounts;
  readonly delays: readonly DelayPart[];
  /** Besides the first. */
  readonly connectionsHeld: number;
  readonly isOverloaded: boolean;
};

export function postsOf(situation: Situation, first: FirstConnection): Posts {
  const { up, costs, plan, settings, connection, setupMs, roundTripMs } = situation;
  const steady = new AmountSum();
  const setup = new AmountSum();
  const perMs = up.perMs;
  if (perMs === 0) {
    return {
      steady: steady.total,
      setup: setup.total,
      delays: [],
      connectionsHeld: 0,
      isOverloaded: false,
    };
  }
  const areNew = settings.connections === 'new';
  const isMultiplexed = settings.http === '2' && !areNew;
  const exchangeMs = roundTripMs + (areNew ? setupMs : 0);
  const repetition = areNew ? 'first' : 'same-second';
  const perSecond = perMs * 1000;

  const newSecond = areNew ? 0 : newSecondShare((ms) => up.quietAfter(0, ms));
  for (const [kind, share] of [
    [repetition, (1 - newSecond) * (1 - first.firstShare)],
    ['new-second', newSecond * (1 - first.firstShare)],
    ['first', first.firstShare],
  ] as const) {
    if (share === 0) continue;
    const request = costs.request('post', 0, kind);
    const answer = costs.answer('post', 0, kind);
    const next = up.quietAfter(roundTripMs, roundTripMs + CARRIED_WITHIN_MS);
    const alone = areNew ? 1 : next * first.quiet;
    // The response acknowledges the request, except a client's first data without TLS.
    const early = areNew && isPlainHttp1(plan) ? request.owed : 0;
    steady
      .add(request, perSecond * share)
      .add(answer, perSecond * share)
      .add(ACKNOWLEDGEMENT, perSecond * share * (early + answer.owed * alone));
  }
  steady.add({ requests: 1, posts: 1 }, perSecond);

  const load = perMs * exchangeMs;
  const isOverloaded = !isMultiplexed && load + first.busyShare >= MAX_CONNECTIONS;
  if (areNew) steady.add(connection, perSecond);
  const extra = areNew || isMultiplexed ? NO_EXTRA : settledConnections(situation, first);
  setup.add(connection, extra.opened);
  // A client's first data without TLS is acknowledged at once.
  const acknowledged = isPlainHttp1(plan) ? 1 : 0;
  const reopened = (extra.reopenedPerMs + first.reopenedPerMs) * 1000;
  steady.add(connection, extra.reopenedPerMs * 1000).add(ACKNOWLEDGEMENT, reopened * acknowledged);
  const late = areNew ? 1 : lateShare(situation, first, extra);
  const places = isMultiplexed ? Infinity : MAX_CONNECTIONS - first.busyShare;
  const delays = queued(situation, exchangeMs, places, late).map(
    ({ share, fromMs, toMs }): DelayPart => ({
      share,
      fromMs: fromMs + situation.oneWayMs,
      toMs: toMs + situation.oneWayMs,
    }),
  );
  return {
    steady: steady.total,
    setup: setup.total,
    delays,
    connectionsHeld: areNew ? load : extra.held,
    isOverloaded,
  };
}

/** The share of POSTs that are the first on a connection that is shared and sometimes cut. */
export function firstShareOf(cutsPerMs: number, postsPerMs: number): number {
  return cutsPerMs === 0 ? 0 : cutsPerMs / (cutsPerMs + postsPerMs);
}

type Extra = {
  /** Per session. */
  readonly opened: number;
  readonly reopenedPerMs: number;
  readonly held: number;
};

const NO_EXTRA: Extra = { opened: 0, reopenedPerMs: 0, held: 0 };

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
function lateShare({ up, sessionMs }: Situation, first: FirstConnection, extra: Extra): number {
  const openedPerMs = extra.reopenedPerMs + first.reopenedPerMs + extra.opened / sessionMs;
  return Math.min(1, openedPerMs / up.perMs);
}

/** More rounds change less than a thousandth. */
const ROUNDS = 4;

/** A POST that opens its connection needs it for longer, so that more POSTs need another one. */
function settledConnections(situation: Situation, first: FirstConnection): Extra {
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
  const { up, roundTripMs, setupMs } = situation;
  const isHeld = first.busyShare >= 1;
  // A POST meets a poll, or a poll meets a POST.
  const meeting = Math.min(1, 2 * first.busyShare);
  if (up.isPoisson) return overflow(up.perMs, up.perMs * busyMs, isHeld, meeting);
  // At the same time, because a new connection takes time to open.
  const gapMs = up.isEven ? up.meanGapMs : BURST_GAP_MS;
  const most = up.isEven ? Infinity : up.burstSize;
  const together = Math.min(most, Math.max(1, Math.ceil((roundTripMs + setupMs) / gapMs)));
  const always = Math.min(isHeld ? together : together - 1, MAX_CONNECTIONS - 1);
  const eachMs = up.isEven ? up.perMs : up.burstsPerMs;
  const uses = new Array<Use>(always).fill({ perMs: eachMs, share: 1, isPeriodic: up.isEven });
  const left = MAX_CONNECTIONS - 1 - always;
  if (!up.isEven) {
    const overlap = 1 - Math.exp(-eachMs * (up.burstMs + roundTripMs));
    const more = isHeld ? overlap : Math.min(1, overlap + meeting);
    const use: Use = { perMs: eachMs * more, share: 1, isPeriodic: false };
    return [...uses, ...new Array<Use>(Math.min(left, together)).fill(use)];
  }
  if (isHeld || left === 0 || first.perMs === 0) return uses;
  return [...uses, meetings(up.perMs, first)];
}

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

/**
 * How long POSTs wait for a connection of `places`, and for one that has to open, which a share of
 * them is `late` for.
 */
function queued(
  situation: Situation,
  exchangeMs: number,
  places: number,
  late: number,
): DelayPart[] {
  const { up, setupMs } = situation;
  if (places !== Infinity && !up.isPoisson && !up.isEven) {
    return burstWaits(situation, Math.max(1, Math.round(places)), late, places % 1 !== 0);
  }
  const load = up.perMs * exchangeMs;
  const isFree = places === Infinity || load >= places || !up.isPoisson;
  const waiting = isFree ? 0 : erlangC(Math.round(places), load);
  // A constant time of service halves the wait of an exponential one.
  const mostMs = waiting === 0 ? 0 : exchangeMs / (places - load);
  return [
    { share: (1 - waiting) * (1 - late), fromMs: 0, toMs: 0 },
    { share: (1 - waiting) * late, fromMs: setupMs, toMs: setupMs },
    { share: waiting * (1 - late), fromMs: 0, toMs: mostMs },
    { share: waiting * late, fromMs: setupMs, toMs: setupMs + mostMs },
  ];
}

/** The messages of one burst, with its connections open or with all of them closed. */
function burstWaits(
  situation: Situation,
  places: number,
  late: number,
  hasPolls: boolean,
): DelayPart[] {
  const { up, roundTripMs, setupMs, settings } = situation;
  const areNew = settings.connections === 'new';
  const waitsOf = (isClosed: boolean) => {
    const freeAtMs = new Array<number>(places).fill(-Infinity);
    // Polls keep the first one open.
    if (hasPolls) freeAtMs[0] = 0;
    let opened = 0;
    const waits = Array.from({ length: up.burstSize }, (_, index) => {
      const madeAtMs = index * BURST_GAP_MS;
      const idle = freeAtMs.findIndex((ms) => ms <= madeAtMs);
      const next = idle === -1 ? freeAtMs.indexOf(Math.min(...freeAtMs)) : idle;
      const isOpening = isClosed && (areNew || freeAtMs[next] === -Infinity);
      if (isOpening) opened++;
      const startMs = Math.max(madeAtMs, freeAtMs[next]!) + (isOpening ? setupMs : 0);
      freeAtMs[next] = startMs + roundTripMs;
      return startMs - madeAtMs;
    });
    return { waits, opened };
  };
  const [open, closed] = [waitsOf(false), waitsOf(true)];
  const closedShare = closed.opened === 0 ? 0 : Math.min(1, (late * up.burstSize) / closed.opened);
  const partsOf = (waits: readonly number[], share: number) =>
    waits.map((ms) => ({ share: share / up.burstSize, fromMs: ms, toMs: ms }));
  return [...partsOf(open.waits, 1 - closedShare), ...partsOf(closed.waits, closedShare)];
}

/** The probability that all servers are busy (Erlang's delay formula). */
function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  let blocked = 1;
  for (let server = 1; server <= servers; server++) {
    blocked = (load * blocked) / (server + load * blocked);
  }
  return blocked / (1 - (load / servers) * (1 - blocked));
}

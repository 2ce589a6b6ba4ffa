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
import {
  lateShare,
  NO_EXTRA,
  settledConnections,
  type FirstConnection,
} from './post-connections.ts';
import type { Situation } from './situation.ts';
import { ACKNOWLEDGEMENT, isPlainHttp1 } from './write-costs.ts';

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

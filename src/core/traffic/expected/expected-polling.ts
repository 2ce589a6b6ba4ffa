/**
 * Polling (RFC 6202 §1): a request every interval, whether there are messages or not. A message is
 * made at any time of an interval, whatever its pattern, so its wait is between nothing and one
 * interval.
 */

import { CARRIED_WITHIN_MS } from '#core/traffic/counting/transport.ts';
import { HIDDEN_TIMER_MS } from '#core/page/hidden-timers.ts';
import { connectionsOf } from '#core/traffic/settings/comparison-plan.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { AmountSum } from './amounts.ts';
import { messagesBesideOne, type CountShare } from './arrivals.ts';
import { delayed, spreadOf, type DelayPart } from './delay-spread.ts';
import { bothDelays, exchangeLosses, postLossDelays, type ExchangeLosses } from './loss.ts';
import { timesFromStart } from './in-session.ts';
import { newSecondShare } from './new-second.ts';
import { postsOf } from './posts.ts';
import type { Expectation, Situation } from './situation.ts';
import { ACKNOWLEDGEMENT, isPlainHttp1 } from './write-costs.ts';

/** The time from one poll to the next, and how often a poll has to open its connection first. */
export type PollCycle = {
  readonly periodMs: number;
  readonly exchangeMs: number;
  /** The share of polls whose connection was closed since the last one. */
  readonly reopenedShare: number;
};

export function pollCycleOf(situation: Situation): PollCycle {
  const { settings, roundTripMs, setupMs, idleLimitMs, up } = situation;
  if (connectionsOf(settings).areNew) {
    const exchangeMs = roundTripMs + setupMs;
    return { periodMs: periodOf(settings, exchangeMs), exchangeMs, reopenedShare: 1 };
  }
  const idleAfter = (exchangeMs: number) => periodOf(settings, exchangeMs) - exchangeMs;
  const isClosed = (exchangeMs: number) => idleAfter(exchangeMs) > idleLimitMs;
  // A poll that had to open its connection can leave so little time that the next one needn't.
  const always = isClosed(roundTripMs) ? (isClosed(roundTripMs + setupMs) ? 1 : 0.5) : 0;
  const reopenedShare = always * (idleLimitMs === Infinity ? 1 : up.quiet(idleLimitMs));
  const exchangeMs = roundTripMs + reopenedShare * setupMs;
  return { periodMs: periodOf(settings, exchangeMs), exchangeMs, reopenedShare };
}

/** A poll waits for the response to the last one. */
function periodOf(
  { pollIntervalSeconds, pollTiming, tab }: ComparisonSettings,
  exchangeMs: number,
): number {
  const intervalMs = Math.round(pollIntervalSeconds * 1000);
  const periodMs =
    pollTiming === 'timer' ? Math.max(intervalMs, exchangeMs) : intervalMs + exchangeMs;
  if (tab === 'foreground') return periodMs;
  return Math.ceil(periodMs / HIDDEN_TIMER_MS) * HIDDEN_TIMER_MS;
}

export function expectPolling(situation: Situation): Expectation {
  const { settings, plan, costs, down, up, since, connection, oneWayMs } = situation;
  const { areNew } = connectionsOf(settings);
  const { periodMs, exchangeMs, reopenedShare } = pollCycleOf(situation);
  const { sessionMs } = situation;
  // The first poll is made at the start, and finds what is left of the session's time.
  const later = timesFromStart(sessionMs, periodMs) - 1;
  const perSecond = (later * 1000) / sessionMs;
  const counts = down.countsIn(periodMs);
  const firstCounts = down.countsIn(sessionMs - later * periodMs);
  const empty = emptyShareOf(counts);

  const idleMs = periodMs - exchangeMs;
  const nextPoll = idleMs <= CARRIED_WITHIN_MS ? 0 : 1;
  const alone = areNew ? 1 : nextPoll * up.quiet(CARRIED_WITHIN_MS);
  const early = areNew && isPlainHttp1(plan);
  const opened = areNew ? { byPolls: 1, byPosts: 0 } : reopened(situation, idleMs, reopenedShare);
  // A new connection of HTTP/2 has no fields to refer to.
  const firstShare = Math.min(1, opened.byPolls + opened.byPosts);
  const request = costs.request('poll', since, 'same-second');
  const firstRequest = costs.request('poll', since, 'first');
  const addPolls = (
    sum: AmountSum,
    times: number,
    found: readonly CountShare[],
    onNewConnection: number,
  ) => {
    sum
      .add(request, times * (1 - onNewConnection))
      .add(firstRequest, times * onNewConnection)
      .add(ACKNOWLEDGEMENT, early ? firstRequest.owed * times : 0);
    for (const { count, share } of found) {
      const isEmpty = count === 0;
      const alike = settings.emptyAnswer === 'empty-list' ? 1 : isEmpty ? empty : 1 - empty;
      const newShare = newSecondShare((ms) => (1 - alike) ** Math.floor(ms / periodMs));
      for (const [kind, part] of [
        ['first', onNewConnection],
        ['same-second', (1 - newShare) * (1 - onNewConnection)],
        ['new-second', newShare * (1 - onNewConnection)],
      ] as const) {
        if (part === 0) continue;
        const answer = costs.answer('poll', count, kind);
        sum
          .add(answer, times * share * part)
          .add(ACKNOWLEDGEMENT, times * share * part * answer.owed * alone);
      }
    }
    sum.add({ requests: 1, polls: 1, emptyPolls: emptyShareOf(found) }, times);
  };
  const steady = new AmountSum()
    .add(connection, perSecond * opened.byPolls)
    .add(connection, (opened.byPosts * 1000) / periodMs);
  addPolls(steady, perSecond, counts, firstShare);
  const setup = new AmountSum();
  addPolls(setup, 1, firstCounts, areNew || settings.visit === 'first' ? 1 : 0);

  const posts = postsOf(situation, {
    busyShare: Math.min(1, exchangeMs / periodMs),
    perMs: 1 / periodMs,
    quiet: Math.max(0, 1 - CARRIED_WITHIN_MS / periodMs),
    reopenedPerMs: opened.byPosts / periodMs,
    firstShare: firstShare === 0 || areNew ? 0 : up.quietAfter(0, situation.idleLimitMs),
  });
  const many = messagesBesideOne(counts);
  const losses = exchangeLosses(situation, costs.answer('poll', many, 'same-second').packets);
  return {
    steady: steady.add(posts.steady).total,
    setup: setup.add(posts.setup).total,
    delays: () => ({
      'server-to-client':
        down.perMs === 0 || posts.isOverloaded
          ? null
          : spreadOf(
              delayed(pollWaits({ periodMs, exchangeMs }, losses, oneWayMs), losses.response),
            ),
      'client-to-server': posts.isOverloaded
        ? null
        : spreadOf(delayed(posts.delays, postLossDelays(situation, request))),
    }),
    connectionsHeld:
      posts.connectionsHeld + (areNew ? exchangeMs / periodMs : heldBetween(situation, idleMs)),
    cutsPerSecond: 0,
    isOverloaded: posts.isOverloaded,
  };
}

/**
 * A message waits for the next request to arrive. A request that is lost makes one time between two
 * requests longer and the next one shorter, unless the exchange takes longer than the interval.
 */
function pollWaits(
  { periodMs, exchangeMs }: Pick<PollCycle, 'periodMs' | 'exchangeMs'>,
  { request, response }: ExchangeLosses,
  oneWayMs: number,
): DelayPart[] {
  const exchanges = request.flatMap((sent) =>
    bothDelays([sent], response).map(({ share, ms }) => ({ share, ms, sentMs: sent.ms })),
  );
  return exchanges.flatMap((last) =>
    request.map((next): DelayPart => {
      const betweenMs = Math.max(periodMs, exchangeMs + last.ms) - last.sentMs + next.ms;
      const share = last.share * next.share * betweenMs;
      return { share, fromMs: oneWayMs, toMs: oneWayMs + betweenMs };
    }),
  );
}

function emptyShareOf(counts: readonly CountShare[]): number {
  return counts.find(({ count }) => count === 0)?.share ?? 0;
}

/** Per poll. A POST between two polls can find the connection closed, too. */
function reopened(
  { up, idleLimitMs }: Situation,
  idleMs: number,
  share: number,
): { readonly byPolls: number; readonly byPosts: number } {
  if (share === 0) return { byPolls: 0, byPosts: 0 };
  const byPosts = up.perMs * Math.max(0, idleMs - idleLimitMs) * up.quietAfter(0, idleLimitMs);
  return { byPolls: share, byPosts };
}

/** The share of time in which the connection is open. */
function heldBetween({ idleLimitMs, up }: Situation, idleMs: number): number {
  if (idleMs <= idleLimitMs) return 1;
  const closedMs = (idleMs - idleLimitMs) * up.quiet(idleLimitMs);
  return 1 - closedMs / idleMs;
}

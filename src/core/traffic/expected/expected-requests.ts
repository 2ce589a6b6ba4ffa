/**
 * Requests alone: each message of the client is a POST, and nothing asks for messages. Between two
 * POSTs the connection can be idle for so long that it is closed.
 */

import { connectionsOf } from '#core/traffic/settings/comparison-plan.ts';
import { AmountSum } from './amounts.ts';
import { delayed, spreadOf } from './delay-spread.ts';
import { postLossDelays } from './loss.ts';
import { postsOf } from './posts.ts';
import type { Expectation, Situation } from './situation.ts';

export function expectRequests(situation: Situation): Expectation {
  const { settings, costs, up, connection } = situation;
  const { areNew } = connectionsOf(settings);
  const { reopenedPerMs, closedShare } = areNew ? NEVER_CLOSED : idlingOf(situation);
  const posts = postsOf(situation, {
    busyShare: 0,
    perMs: 0,
    quiet: 1,
    reopenedPerMs,
    firstShare: up.perMs === 0 ? 0 : reopenedPerMs / up.perMs,
  });
  const loss = postLossDelays(situation, costs.request('post', 0, 'first'));
  return {
    steady: new AmountSum().add(posts.steady).add(connection, reopenedPerMs * 1000).total,
    setup: posts.setup,
    delays: () => ({
      'server-to-client': null,
      'client-to-server': posts.isOverloaded ? null : spreadOf(delayed(posts.delays, loss)),
    }),
    connectionsHeld: posts.connectionsHeld + (areNew ? 0 : 1 - closedShare),
    cutsPerSecond: 0,
    isOverloaded: posts.isOverloaded,
  };
}

type Idling = {
  /** How often a POST finds the first connection closed. */
  readonly reopenedPerMs: number;
  /** The share of time in which that is closed. */
  readonly closedShare: number;
};

const NEVER_CLOSED: Idling = { reopenedPerMs: 0, closedShare: 0 };

function idlingOf(situation: Situation): Idling {
  const { settings, up, idleLimitMs, roundTripMs, setupMs } = situation;
  if (up.perMs === 0 || idleLimitMs === Infinity) return NEVER_CLOSED;
  if (up.isEven) return evenIdling(situation);
  const { isMultiplexed } = connectionsOf(settings);
  // The next message is equally likely at any time, so it is as far away after the limit.
  const awayMs = 1 / up.burstsPerMs;
  if (!up.isPoisson || isMultiplexed) {
    const reopenedPerMs = up.perMs * up.quietAfter(0, roundTripMs + idleLimitMs);
    return { reopenedPerMs, closedShare: reopenedPerMs * awayMs };
  }
  // POSTs during an exchange use other connections.
  const closed = up.quiet(idleLimitMs);
  const reopenedPerMs = closed / (roundTripMs + closed * setupMs + awayMs);
  return { reopenedPerMs, closedShare: reopenedPerMs * awayMs };
}

/** At equal intervals, every POST finds the connection closed, every second one, or none. */
function evenIdling({ settings, up, idleLimitMs, roundTripMs, setupMs }: Situation): Idling {
  const { isMultiplexed } = connectionsOf(settings);
  const periodOf = (exchangeMs: number) =>
    isMultiplexed ? up.meanGapMs : Math.max(1, Math.ceil(exchangeMs / up.meanGapMs)) * up.meanGapMs;
  const closedMs = (exchangeMs: number) => periodOf(exchangeMs) - exchangeMs - idleLimitMs;
  const [warmMs, coldMs] = [roundTripMs, roundTripMs + setupMs];
  if (closedMs(warmMs) <= 0) return NEVER_CLOSED;
  if (closedMs(coldMs) > 0) {
    return {
      reopenedPerMs: 1 / periodOf(coldMs),
      closedShare: closedMs(coldMs) / periodOf(coldMs),
    };
  }
  const bothMs = periodOf(warmMs) + periodOf(coldMs);
  return { reopenedPerMs: 1 / bothMs, closedShare: closedMs(warmMs) / bothMs };
}

/** Server-sent events: a response that does not end, with each message as an event in it. */

import { CARRIED_WITHIN_MS } from '#core/traffic/counting/transport.ts';
import { connectionsOf } from '#core/traffic/settings/comparison-plan.ts';
import { AmountSum } from './amounts.ts';
import { delayed, spreadOf } from './delay-spread.ts';
import { cutsOf, outageParts } from './idle-cuts.ts';
import { postLossDelays, pushLossDelays } from './loss.ts';
import { firstShareOf, postsOf } from './posts.ts';
import type { Expectation, Situation } from './situation.ts';
import { ACKNOWLEDGEMENT } from './write-costs.ts';

export function expectEventStream(situation: Situation): Expectation {
  const { settings, costs, down, up, since, connection, oneWayMs } = situation;
  const { isMultiplexed } = connectionsOf(settings);
  const awayMs = situation.roundTripMs + situation.setupMs;
  const idle = {
    traffic: [down],
    idleLimitMs: situation.idleLimitMs,
    heartbeatMs: settings.heartbeatSeconds * 1000,
    awayMs,
    sessionMs: situation.sessionMs,
  };
  const cuts = cutsOf(idle, settings.seed);
  const alone = isMultiplexed ? up.quiet(CARRIED_WITHIN_MS) : 1;
  const event = costs.event(since);
  const comment = costs.event(null);
  const opening = situation.openings['event-stream'];
  const posts = postsOf(situation, {
    busyShare: isMultiplexed ? 0 : 1,
    perMs: 0,
    quiet: 1,
    reopenedPerMs: 0,
    firstShare: isMultiplexed ? firstShareOf(cuts.perMs, up.perMs) : 0,
  });
  const steady = new AmountSum()
    .add(event, down.perMs * 1000)
    .add(ACKNOWLEDGEMENT, down.perMs * 1000 * event.owed * alone)
    .add({ pushes: 1 }, down.perMs * 1000)
    .add(comment, cuts.beatsPerMs * 1000)
    .add(ACKNOWLEDGEMENT, cuts.beatsPerMs * 1000 * comment.owed * alone)
    .add({ heartbeats: 1 }, cuts.beatsPerMs * 1000)
    .add(connection, cuts.perMs * 1000)
    .add(opening, cuts.perMs * 1000)
    .add(posts.steady);
  const waits = outageParts(cuts, awayMs).map(({ share, fromMs, toMs }) => ({
    share,
    fromMs: fromMs + oneWayMs,
    toMs: toMs + oneWayMs,
  }));
  return {
    steady: steady.total,
    setup: new AmountSum().add(opening).add(posts.setup).total,
    delays: () => ({
      'server-to-client':
        down.perMs === 0
          ? null
          : spreadOf(delayed(waits, pushLossDelays(situation, event, down.perMs))),
      'client-to-server': posts.isOverloaded
        ? null
        : spreadOf(
            delayed(posts.delays, postLossDelays(situation, costs.request('post', 0, 'first'))),
          ),
    }),
    connectionsHeld: 1 + posts.connectionsHeld,
    cutsPerSecond: cuts.perMs * 1000,
    isOverloaded: posts.isOverloaded,
  };
}

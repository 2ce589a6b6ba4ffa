/** WebSocket: each message in a frame when it is made, or several in a list if it collects. */

import { CARRIED_WITHIN_MS } from '#core/traffic/counting/transport.ts';
import { DIRECTIONS, oppositeDirection, type Direction } from '#core/trace/direction.ts';
import { AmountSum } from './amounts.ts';
import type { MessageArrivals } from './arrivals.ts';
import { framesOf, type Frames } from './collected-frames.ts';
import { delayed, spreadOf } from './delay-spread.ts';
import { cutsOf, outageParts } from './idle-cuts.ts';
import { pushLossDelays } from './loss.ts';
import type { Expectation, Situation } from './situation.ts';
import { ACKNOWLEDGEMENT } from './write-costs.ts';

/** Steps of a numeric integral over the time since the last frame. */
const STEPS = 100;

export function expectWebSocket(situation: Situation): Expectation {
  const { settings, costs, connection, oneWayMs } = situation;
  const arrivals: Readonly<Record<Direction, MessageArrivals>> = {
    'server-to-client': situation.down,
    'client-to-server': situation.up,
  };
  const frames: Readonly<Record<Direction, Frames>> = {
    'server-to-client': framesOf(situation.down, settings.coalesceMs, settings.seed),
    'client-to-server': framesOf(situation.up, settings.coalesceMs, settings.seed + 1),
  };
  const awayMs = situation.roundTripMs + situation.setupMs;
  const heartbeatMs = settings.heartbeatSeconds * 1000;
  const cuts = cutsOf(
    {
      traffic: [situation.down, situation.up],
      idleLimitMs: situation.idleLimitMs,
      heartbeatMs,
      awayMs,
      sessionMs: situation.sessionMs,
    },
    settings.seed,
  );
  const steady = new AmountSum();

  // Pings and pongs carry acknowledgements, too.
  const noBeat = heartbeatMs === 0 ? 1 : Math.max(0, 1 - CARRIED_WITHIN_MS * cuts.beatsPerMs);
  for (const direction of DIRECTIONS) {
    const { perMs, counts } = frames[direction];
    const alone = frames[oppositeDirection(direction)].quiet(CARRIED_WITHIN_MS) * noBeat;
    for (const { count, share } of counts) {
      const frame = costs.frame(direction, 'messages', count);
      const perSecond = perMs * 1000 * share;
      steady
        .add(frame, perSecond)
        .add(ACKNOWLEDGEMENT, perSecond * frame.owed * alone)
        .add({ pushes: 1 }, perSecond);
    }
  }

  const [ping, pong] = [
    costs.frame('server-to-client', 'ping'),
    costs.frame('client-to-server', 'pong'),
  ];
  const perSecond = cuts.beatsPerMs * 1000;
  const afterPush = heartbeatMs === 0 ? 0 : lastIsPush(frames, heartbeatMs);
  const unanswered = frames['server-to-client'].quiet(CARRIED_WITHIN_MS);
  steady
    .add(ping, perSecond)
    .add(pong, perSecond)
    .add(ACKNOWLEDGEMENT, perSecond * (ping.owed * afterPush + pong.owed * unanswered))
    .add({ heartbeats: 2 }, perSecond);

  const { websocket: opening, 'cut-websocket': reopening } = situation.openings;
  steady.add(connection, cuts.perMs * 1000).add(reopening, cuts.perMs * 1000);

  const delayOf = (direction: Direction) => {
    if (arrivals[direction].perMs === 0) return null;
    const outage = outageParts(cuts, awayMs);
    const parts = frames[direction].waits.flatMap((wait) =>
      outage.map((part) => ({
        share: wait.share * part.share,
        fromMs: oneWayMs + wait.fromMs + part.fromMs,
        toMs: oneWayMs + wait.toMs + part.toMs,
      })),
    );
    const frame = costs.frame(direction, 'messages', 1);
    return spreadOf(delayed(parts, pushLossDelays(situation, frame, frames[direction].perMs)));
  };
  return {
    steady: steady.total,
    setup: new AmountSum().add(opening).total,
    delays: () => ({
      'server-to-client': delayOf('server-to-client'),
      'client-to-server': delayOf('client-to-server'),
    }),
    connectionsHeld: 1,
    cutsPerSecond: cuts.perMs * 1000,
    isOverloaded: false,
  };
}

/** The probability that the last frame with messages since the last Pong was the server's. */
function lastIsPush(frames: Readonly<Record<Direction, Frames>>, heartbeatMs: number): number {
  const { 'server-to-client': down, 'client-to-server': up } = frames;
  let sum = 0;
  for (let step = 0; step < STEPS; step++) {
    const [near, far] = [step, step + 1].map((each) => (each / STEPS) ** 3 * heartbeatMs);
    sum += (down.quiet(near!) - down.quiet(far!)) * up.quiet((near! + far!) / 2);
  }
  return sum;
}

/** What the expected figures of every method depend on, derived from the settings once. */

import { countRun } from '#core/traffic/counting/count-run.ts';
import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import { setupRoundTripsOf, wirePlanOf } from '#core/traffic/settings/comparison-plan.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
import { BYTE_PURPOSES, noBytes } from '#core/traffic/counting/byte-counts.ts';
import type { Amounts } from './amounts.ts';
import { MessageArrivals } from './arrivals.ts';
import { MessageSizes } from './compressed-sizes.ts';
import type { DelaySpread } from './delay-spread.ts';
import { openingsOf, type Openings } from './opening.ts';
import { WriteCosts } from './write-costs.ts';
import type { Direction } from '#core/trace/direction.ts';

export type Situation = {
  readonly settings: ComparisonSettings;
  readonly plan: WirePlan;
  readonly costs: WriteCosts;
  readonly down: MessageArrivals;
  readonly up: MessageArrivals;
  readonly oneWayMs: number;
  readonly roundTripMs: number;
  /** Until a new connection carries its first request. */
  readonly setupMs: number;
  /** Infinity if nothing closes idle connections. */
  readonly idleLimitMs: number;
  readonly sessionMs: number;
  /** How many messages a client has on average during its session. */
  readonly since: number;
  /** Opening and closing a connection other than the first, with resumed TLS. */
  readonly connection: Pick<Amounts, 'bytes' | 'packets' | 'connections'>;
  readonly openings: Openings;
};

/** What a method is expected to send and do, and how late its messages are. */
export type Expectation = {
  /** Per second, without what happens once per session. */
  readonly steady: Amounts;
  /** Once per session. */
  readonly setup: Amounts;
  /** Made when they are asked for, because curves only need bytes. */
  readonly delays: () => Readonly<Record<Direction, DelaySpread | null>>;
  /** Connections that are open at the same time, on average. */
  readonly connectionsHeld: number;
  /** How often the connection that waits for messages is cut because it is idle. */
  readonly cutsPerSecond: number;
  /**
   * POSTs are made faster than the connections of a browser can carry them, so that they wait
   * longer and longer. There are no delays then.
   */
  readonly isOverloaded: boolean;
};

export function situationOf(settings: ComparisonSettings): Situation {
  const { roundTripMs, idleLimitSeconds, sessionSeconds, messageSize } = settings;
  const plan = wirePlanOf(settings);
  const traffic = trafficOf(settings);
  const sizes = plan.isCompressed ? new MessageSizes(plan, messageSize, traffic.since) : null;
  return {
    ...traffic,
    plan,
    costs: new WriteCosts(plan, messageSize, sizes),
    oneWayMs: roundTripMs / 2,
    roundTripMs,
    setupMs: setupRoundTripsOf(settings) * roundTripMs,
    idleLimitMs: idleLimitSeconds === 0 ? Infinity : idleLimitSeconds * 1000,
    sessionMs: sessionSeconds * 1000,
    connection: connectionCost(plan),
    openings: openingsOf(settings, plan),
  };
}

/**
 * The same with another rate, interval or time to collect: nothing that changes what a write costs.
 * Whether a WebSocket collects at all does.
 */
export function withTraffic(situation: Situation, changed: TrafficChange): Situation {
  return { ...situation, ...trafficOf({ ...situation.settings, ...changed }) };
}

export type TrafficChange = Partial<
  Pick<
    ComparisonSettings,
    'toClientPerMinute' | 'fromClientPerMinute' | 'pollIntervalSeconds' | 'coalesceMs'
  >
>;

function trafficOf(
  settings: ComparisonSettings,
): Pick<Situation, 'settings' | 'down' | 'up' | 'since'> {
  const { pattern, burstSize, toClientPerMinute, fromClientPerMinute, sessionSeconds } = settings;
  const arrivals = (perMinute: number) =>
    new MessageArrivals(perMinute / 60_000, pattern, burstSize);
  return {
    settings,
    down: arrivals(toClientPerMinute),
    up: arrivals(fromClientPerMinute),
    since: Math.round((toClientPerMinute / 60) * (sessionSeconds / 2)),
  };
}

/** The second connection of a run costs what any later one does. */
function connectionCost(plan: WirePlan): Situation['connection'] {
  const runWith = (connectionCount: number): MethodRun => ({
    method: 'polling',
    writes: [],
    exchanges: [],
    deliveries: [],
    connectionCount,
  });
  const [one, two] = [countRun(runWith(1), plan), countRun(runWith(2), plan)];
  const bytes = noBytes();
  for (const purpose of BYTE_PURPOSES) bytes[purpose] = two.bytes[purpose] - one.bytes[purpose];
  return { bytes, packets: two.packets - one.packets, connections: 1 };
}

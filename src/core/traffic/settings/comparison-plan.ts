/** What the settings of a comparison mean for the network, the connections and the wire. */

import { profileOf } from '#core/traffic/heads/profiles.ts';
import type { HttpConnections } from '#core/traffic/methods/http-client.ts';
import { METHODS, type ComparedId, type Network } from '#core/traffic/methods/method-run.ts';
import type { PageConnection, WirePlan } from '#core/traffic/wire/wire-plan.ts';
import { observedSeconds, type ComparisonSettings } from './comparison-settings.ts';
import { makeSchedule, type Schedule } from '#core/traffic/workload/workload.ts';

/** Plain requests are compared if nothing has to be received. */
export function comparedWith({
  toClientPerMinute,
  fromClientPerMinute,
}: Pick<ComparisonSettings, 'toClientPerMinute' | 'fromClientPerMinute'>): readonly ComparedId[] {
  const isClientAlone = toClientPerMinute === 0 && fromClientPerMinute > 0;
  return isClientAlone ? ['requests', ...METHODS] : METHODS;
}

export function networkOf({ roundTripMs, maxSegmentSize }: ComparisonSettings): Network {
  return { oneWayDelayMs: roundTripMs / 2, maxSegmentSize };
}

export function connectionsOf(settings: ComparisonSettings): HttpConnections {
  return {
    areNew: settings.connections === 'new',
    isMultiplexed: settings.http === '2' && settings.connections === 'kept',
    setupRoundTrips: setupRoundTripsOf(settings),
    idleLimitMs: settings.idleLimitSeconds === 0 ? Infinity : settings.idleLimitSeconds * 1000,
  };
}

/** Round trips until a connection carries its first request (RFC 9293 §3.5, RFC 8446 §2). */
export function setupRoundTripsOf({ encryption }: ComparisonSettings): number {
  return encryption === 'tls' ? 2 : 1;
}

/** How long a WebSocket's own connection takes to open beside a page's that is open. */
export function openDelayOf(settings: ComparisonSettings): number {
  const hasOwn = settings.visit === 'page-open' && !sharesPageConnection(settings);
  return hasOwn ? setupRoundTripsOf(settings) * settings.roundTripMs : 0;
}

/** A WebSocket can share an HTTP/2 connection that stays open (RFC 8441). */
export function sharesPageConnection({
  http,
  connections,
}: Pick<ComparisonSettings, 'http' | 'connections'>): boolean {
  return http === '2' && connections === 'kept';
}

function pageConnectionOf({ visit, connections }: ComparisonSettings): PageConnection {
  if (visit === 'first') return 'none';
  return connections === 'kept' ? 'open' : 'closed';
}

export function wirePlanOf(settings: ComparisonSettings): WirePlan {
  const isCompressed = settings.compression === 'on';
  const { headers: id, ownRequest, cookieSize, format, emptyAnswer, maxSegmentSize } = settings;
  return {
    profile: profileOf({ id, ownRequest, cookieSize, isCompressed }),
    format,
    emptyAnswer,
    hasEventIds: true,
    isHttp2: settings.http === '2',
    isEncrypted: settings.encryption === 'tls',
    isCompressed,
    isCoalesced: settings.coalesceMs > 0,
    hasSetup: settings.setup === 'counted',
    pageConnection: pageConnectionOf(settings),
    maxSegmentSize,
  };
}

/** The messages of a sample, the same for every method. */
export function scheduleOf(settings: ComparisonSettings): Schedule {
  return makeSchedule({
    messagesPerMinute: {
      'server-to-client': settings.toClientPerMinute,
      'client-to-server': settings.fromClientPerMinute,
    },
    messageSize: settings.messageSize,
    durationMs: observedSeconds(settings) * 1000,
    pattern: settings.pattern,
    burstSize: settings.burstSize,
    seed: settings.seed,
  });
}

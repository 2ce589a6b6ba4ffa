/**
 * What a month of a comparison costs by a vendor's stated prices. Prices come in, in US dollars.
 */

import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import { valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';

/** A gateway that bills requests, and WebSockets by message and by minute. */
export type GatewayPrices = {
  readonly kind: 'gateway';
  readonly perMillionRequests: number;
  readonly perMillionMessages: number;
  readonly perMillionMinutes: number;
  /** A larger message is billed as several. */
  readonly messageBytes: number;
};

/** A platform that bills requests, several incoming WebSocket messages as one, and no others. */
export type ObjectPrices = {
  readonly kind: 'objects';
  readonly perMillionRequests: number;
  readonly messagesPerRequest: number;
};

export type Prices = GatewayPrices | ObjectPrices;

const SECONDS_PER_MONTH = 30 * 24 * 3600;
const MILLION = 1_000_000;

/**
 * Dollars for 30 days in which `clients` clients are always there. Null for what has no price: held
 * responses are billed by the time that code runs, which nothing here knows.
 */
export function monthlyCost(
  report: Pick<ComparisonReport, 'settings' | 'results'>,
  method: ComparedId,
  prices: Prices,
  clients = report.settings.clients,
): number | null {
  if (method === 'long-polling' || method === 'event-stream') return null;
  const { settings } = report;
  const { steady, setup } = valueOf(report.results, method);
  const millions = (perSecond: number) => (perSecond * clients * SECONDS_PER_MONTH) / MILLION;
  const requests = millions(steady.requests + setup.requests / settings.sessionSeconds);
  if (method === 'polling' || method === 'requests') return requests * prices.perMillionRequests;
  const { toClientPerMinute, fromClientPerMinute, messageSize } = settings;
  const made = (toClientPerMinute + fromClientPerMinute) / 60;
  // What is collected is one message for the vendor.
  const perMessage = made === 0 ? 1 : steady.pushes / made;
  if (prices.kind === 'objects') {
    const incoming = millions((fromClientPerMinute / 60) * perMessage);
    return (requests + incoming / prices.messagesPerRequest) * prices.perMillionRequests;
  }
  const pieces = Math.ceil(messageSize / perMessage / prices.messageBytes);
  const messages = millions(steady.pushes);
  const minutes = millions(1 / 60);
  return messages * pieces * prices.perMillionMessages + minutes * prices.perMillionMinutes;
}

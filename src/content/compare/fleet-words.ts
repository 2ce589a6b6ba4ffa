/** Words for a fleet over its size, and the prices that vendors state. Sources: the facts named. */

import type { Prices } from '#core/traffic/costs/monthly-cost.ts';
import { RECONNECT_WITHIN_SECONDS } from '#core/traffic/costs/restart.ts';
import type { FleetQuantity } from '#core/scenes/fleet-chart.ts';
import { quantityOf, type FactId } from '#content/facts/facts.ts';
import { formatBits, formatDollars, formatMemory, formatRate } from './numbers.ts';

export const FLEET_QUANTITY_WORDS: Readonly<Record<FleetQuantity, string>> = {
  traffic: 'Traffic',
  requests: 'Requests',
  memory: 'Memory',
  restart: 'After a restart',
  cost: 'Cost per month',
};

/** The vertical axis. */
export const FLEET_UNITS: Readonly<Record<FleetQuantity, string>> = {
  traffic: 'bits per second',
  requests: 'requests per second',
  memory: 'memory for open connections',
  restart: 'connections in the first second',
  cost: 'US dollars per month',
};

export const FLEET_FORMATS: Readonly<Record<FleetQuantity, (value: number) => string>> = {
  traffic: formatBits,
  requests: formatRate,
  memory: formatMemory,
  restart: formatRate,
  cost: formatDollars,
};

export const VENDORS = ['aws', 'cloudflare'] as const;

export type VendorId = (typeof VENDORS)[number];

export const VENDOR_NAMES: Readonly<Record<VendorId, string>> = {
  aws: 'AWS API Gateway',
  cloudflare: 'Cloudflare Durable Objects',
};

/** AWS counts messages in pieces of 32 KB. Source: the fact 'aws-message-price'. */
const PIECE = 32 * 1024;

export const VENDOR_PRICES: Readonly<Record<VendorId, Prices>> = {
  aws: {
    kind: 'gateway',
    perMillionRequests: quantityOf('aws-request-price'),
    perMillionMessages: quantityOf('aws-message-price'),
    perMillionMinutes: quantityOf('aws-minute-price'),
    messageBytes: PIECE,
  },
  cloudflare: {
    kind: 'objects',
    perMillionRequests: quantityOf('cloudflare-request-price'),
    messagesPerRequest: quantityOf('cloudflare-message-ratio'),
  },
};

const VENDOR_FACTS: Readonly<Record<VendorId, readonly FactId[]>> = {
  aws: ['aws-request-price', 'aws-message-price', 'aws-minute-price'],
  cloudflare: ['cloudflare-request-price', 'cloudflare-message-ratio'],
};

/** What a quantity rests on. */
export function fleetFacts(quantity: FleetQuantity, vendor: VendorId): readonly FactId[] {
  if (quantity === 'cost') return VENDOR_FACTS[vendor];
  return quantity === 'memory'
    ? [
        'linux-socket-memory',
        'websockets-plain-memory',
        'websockets-deflate-memory',
        'phoenix-memory',
      ]
    : [];
}

export const FLEET_NOTES: Readonly<Record<FleetQuantity, string>> = {
  traffic: 'Both directions are counted, for all clients. Each stays for the session that you set.',
  requests: 'Handshakes and posts are included.',
  memory: 'Each connection takes the memory that you set. These values are published:',
  // Source: RFC 6455 §7.2.3.
  restart: `A restart closes all connections. Clients that wait for messages connect again within ${RECONNECT_WITHIN_SECONDS} s at random. Clients that only poll or post connect at their next request.`,
  cost: 'This counts requests, messages and connection time alone, for 30 days with all clients there. Running code, traffic, discounts and free allowances aren’t counted. Held responses are billed by running time, so they have no price here.',
};

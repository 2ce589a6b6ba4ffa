/** All facts, by id. Pages and guides take numbers about other programs from here alone. */

import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { ATTACKS } from './attacks.ts';
import { BROWSER_BEHAVIOUR } from './browser-behaviour.ts';
import { CONFORMANCE } from './conformance.ts';
import { DELIVERY } from './delivery.ts';
import type { Fact } from './fact.ts';
import { IDLE_LIMITS } from './idle-limits.ts';
import { METHOD_PROPERTIES } from './method-properties.ts';
import { OBSERVERS } from './observers.ts';
import { PHONES } from './phones.ts';
import { PLATFORM_LIMITS } from './platform-limits.ts';
import { SERVER_COSTS } from './server-costs.ts';

const FACTS = {
  ...IDLE_LIMITS,
  ...PLATFORM_LIMITS,
  ...BROWSER_BEHAVIOUR,
  ...DELIVERY,
  ...METHOD_PROPERTIES,
  ...SERVER_COSTS,
  ...ATTACKS,
  ...CONFORMANCE,
  ...PHONES,
  ...OBSERVERS,
} as const;

export type FactId = keyof typeof FACTS;

export const FACT_IDS = Object.keys(FACTS) as readonly FactId[];

export function factOf(id: FactId): Fact {
  return FACTS[id];
}

/** The value of a fact that is a quantity. Throws for one that isn't. */
export function quantityOf(id: FactId): number {
  const { quantity } = factOf(id);
  if (quantity === null) throw new Error(`expected a fact with a quantity, got ${id}`);
  return quantity.value;
}

/** "60 s", "2 h", "32 KiB", "255 connections". Throws for a fact that isn't a quantity. */
export function quantityText(id: FactId): string {
  const { quantity } = factOf(id);
  if (quantity === null) throw new Error(`expected a fact with a quantity, got ${id}`);
  const { value, unit } = quantity;
  switch (unit) {
    case 's':
      return formatLongTime(value);
    case 'connections':
      return countOf(value, 'connection');
    case 'per s':
      return `${formatCount(value)} per second`;
    case 'USD per million':
      return `$${formatCount(value)} per million`;
    case 'cases':
      return countOf(value, 'case');
    case 'times':
      return `${formatCount(value)} times`;
    case 'KB':
    case 'KiB':
    case 'mW':
    case 'J':
      return `${formatCount(value)} ${unit}`;
  }
}

/** "60 s", "5 min", "2 h": in the largest unit that leaves a whole number above one. */
function formatLongTime(seconds: number): string {
  if (seconds >= 7200 && seconds % 3600 === 0) return `${formatCount(seconds / 3600)} h`;
  if (seconds >= 180 && seconds % 60 === 0) return `${formatCount(seconds / 60)} min`;
  return `${seconds} s`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** "28 November 2026". */
export function dateOf({ readOn }: Fact): string {
  const [year, month, day] = readOn.split('-').map(Number);
  return `${formatCount(day ?? 0)} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

const VERIFIED = {
  document: 'read',
  standard: 'read',
  repository: 'read',
  measurement: 'measured',
  publication: 'read',
} as const satisfies Record<Fact['verification'], string>;

/** "nginx, WebSocket proxying, read on 28 November 2026". */
export function citationOf(fact: Fact): string {
  return `${fact.source.name}, ${VERIFIED[fact.verification]} on ${dateOf(fact)}`;
}

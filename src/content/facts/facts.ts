/** All facts, by id. Pages and guides take numbers about other programs from here alone. */

import { formatCount } from '#content/phrasing/quantity.ts';
import { BROWSER_BEHAVIOUR } from './browser-behaviour.ts';
import type { Fact } from './fact.ts';
import { IDLE_LIMITS } from './idle-limits.ts';
import { METHOD_PROPERTIES } from './method-properties.ts';
import { PLATFORM_LIMITS } from './platform-limits.ts';
import { SERVER_COSTS } from './server-costs.ts';

const FACTS = {
  ...IDLE_LIMITS,
  ...PLATFORM_LIMITS,
  ...BROWSER_BEHAVIOUR,
  ...METHOD_PROPERTIES,
  ...SERVER_COSTS,
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

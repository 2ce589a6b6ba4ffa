/**
 * What an address of Decode says: `?hex=8105…` the bytes, `frame=3` (or `head=1`, `part=1`) what is
 * shown of them.
 */

import type { Address } from '#core/sharing/address.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import type { UnitName } from '#core/conversation/unit-name.ts';

type Query = Address['query'];

const KINDS = ['frame', 'head', 'part'] as const satisfies readonly UnitName['kind'][];

export function decodeAddress(query: Query): Address {
  return { page: 'decode', path: [], query };
}

/** The same query, saying which unit is shown. */
export function withUnit(query: Query, { kind, number }: UnitName): Query {
  const others = [...query].filter(([key]) => !KINDS.some((known) => known === key));
  return new Map([...others, [kind, String(number)]]);
}

/**
 * The unit that the query asks for; the nearest there is, and a notice, where there is no such
 * unit.
 */
export function unitInQuery(
  query: Query,
  names: readonly UnitName[],
): { readonly index: number; readonly notice: string | null } {
  const kind = KINDS.find((known) => query.has(known));
  if (kind === undefined) return { index: 0, notice: null };
  const wanted = Number(query.get(kind));
  const index = names.findIndex((name) => name.kind === kind && name.number === wanted);
  if (index !== -1 || names.length === 0) return { index: Math.max(0, index), notice: null };
  const nearest = wanted >= 1 ? names.findLastIndex((name) => name.kind === kind) : 0;
  const asked = Number.isInteger(wanted) ? formatCount(wanted) : `“${query.get(kind) ?? ''}”`;
  return { index: Math.max(0, nearest), notice: `There is no ${kind} ${asked} here.` };
}

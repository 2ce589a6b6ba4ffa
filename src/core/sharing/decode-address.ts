/**
 * The address of a place in Decode. Its query contains the bytes (`hex=8105…`) and the unit to
 * show: `frame=3`, `head=1` or `part=1`.
 */

import type { UnitName } from '#core/conversation/unit-name.ts';
import type { Address } from './address.ts';

type Query = Address['query'];

const UNIT_KINDS = ['frame', 'head', 'part'] as const satisfies readonly UnitName['kind'][];

/** Query keys for the bytes and how to read them, but not for what is shown of them. */
const DATA_KEYS = [
  'text',
  'bytes',
  'hex',
  'base64',
  'example',
  'as',
  'connection',
  'from',
  'by',
  'deflate',
];

/** A unit in an address that the bytes don't contain. */
export type MissingUnit = {
  readonly kind: UnitName['kind'];
  /** Its number in the address, which might not be a number. */
  readonly requested: string;
};

export function decodeAddress(query: Query): Address {
  return { page: 'decode', path: [], query };
}

/** The same query with another unit to show. */
export function withUnit(query: Query, { kind, number }: UnitName): Query {
  const others = [...query].filter(([key]) => !UNIT_KINDS.some((known) => known === key));
  return new Map([...others, [kind, String(number)]]);
}

/** The unit in the query, or the nearest existing one. */
export function unitInQuery(
  query: Query,
  names: readonly UnitName[],
): { readonly index: number; readonly missing: MissingUnit | null } {
  const kind = UNIT_KINDS.find((known) => query.has(known));
  if (kind === undefined) return { index: 0, missing: null };
  const given = query.get(kind) ?? '';
  const number = Number(given);
  const index = names.findIndex((name) => name.kind === kind && name.number === number);
  if (index !== -1 || names.length === 0) return { index: Math.max(0, index), missing: null };
  const nearest = number >= 1 ? names.findLastIndex((name) => name.kind === kind) : 0;
  return { index: Math.max(0, nearest), missing: { kind, requested: given } };
}

/** The query without its bytes. */
export function withoutData(query: Query): Query {
  return new Map([...query].filter(([key]) => !DATA_KEYS.includes(key)));
}

/** Equal for queries with the same bytes and the same way to read them. Empty without bytes. */
export function dataKey(query: Query): string {
  return DATA_KEYS.flatMap((key) => (query.has(key) ? [`${key}=${query.get(key)}`] : [])).join('&');
}

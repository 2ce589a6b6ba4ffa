/**
 * The address of a place in Decode. Its query contains the bytes (`hex=8105…`) and the unit that is
 * shown of them: `frame=3`, `head=1` or `part=1`.
 */

import type { UnitName } from '#core/conversation/unit-name.ts';
import type { Address } from './address.ts';

type Query = Address['query'];

const UNIT_KINDS = ['frame', 'head', 'part'] as const satisfies readonly UnitName['kind'][];

/** Keys of a query that contain bytes, or how to read them, and not what is shown of them. */
const DATA_KEYS = [
  'text',
  'bytes',
  'hex',
  'base64',
  'example',
  'as',
  'connection',
  'from',
  'deflate',
];

/** A unit that an address asks for, but the bytes don't have. */
export type MissingUnit = {
  readonly kind: UnitName['kind'];
  /** What should be its number, as it is in the address. */
  readonly wanted: string;
};

export function decodeAddress(query: Query): Address {
  return { page: 'decode', path: [], query };
}

/** The same query with another unit to show. */
export function withUnit(query: Query, { kind, number }: UnitName): Query {
  const others = [...query].filter(([key]) => !UNIT_KINDS.some((known) => known === key));
  return new Map([...others, [kind, String(number)]]);
}

/** The unit that the query asks for. If the bytes don't have it, the nearest one that they have. */
export function unitInQuery(
  query: Query,
  names: readonly UnitName[],
): { readonly index: number; readonly missing: MissingUnit | null } {
  const kind = UNIT_KINDS.find((known) => query.has(known));
  if (kind === undefined) return { index: 0, missing: null };
  const wanted = query.get(kind) ?? '';
  const number = Number(wanted);
  const index = names.findIndex((name) => name.kind === kind && name.number === number);
  if (index !== -1 || names.length === 0) return { index: Math.max(0, index), missing: null };
  const nearest = number >= 1 ? names.findLastIndex((name) => name.kind === kind) : 0;
  return { index: Math.max(0, nearest), missing: { kind, wanted } };
}

/** The query without its bytes. */
export function withoutData(query: Query): Query {
  return new Map([...query].filter(([key]) => !DATA_KEYS.includes(key)));
}

/** Equal for queries that have the same bytes and read them the same way; empty without bytes. */
export function dataKey(query: Query): string {
  return DATA_KEYS.flatMap((key) => (query.has(key) ? [`${key}=${query.get(key)}`] : [])).join('&');
}

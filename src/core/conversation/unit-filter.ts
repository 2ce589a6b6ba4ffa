/** Filters the units of a conversation by direction, kind, findings, size and time. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { opcodeName, type OpcodeName } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { Conversation } from './conversation.ts';
import type { Unit } from './unit.ts';

/** Frames by opcode, heads, and all other units. */
export type UnitKind = Exclude<OpcodeName, `reserved-${string}`> | 'reserved' | 'head' | 'other';

/** Both ends belong to it; null for an open one. */
export type FilterRange = { readonly least: number | null; readonly most: number | null };

export type UnitFilter = {
  /** Null for both. */
  readonly direction: Direction | null;
  /** Null for all. */
  readonly kind: UnitKind | null;
  /** True for only the units that a finding is about. */
  readonly hasFindings: boolean;
  /** True for all but Ping and Pong frames. */
  readonly hidesHeartbeats: boolean;
  /** Bytes on the wire. */
  readonly size: FilterRange;
  /** Milliseconds since the trace began. With a bound, units without a time are left out. */
  readonly time: FilterRange;
};

const NONE: ReadonlySet<number> = new Set();

const UNBOUNDED: FilterRange = { least: null, most: null };

export const NO_FILTER: UnitFilter = {
  direction: null,
  kind: null,
  hasFindings: false,
  hidesHeartbeats: false,
  size: UNBOUNDED,
  time: UNBOUNDED,
};

export function isFiltering(filter: UnitFilter): boolean {
  const { direction, kind, hasFindings, hidesHeartbeats, size, time } = filter;
  return (
    direction !== null ||
    kind !== null ||
    hasFindings ||
    hidesHeartbeats ||
    isBounded(size) ||
    isBounded(time)
  );
}

function isBounded({ least, most }: FilterRange): boolean {
  return least !== null || most !== null;
}

export function unitKind(unit: Unit): UnitKind {
  switch (unit.kind) {
    case 'frame': {
      const name = opcodeName(unit.ordinary?.opcode ?? unit.header.opcode);
      return name === 'reserved-data' || name === 'reserved-control' ? 'reserved' : name;
    }
    case 'request':
    case 'response':
      return 'head';
    default:
      return 'other';
  }
}

/** The kinds that occur. */
export function unitKinds(units: readonly Unit[]): Set<UnitKind> {
  const kinds = new Set<UnitKind>();
  for (const unit of units) kinds.add(unitKind(unit));
  return kinds;
}

/**
 * Whether a unit passes, by its index.
 *
 * @param concerned units that findings across frames are about
 */
export function unitTest(
  { units, deliveries, findings }: Conversation,
  filter: UnitFilter,
  concerned: ReadonlySet<number> = NONE,
): (unitIndex: number) => boolean {
  const { direction, kind, hasFindings, hidesHeartbeats, size, time } = filter;
  const faulty = new Set(hasFindings ? findings.map(({ unitIndex }) => unitIndex) : []);
  const needsKind = kind !== null || hidesHeartbeats;
  const needsSize = isBounded(size);
  const needsTime = isBounded(time);
  return (unitIndex) => {
    const unit = units[unitIndex];
    if (unit === undefined || (direction !== null && unit.direction !== direction)) return false;
    if (hasFindings && !faulty.has(unitIndex) && !concerned.has(unitIndex)) return false;
    if (needsKind) {
      const own = unitKind(unit);
      if (kind !== null && own !== kind) return false;
      if (hidesHeartbeats && (own === 'ping' || own === 'pong')) return false;
    }
    if (needsSize && !isWithin(lengthOfRange(unit.range), size)) return false;
    return !needsTime || isWithin(deliveries[unitIndex]?.sentAtMs ?? null, time);
  };
}

function isWithin(value: number | null, { least, most }: FilterRange): boolean {
  return value !== null && value >= (least ?? -Infinity) && value <= (most ?? Infinity);
}

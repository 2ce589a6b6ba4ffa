/** The units that aren't ordinary frames: few, even among a million. */

import type { Unit } from './unit.ts';

export type PlacedUnit = {
  readonly unit: Unit;
  /** In the list of all units. */
  readonly unitIndex: number;
};

/** Found once for each list. */
const KNOWN = new WeakMap<readonly Unit[], readonly PlacedUnit[]>();

/** In the order of the units. All of them, if the streams are short. */
export function rareUnits(units: readonly Unit[]): readonly PlacedUnit[] {
  const known = KNOWN.get(units);
  if (known !== undefined) return known;
  const rare: PlacedUnit[] = [];
  units.forEach((unit, unitIndex) => {
    if (unit.kind !== 'frame' || !unit.ordinary) rare.push({ unit, unitIndex });
  });
  KNOWN.set(units, rare);
  return rare;
}

/** Whether there is a unit of one of these kinds, other than a frame. */
export function hasUnitOf(
  units: readonly Unit[],
  ...kinds: readonly Exclude<Unit['kind'], 'frame'>[]
): boolean {
  return rareUnits(units).some(({ unit: { kind } }) => kind !== 'frame' && kinds.includes(kind));
}

/** Frames, whole or cut within their payload, and with `orCut` those cut within their header. */
export function countFrames(units: readonly Unit[], orCut: 'or cut' | null = null): number {
  const rare = rareUnits(units);
  const others = rare.filter(
    ({ unit: { kind } }) => kind !== 'frame' && !(orCut !== null && kind === 'cut-header'),
  );
  return units.length - others.length;
}

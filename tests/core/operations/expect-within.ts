import { expect } from 'vitest';
import type { Bounds } from '#core/operations/setting-bounds.ts';

/** Every number that has bounds is within them. */
export function expectWithin(settings: object, bounds: Readonly<Record<string, Bounds>>): void {
  const beyond = Object.entries(settings).filter(([name, value]) => {
    const each = bounds[name];
    if (each === undefined || (each.allowsNone && value === 0)) return false;
    return !(value >= each.min && value <= each.max && (!each.isWhole || Number.isInteger(value)));
  });
  expect(beyond).toEqual([]);
}

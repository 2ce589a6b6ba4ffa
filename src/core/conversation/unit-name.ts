/**
 * Names of units that stay the same while a conversation is read: "frame 3" is the third frame of
 * both directions together. Decode's addresses contain them.
 */

import type { Unit } from './unit.ts';

export type UnitName = { readonly kind: 'frame' | 'head' | 'part'; readonly number: number };

const NAME_KINDS: Readonly<Record<Unit['kind'], UnitName['kind']>> = {
  frame: 'frame',
  'cut-header': 'frame',
  request: 'head',
  response: 'head',
  'cut-head': 'head',
  'empty-line': 'part',
  body: 'part',
  http2: 'part',
  'after-close': 'part',
  'not-read': 'part',
  'not-captured': 'part',
  'payload-rest': 'part',
  unplaced: 'part',
};

/** The names of all units, in their order. Frames, heads and other parts are counted apart. */
export function nameUnits(units: readonly Unit[]): UnitName[] {
  const counts = { frame: 0, head: 0, part: 0 };
  return units.map((unit) => {
    const kind = NAME_KINDS[unit.kind];
    counts[kind] += 1;
    return { kind, number: counts[kind] };
  });
}

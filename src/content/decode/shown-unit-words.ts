import { countOf } from '#content/phrasing/quantity.ts';
import { lengthOfRange } from '#core/bytes/bit-range.ts';
import type { UnitName } from '#core/conversation/unit-name.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { unitTitle, unitType } from './unit-words.ts';

/** Announced when another unit is shown. */
export function shownUnitWords(unit: Unit | undefined, name: UnitName | undefined): string {
  return unit && name
    ? `${unitTitle(unit, name)}: ${unitType(unit)}, ${countOf(lengthOfRange(unit.range), 'byte')}`
    : 'Nothing to read yet';
}

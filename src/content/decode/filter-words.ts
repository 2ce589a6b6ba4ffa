/** The choices of a frame filter, and a summary of its result. */

import type { FilteredUnits, UnitKind } from '#core/conversation/unit-filter.ts';
import type { Direction } from '#core/trace/direction.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { unitTitle } from './unit-words.ts';
import type { UnitName } from '#core/conversation/unit-name.ts';
import type { Unit } from '#core/conversation/unit.ts';

export const UNIT_KIND_WORDS: Readonly<Record<UnitKind, string>> = {
  text: 'text',
  binary: 'binary',
  continuation: 'continuation',
  ping: 'ping',
  pong: 'pong',
  close: 'close',
  reserved: 'reserved opcodes',
  head: 'request and response',
  other: 'cut or unread',
};

/** After "From: ". */
export const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  'client-to-server': 'client',
  'server-to-client': 'server',
};

/** "12 of 340 rows", "340 rows". Not "frames", because heads and other bytes have rows too. */
export function filterResultWords(shown: number, all: number, isFiltering: boolean): string {
  return isFiltering ? `${formatCount(shown)} of ${countOf(all, 'row')}` : countOf(all, 'row');
}

/** Where the search stopped early; null if it searched everything. */
export function searchStopWords(
  { stoppedAt }: FilteredUnits,
  units: readonly Unit[],
  names: readonly UnitName[],
): string | null {
  if (stoppedAt === null) return null;
  const unit = units[stoppedAt];
  const name = names[stoppedAt];
  const where = unit && name ? unitTitle(unit, name) : 'there';
  return `There is more content than can be searched at once. The search stopped at ${where}. Filter by direction or kind to search further.`;
}

export const NO_FRAME_FITS = 'No frame matches this filter.';

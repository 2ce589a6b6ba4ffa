/** The choices of a frame filter, and a summary of its result. */

import type { PatternForm } from '#core/conversation/search-pattern.ts';
import type { UnitKind } from '#core/conversation/unit-filter.ts';
import type { Direction } from '#core/trace/direction.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

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

/**
 * "12 of 340 rows", "340 rows", "340 rows and 4 of TCP". Not "frames", because heads and other
 * bytes have rows too.
 */
export function filterResultWords(
  shown: number,
  all: number,
  isFiltering: boolean,
  tcp = 0,
): string {
  if (isFiltering) return `${formatCount(shown)} of ${countOf(all, 'row')}`;
  return `${countOf(all, 'row')}${tcp > 0 ? ` and ${formatCount(tcp)} of TCP` : ''}`;
}

/** While a long conversation is searched. `searched` is from 0 to 1. */
export function searchingWords(found: number, searched: number): string {
  return `${countOf(found, 'row')} so far, ${Math.floor(searched * 100)}% searched`;
}

/** "Row 3 of 12 found", after a step from one to another. */
export function foundPlaceWords(place: number, found: number): string {
  return `${formatCount(place)} of ${formatCount(found)}`;
}

export const PATTERN_FORM_WORDS: Readonly<Record<PatternForm, string>> = {
  text: 'text',
  hex: 'hex',
  regex: 'regular expression',
};

export const PATTERN_PLACEHOLDERS: Readonly<Record<PatternForm, string>> = {
  text: 'Text in the content',
  hex: 'Bytes in hex: 7b 22',
  regex: 'Such as "id":\\d+ or (?i)error',
};

/** @param reason what the compiler of regular expressions says */
export function invalidPatternWords(form: PatternForm, reason: string): string {
  if (form === 'hex') return 'Two hex digits make a byte, such as 7b 22.';
  return `This expression doesn’t follow RE2’s syntax: ${reason}.`;
}

export const REGEX_NOT_LOADED =
  'The code for regular expressions couldn’t be loaded. Check your connection and try again.';

export const MORE_FILTERS = 'Size, time and columns';

/** The icons in rows. */
export const BREAKS_RULE = 'breaks a rule';
export const CONCERNED = 'part of a finding across frames';

export const HIDE_HEARTBEATS = 'Hide pings and pongs';

/** Under "Size" and "Time": what each row shows of itself. */
export const SIZE_BOUNDS = { legend: 'Bytes', least: 'At least', most: 'At most' };
export const TIME_BOUNDS = { legend: 'Time since the start', least: 'From', most: 'To' };

export const BOUND_UNREADABLE = 'This isn’t a number.';

export const NO_FRAME_FITS = 'No frame matches this filter.';

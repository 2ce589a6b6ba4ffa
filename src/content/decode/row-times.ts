/** The time in a row of the list of frames, counted as the reader chose, or its packet. */

import { clockTime } from '#content/phrasing/calendar.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { formatCount } from '#content/phrasing/quantity.ts';

/** Since the trace began, since the row before, the time of day, or the number of the packet. */
export type TimeColumn = 'start' | 'before' | 'clock' | 'packet';

export const TIME_COLUMN_WORDS: Readonly<Record<TimeColumn, string>> = {
  start: 'since the start',
  before: 'since the row before',
  clock: 'of day, UTC',
  packet: 'packet number',
};

/** What a row says: the time that was chosen, or in a wide list the time and the difference. */
export type RowTimes = {
  readonly chosen: string;
  readonly at: string;
  readonly sinceBefore: string;
};

/**
 * Null if the trace doesn't say when it was sent.
 *
 * @param beforeMs when the row before was sent; null for the first row, or if unknown
 * @param startedAtMs of the trace, since 1970; null if that isn't known
 * @param packet the number of its packet in the capture; null if it has none
 */
export function rowTimes(
  sentAtMs: number | null,
  beforeMs: number | null,
  column: TimeColumn,
  startedAtMs: number | null,
  packet: number | null = null,
): RowTimes | null {
  const timeIn = (wanted: Exclude<TimeColumn, 'packet'>) =>
    rowTime(sentAtMs, beforeMs, wanted, startedAtMs);
  const inPacket = column === 'packet' && packet !== null ? packetText(packet) : null;
  const at = inPacket ?? timeIn(column === 'clock' ? 'clock' : 'start');
  const sinceBefore = timeIn('before');
  if (at === null || sinceBefore === null) return null;
  return { chosen: column === 'before' ? sinceBefore : at, at, sinceBefore };
}

function packetText(packet: number): string {
  return `packet ${formatCount(packet)}`;
}

/** "1.500 ms", "+0.5 ms", "09:14:03.112". */
export function rowTime(
  sentAtMs: number | null,
  beforeMs: number | null,
  column: Exclude<TimeColumn, 'packet'>,
  startedAtMs: number | null,
): string | null {
  if (sentAtMs === null) return null;
  switch (column) {
    case 'start':
      return formatDuration(sentAtMs);
    case 'before':
      return `+${formatDuration(beforeMs === null ? 0 : Math.max(0, sentAtMs - beforeMs))}`;
    case 'clock':
      return startedAtMs === null ? formatDuration(sentAtMs) : clockTime(startedAtMs + sentAtMs);
  }
}

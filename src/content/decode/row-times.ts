/** The time in a row of the list of frames, counted as the reader chose. */

import { clockTime } from '#content/phrasing/calendar.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import type { Conversation } from '#core/conversation/conversation.ts';

/** Since the trace began, since the row before, or the time of day. */
export type TimeColumn = 'start' | 'before' | 'clock';

export const TIME_COLUMN_WORDS: Readonly<Record<TimeColumn, string>> = {
  start: 'since the start',
  before: 'since the row before',
  clock: 'of day, UTC',
};

/** What a row says: the time that was chosen, or in a wide list the time and the difference. */
export type RowTimes = {
  readonly chosen: string;
  readonly at: string;
  readonly sinceBefore: string;
};

/** Null if the trace doesn't say when the unit was sent. */
export function rowTimes(
  conversation: Pick<Conversation, 'deliveries'>,
  unitIndex: number,
  column: TimeColumn,
  startedAtMs: number | null,
): RowTimes | null {
  const timeIn = (wanted: TimeColumn) => rowTime(conversation, unitIndex, wanted, startedAtMs);
  const at = timeIn(column === 'before' ? 'start' : column);
  const sinceBefore = timeIn('before');
  if (at === null || sinceBefore === null) return null;
  return { chosen: column === 'before' ? sinceBefore : at, at, sinceBefore };
}

/**
 * "1.500 ms", "+0.5 ms", "09:14:03.112"; null if the trace doesn't say when it was sent.
 *
 * @param startedAtMs of the trace, since 1970; null if that isn't known
 */
export function rowTime(
  { deliveries }: Pick<Conversation, 'deliveries'>,
  unitIndex: number,
  column: TimeColumn,
  startedAtMs: number | null,
): string | null {
  const sentAtMs = deliveries[unitIndex]?.sentAtMs ?? null;
  if (sentAtMs === null) return null;
  switch (column) {
    case 'start':
      return formatDuration(sentAtMs);
    case 'before': {
      const before = deliveries[unitIndex - 1]?.sentAtMs ?? null;
      return before === null ? '+0 ms' : `+${formatDuration(Math.max(0, sentAtMs - before))}`;
    }
    case 'clock':
      return startedAtMs === null ? formatDuration(sentAtMs) : clockTime(startedAtMs + sentAtMs);
  }
}

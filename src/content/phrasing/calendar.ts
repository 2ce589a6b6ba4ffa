/** Times of captures as dates and times of day, in UTC. */

import { toCalendarDay } from '#core/traffic/heads/http-date.ts';

const MS_PER_DAY = 86_400_000;

/** "09:14:03.112": the time of day in UTC, of milliseconds since 1970. */
export function clockTime(epochMs: number): string {
  const ms = Math.floor(epochMs) % MS_PER_DAY;
  const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map(
    (value) => String(Math.floor(value)).padStart(2, '0'),
  );
  return `${hours}:${minutes}:${seconds}.${String(ms % 1000).padStart(3, '0')}`;
}

/** "2026-11-27", of milliseconds since 1970. */
export function calendarDate(epochMs: number): string {
  const { year, month, day } = toCalendarDay(Math.floor(epochMs / MS_PER_DAY));
  return `${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Times of captures as dates and times of day, in UTC. */

const MS_PER_DAY = 86_400_000;

/** "09:14:03.112": the time of day in UTC, of milliseconds since 1970. */
export function clockTime(epochMs: number): string {
  const ms = Math.floor(epochMs) % MS_PER_DAY;
  const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map(
    (value) => String(Math.floor(value)).padStart(2, '0'),
  );
  return `${hours}:${minutes}:${seconds}.${String(ms % 1000).padStart(3, '0')}`;
}

/** "2026-11-27", of milliseconds since 1970: counted in eras of 400 years that begin in March. */
export function calendarDate(epochMs: number): string {
  const days = Math.floor(epochMs / MS_PER_DAY) + DAYS_BEFORE_1970;
  const era = Math.floor(days / DAYS_PER_ERA);
  const dayOfEra = days - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** From March 1 of the year 0. */
const DAYS_BEFORE_1970 = 719_468;
const DAYS_PER_ERA = 146_097;

/**
 * The value of a Date field: "Sun, 22 Nov 2026 08:34:18 GMT", the IMF-fixdate of RFC 9110 §5.6.7.
 */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Days from 1 March 0000, the start of a cycle of 400 years, to 1 January 1970. */
const DAYS_TO_EPOCH = 719_468;
const DAYS_PER_CYCLE = 146_097;

/** Seconds since 1970 as a Date, in the Gregorian calendar and without leap seconds. */
export function toHttpDate(epochSeconds: number): string {
  const seconds = Math.floor(epochSeconds);
  const dayNumber = Math.floor(seconds / 86_400);
  const { year, month, day } = toCalendarDay(dayNumber);
  const weekday = DAYS[(dayNumber + 4) % 7] ?? '';
  const time = [seconds / 3600, seconds / 60, seconds].map((value, index) =>
    twoDigits(Math.floor(value) % (index === 0 ? 24 : 60)),
  );
  return `${weekday}, ${twoDigits(day)} ${MONTHS[month]} ${year} ${time.join(':')} GMT`;
}

/**
 * The day that is so many days after 1 January 1970; `month` is 0 for January. Counts from March,
 * so that a leap day is the last of the year (Howard Hinnant's civil_from_days).
 */
export function toCalendarDay(dayNumber: number): { year: number; month: number; day: number } {
  const sinceMarch = dayNumber + DAYS_TO_EPOCH;
  const cycle = Math.floor(sinceMarch / DAYS_PER_CYCLE);
  const dayOfCycle = sinceMarch - cycle * DAYS_PER_CYCLE;
  const yearOfCycle = Math.floor(
    (dayOfCycle -
      Math.floor(dayOfCycle / 1460) +
      Math.floor(dayOfCycle / 36_524) -
      Math.floor(dayOfCycle / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = (monthFromMarch + 2) % 12;
  const year = cycle * 400 + yearOfCycle + (month < 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1 };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

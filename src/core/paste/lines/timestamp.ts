/** Times in the labels of logs, in the styles of a dozen programs. Only differences matter. */

import { MARK, marksIn } from '#core/paste/text/marks.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

export type Timestamp = {
  /** Milliseconds; on another scale for each style. */
  readonly atMs: number;
  readonly range: TextRange;
};

const CLOCK = String.raw`(\d\d):(\d\d):(\d\d)(?:[.,:](\d{1,9}))?(?:\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\b)?`;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = `(${MONTHS.join('|')})`;

type Style = {
  /** The characters of which one is in it beside the clock; 0 if it needs none. */
  readonly needs: number;
  readonly pattern: RegExp;
  /** The groups of year, month and day before those of the clock; null if the style has no date. */
  readonly date: readonly [year: number, month: number, day: number] | null;
  readonly clock: number;
};

const STYLES: readonly Style[] = [
  // 2026-01-02T03:04:05.678+01:00, 2026/01/02 03:04:05
  {
    needs: MARK.minus | MARK.slash,
    pattern: new RegExp(String.raw`(\d{4})[-/](\d\d)[-/](\d\d)[T ]\s?${CLOCK}`),
    date: [1, 2, 3],
    clock: 4,
  },
  // 02/Jan/2026:03:04:05 +0000
  {
    needs: MARK.slash,
    pattern: new RegExp(String.raw`(\d\d)/${MONTH}/(\d{4}):${CLOCK}`),
    date: [3, 2, 1],
    clock: 4,
  },
  // Jan  2 03:04:05.678901, Fri Jan  2 03:04:05 2026
  {
    needs: MARK.otherLetter,
    pattern: new RegExp(String.raw`\b${MONTH}\s+(\d{1,2})\s+${CLOCK}(?:\s+(\d{4})\b)?`),
    date: [7, 1, 2],
    clock: 3,
  },
  // 01-02 03:04:05.678 (logcat)
  {
    needs: MARK.minus,
    pattern: new RegExp(String.raw`\b(\d\d)-(\d\d)\s+${CLOCK}`),
    date: [0, 1, 2],
    clock: 3,
  },
  // I0102 03:04:05.678901 (Kubernetes)
  {
    needs: MARK.hexLetter | MARK.otherLetter,
    pattern: new RegExp(String.raw`^[IWEF](\d\d)(\d\d)\s+${CLOCK}`),
    date: [0, 1, 2],
    clock: 3,
  },
  // 03:04:05.678
  { needs: 0, pattern: new RegExp(String.raw`(?<![\d:.])${CLOCK}(?![\d:])`), date: null, clock: 1 },
];

/** Seconds or milliseconds since 1970. */
const EPOCH = /(?<![\w.-])(1[5-9]\d{8})(?:\.(\d{1,9})|(\d{3}))?(?![\w.])/;
/** "+0.023", "[   12.345678]" and ESP-IDF's "I (12345)". */
const RELATIVE =
  /^(?:\+(\d{1,9}\.\d{1,9})s?|\[\s*(\d{1,9}\.\d{1,9})\])(?=\s|$)|^[EWIDV] \((\d{1,10})\)/;

/** Each style has one. */
const HAS_CLOCK = /\d\d:\d\d:\d\d/;

/** The first time in a label; null if there is none. */
export function timestampIn(label: string): Timestamp | null {
  if (!/\d/.test(label)) return null;
  if (HAS_CLOCK.test(label)) {
    const marks = marksIn(label, 0, label.length);
    for (const style of STYLES) {
      if (style.needs !== 0 && (marks & style.needs) === 0) continue;
      const found = style.pattern.exec(label);
      if (found) return { atMs: millisecondsOf(found, style), range: rangeOf(found) };
    }
  }
  const relative = RELATIVE.exec(label);
  if (relative) {
    const seconds = relative[1] ?? relative[2];
    const atMs = seconds === undefined ? Number(relative[3]) : Number(seconds) * 1000;
    return { atMs, range: rangeOf(relative) };
  }
  const epoch = EPOCH.exec(label);
  if (!epoch) return null;
  const [, seconds, fraction, milliseconds = '0'] = epoch;
  const rest = fraction === undefined ? Number(milliseconds) : Number(`0.${fraction}`) * 1000;
  return { atMs: Number(seconds) * 1000 + rest, range: rangeOf(epoch) };
}

function rangeOf(found: RegExpExecArray): TextRange {
  return { start: found.index, end: found.index + found[0].length };
}

/**
 * Only differences matter, so any day will do if the label contains none. Dates become day counts
 * with leap years.
 */
function millisecondsOf(found: RegExpExecArray, { date, clock }: Style): number {
  const [hour = '0', minute = '0', second = '0', fraction = '0'] = found.slice(clock, clock + 4);
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const days = date === null ? 0 : daysOf(found, date);
  return (days * 86_400 + seconds) * 1000 + Number(`0.${fraction}`) * 1000;
}

function daysOf(found: RegExpExecArray, [year, month, day]: readonly [number, number, number]) {
  const name = found[month] ?? '1';
  const number = MONTHS.indexOf(name) + 1 || Number(name);
  const inYear = year === 0 ? 2000 : Number(found[year] ?? 2000);
  return dayNumber(inYear, number, Number(found[day]));
}

/** Days since 1 March of the year 0. */
function dayNumber(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const months = (month + 9) % 12;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return 365 * years + leapDays + Math.floor((153 * months + 2) / 5) + day - 1;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDate, clockTime } from '#content/phrasing/calendar.ts';

test('dates and times are those of the platform', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 4_102_444_800_000, noNaN: true }), (ms) => {
      const [date, time] = new Date(Math.floor(ms)).toISOString().split(/[TZ]/);
      expect(calendarDate(ms)).toBe(date);
      expect(clockTime(ms)).toBe(time);
    }),
  );
});

test.each(['2000-02-29', '2100-02-28', '2100-03-01', '2024-12-31', '1970-01-01'])(
  'the last and the first day of a month: %s',
  (date) => {
    expect(calendarDate(Date.parse(`${date}T23:59:59.999Z`))).toBe(date);
  },
);

import { describe, expect, test } from 'vitest';
import { simulateBackground, type BackgroundSettings } from '#core/operations/background-page.ts';

const PAGE: BackgroundSettings = {
  intervalMs: 30_000,
  graceMs: 60_000,
  keepsConnection: true,
  awayMs: 600_000,
  messageEveryMs: 10_000,
  observedMs: 900_000,
};

const pageOf = (changed: Partial<BackgroundSettings> = {}) =>
  simulateBackground({ ...PAGE, ...changed });

test('a user who returns before the stop finds everything as it was', () => {
  for (const awayMs of [0, 1000, 60_000]) {
    const page = pageOf({ awayMs });
    expect(page).toMatchObject({
      stoppedAtMs: null,
      givenUpAtMs: null,
      onReturn: 'undisturbed',
      lost: 0,
      late: 0,
    });
    expect(page.pings.every(({ isAnswered }) => isAnswered)).toBe(true);
    expect(page.pings).toHaveLength(30);
  }
});

describe('the server notices', () => {
  test.each([
    // The ping at the very moment of the stop finds the page stopped.
    { intervalMs: 30_000, givenUpAtMs: 90_000, lost: 3 },
    { intervalMs: 45_000, givenUpAtMs: 135_000, lost: 8 },
    { intervalMs: 60_000, givenUpAtMs: 120_000, lost: 6 },
    { intervalMs: 100_000, givenUpAtMs: 200_000, lost: 14 },
  ])('with a ping every $intervalMs ms at $givenUpAtMs ms', ({ intervalMs, ...expected }) => {
    expect(pageOf({ intervalMs })).toMatchObject({ ...expected, onReturn: 'looks-open', late: 0 });
  });

  test.each([1000, 7000, 30_000, 59_999, 60_001, 200_000])(
    'between one and two intervals after the stop: every %i ms',
    (intervalMs) => {
      for (const graceMs of [0, 1, 30_000, 60_000, 61_234]) {
        const { givenUpAtMs } = pageOf({ intervalMs, graceMs, awayMs: 3_600_000 });
        const afterMs = (givenUpAtMs ?? 0) - graceMs;
        expect(afterMs).toBeGreaterThanOrEqual(intervalMs);
        // The ping at time 0 was answered, so a stop at 0 has the whole first interval before it.
        expect(afterMs).toBeLessThanOrEqual(2 * intervalMs);
      }
    },
  );
});

describe('what becomes of messages', () => {
  test('they are late if the user returns before the server notices', () => {
    expect(pageOf({ awayMs: 85_000 })).toMatchObject({
      stoppedAtMs: 60_000,
      givenUpAtMs: null,
      onReturn: 'late',
      lost: 0,
      late: 3,
    });
    expect(pageOf({ awayMs: 90_000 }).onReturn).toBe('looks-open');
  });

  test('they are lost if the phone ends the connection', () => {
    expect(pageOf({ keepsConnection: false, awayMs: 85_000 })).toMatchObject({
      givenUpAtMs: 90_000,
      onReturn: 'closed',
      lost: 3,
      late: 0,
    });
  });

  test.each([0, 5000, 60_000, 60_001])('each is counted once: stopped after %i ms', (graceMs) => {
    for (const messageEveryMs of [1000, 7000, 10_000, 250_000]) {
      const { lost, givenUpAtMs } = pageOf({ graceMs, messageEveryMs });
      const sent = Array.from({ length: 1000 }, (_, index) => (index + 1) * messageEveryMs);
      expect(lost).toBe(sent.filter((atMs) => atMs >= graceMs && atMs < (givenUpAtMs ?? 0)).length);
    }
  });
});

describe('pings', () => {
  test('have no answer from the stop until the server gives up, and then end', () => {
    expect(pageOf({ intervalMs: 45_000 }).pings).toEqual([
      { atMs: 45_000, isAnswered: true },
      { atMs: 90_000, isAnswered: false },
    ]);
  });

  test('are answered again after a return in time', () => {
    const { pings } = pageOf({ intervalMs: 50_000, awayMs: 110_000, observedMs: 200_000 });
    expect(pings.map(({ isAnswered }) => isAnswered)).toEqual([true, false, true, true]);
  });
});

test('numbers beyond the bounds are taken for the nearest', () => {
  expect(pageOf({ intervalMs: 0, awayMs: 1e12 }).settings).toMatchObject({
    intervalMs: 1000,
    awayMs: 3_600_000,
  });
  expect(() => pageOf({ awayMs: NaN })).toThrow(RangeError);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  interruptStream,
  missedOf,
  worstDelayOf,
  type StreamSettings,
} from '#core/operations/interrupted-stream.ts';

const settings: StreamSettings = {
  everyMs: 1000,
  oneWayMs: 50,
  lostAtMs: 10_500,
  outageMs: 5000,
  retryMs: 2000,
  setupRoundTrips: 2,
  keptEvents: 100,
  endMs: 60_000,
};

describe('a stream that is interrupted', () => {
  test('resumes with the first attempt after the outage', () => {
    // Attempts at 12.5, 14.5 and 16.5 s. The network is back at 15.5 s.
    expect(interruptStream(settings, true).resumedAtMs).toBe(16_500 + 5 * 50);
  });

  test('loses nothing if the server keeps what was missed', () => {
    const stream = interruptStream(settings, true);
    expect(stream.lastId).toBe(10);
    expect(missedOf(stream)).toEqual([]);
    // Event 11, made at 11 s.
    expect(worstDelayOf(stream)).toBe(16_750 + 50 - 11_000);
  });

  test('loses what is made until it is back, if it doesn’t resume', () => {
    const missed = missedOf(interruptStream(settings, false)).map(({ id }) => id);
    expect(missed).toEqual([11, 12, 13, 14, 15, 16]);
  });

  test('loses what the server no longer keeps', () => {
    const missed = missedOf(interruptStream({ ...settings, keptEvents: 2 }, true));
    expect(missed.map(({ id }) => id)).toEqual([11, 12, 13, 14]);
  });

  test('loses an event in flight', () => {
    const stream = interruptStream({ ...settings, lostAtMs: 10_020 }, false);
    expect(missedOf(stream)[0]?.id).toBe(10);
  });

  test('never loses more by resuming, and never delivers before it is sent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 5000 }),
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 100, max: 10_000 }),
        (everyMs, outageMs, keptEvents, retryMs) => {
          const changed = { ...settings, everyMs, outageMs, keptEvents, retryMs };
          const [resumed, plain] = [true, false].map((each) => interruptStream(changed, each));
          expect(missedOf(resumed!).length).toBeLessThanOrEqual(missedOf(plain!).length);
          for (const { madeAtMs, arrivedAtMs } of resumed!.events) {
            if (arrivedAtMs !== null) expect(arrivedAtMs).toBeGreaterThanOrEqual(madeAtMs + 50);
          }
          if (keptEvents >= 600) expect(missedOf(resumed!)).toEqual([]);
        },
      ),
    );
  });
});

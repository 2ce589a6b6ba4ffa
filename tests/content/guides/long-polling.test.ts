import { describe, expect, test } from 'vitest';
import { formatDelay } from '#content/compare/numbers.ts';
import {
  cutsPerHour,
  expectHeld,
  HELD_COLUMNS,
  heldOutcome,
  heldRow,
  isCutShort,
  playHeld,
} from '#content/guides/long-polling-figure.ts';
import { faultsIn } from '../compare/grammar.ts';

const rows = [0.5, 6, 60, 600].flatMap((perMinute) =>
  [5, 30, 59, 60, 120].map((holdSeconds) => ({ perMinute, holdSeconds })),
);

describe.each(rows)('$perMinute per minute, held for $holdSeconds s', (polled) => {
  const outcome = heldOutcome(polled);
  const { delays, polls, emptyPolls } = expectHeld(polled);

  test('is told with the model’s figures', () => {
    expect(faultsIn(outcome)).toEqual([]);
    expect(outcome).toContain(formatDelay(delays['server-to-client']!.meanMs));
    expect(outcome).toContain(formatDelay(delays['server-to-client']!.worstMs));
  });

  test('is cut only by a limit that comes first', () => {
    expect(isCutShort(polled)).toBe(polled.holdSeconds >= 60);
    expect(outcome.includes('proxy closes')).toBe(polled.holdSeconds >= 60);
    if (polled.holdSeconds < 60) expect(cutsPerHour(polled)).toBe(0);
    else expect(emptyPolls).toBe(0);
  });

  test('waits for three crossings at worst, unless it is cut', () => {
    // RFC 6202 §2.2, with 50 ms one way.
    const worstMs = delays['server-to-client']!.worstMs;
    if (isCutShort(polled)) expect(worstMs).toBeGreaterThan(150);
    else expect(worstMs).toBe(150);
  });

  test('asks at most once per round trip', () => {
    expect(polls).toBeLessThanOrEqual(36_000);
  });

  test('draws what was simulated', () => {
    const { run, endMs } = playHeld(polled);
    expect(run.exchanges.length).toBeGreaterThan(0);
    expect(endMs).toBeGreaterThanOrEqual(2000);
    for (const { message, deliveredAtMs } of run.deliveries) {
      expect(deliveredAtMs - message.madeAtMs).toBeGreaterThanOrEqual(50);
    }
  });

  test('fills its row', () => {
    expect(heldRow(polled)).toHaveLength(HELD_COLUMNS.length);
  });
});

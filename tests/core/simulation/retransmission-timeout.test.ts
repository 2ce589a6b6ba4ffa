import { expect, test } from 'vitest';
import { RetransmissionTimeout } from '#core/simulation/retransmission-timeout.ts';

test('is a second before the first measurement, and at least a second afterwards', () => {
  const timeout = new RetransmissionTimeout();
  expect(timeout.currentMs).toBe(1000);
  timeout.measure(40);
  expect(timeout.currentMs).toBe(1000);
});

test('is three round trips after the first measurement of a slow connection', () => {
  const timeout = new RetransmissionTimeout();
  timeout.measure(4000);
  expect(timeout.currentMs).toBe(12_000);
});

test('approaches steady round trips, but keeps a margin for delayed acknowledgements', () => {
  const timeout = new RetransmissionTimeout();
  for (let count = 0; count < 200; count++) timeout.measure(4000);
  expect(timeout.currentMs).toBeCloseTo(4100, 3);
});

test('follows variation (RFC 6298 §2.3)', () => {
  const timeout = new RetransmissionTimeout();
  timeout.measure(1000);
  timeout.measure(2000);
  // SRTT 1125, RTTVAR 0.75 × 500 + 0.25 × 1000 = 625.
  expect(timeout.currentMs).toBe(1125 + 4 * 625);
});

test('doubles at each expiry up to two minutes, until a measurement', () => {
  const timeout = new RetransmissionTimeout();
  const waits = Array.from({ length: 9 }, () => {
    const { currentMs } = timeout;
    timeout.backOff();
    return currentMs / 1000;
  });
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120]);
  timeout.measure(40);
  expect(timeout.currentMs).toBe(1000);
});

test('is at least three seconds for data after a SYN was retransmitted', () => {
  const timeout = new RetransmissionTimeout();
  timeout.measure(40);
  timeout.startDataAfterSlowSyn();
  expect(timeout.currentMs).toBe(3000);
  timeout.measure(4000);
  timeout.startDataAfterSlowSyn();
  expect(timeout.currentMs).toBeGreaterThan(3000);
});

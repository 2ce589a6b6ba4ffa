import { describe, expect, test } from 'vitest';
import { spreadSchedule, type Spread } from '#core/traffic/workload/spread-schedule.ts';
import { BURST_GAP_MS, PATTERNS } from '#core/traffic/workload/workload.ts';

const spreadOf = (changed: Partial<Spread>): Spread => ({
  counts: { 'client-to-server': 7, 'server-to-client': 23 },
  messageSize: 48,
  durationMs: 10_000,
  pattern: 'random',
  burstSize: 5,
  seed: 3,
  ...changed,
});

describe.each(PATTERNS)('%s', (pattern) => {
  const spread = spreadOf({ pattern });
  const { messages, durationMs } = spreadSchedule(spread);

  test('has exactly as many messages as it should, numbered in order', () => {
    for (const direction of ['client-to-server', 'server-to-client'] as const) {
      const indices = messages
        .filter((message) => message.direction === direction)
        .map(({ index }) => index);
      expect(indices).toEqual(Array.from({ length: spread.counts[direction] }, (_, n) => n));
    }
  });

  test('is sorted by time, within the duration', () => {
    const times = messages.map(({ madeAtMs }) => madeAtMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(0);
    expect(times.at(-1)).toBeLessThan(durationMs);
  });

  test('is the same for the same seed', () => {
    expect(spreadSchedule(spread).messages).toEqual(messages);
  });
});

test('even messages are in the middle of equal shares of the time', () => {
  const counts = { 'client-to-server': 0, 'server-to-client': 4 };
  const { messages } = spreadSchedule(spreadOf({ counts, pattern: 'even', durationMs: 1000 }));
  expect(messages.map(({ madeAtMs }) => madeAtMs)).toEqual([125, 375, 625, 875]);
});

test('a burst is in one piece', () => {
  const counts = { 'client-to-server': 0, 'server-to-client': 5 };
  const { messages } = spreadSchedule(spreadOf({ counts, pattern: 'bursts' }));
  const times = messages.map(({ madeAtMs }) => madeAtMs);
  expect(times.map((time) => Math.round(time - times[0]!))).toEqual(
    Array.from({ length: 5 }, (_, index) => index * BURST_GAP_MS),
  );
});

test('messages at random do not depend on those of the other direction', () => {
  const toClient = (up: number) =>
    spreadSchedule(
      spreadOf({ counts: { 'client-to-server': up, 'server-to-client': 23 } }),
    ).messages.filter(({ direction }) => direction === 'server-to-client');
  expect(toClient(0)).toEqual(toClient(7));
});

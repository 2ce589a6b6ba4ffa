import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeMessage, MESSAGE_FORMATS, messageText } from '#core/traffic/workload/app-message.ts';
import { encodeMessageList, wrappingSize } from '#core/traffic/wire/message-list.ts';
import { makeSchedule, type Workload } from '#core/traffic/workload/workload.ts';

const workload: Workload = {
  messagesPerMinute: { 'server-to-client': 60, 'client-to-server': 0 },
  messageSize: 48,
  durationMs: 60_000,
  pattern: 'random',
  seed: 1,
};
const timesOf = (changed: Partial<Workload>) =>
  makeSchedule({ ...workload, ...changed }).messages.map(({ madeAtMs }) => madeAtMs);

describe('random messages', () => {
  const hours = timesOf({ durationMs: 100 * 3_600_000 });
  const gaps = hours.map((time, index) => time - (hours[index - 1] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;

  test('come as often as they are set to', () => {
    expect(hours.length / 360_000).toBeCloseTo(1, 2);
  });

  test('have gaps that vary as much as they last, as in a Poisson process', () => {
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 2);
    const longerThanMean = gaps.filter((gap) => gap > mean).length / gaps.length;
    expect(longerThanMean).toBeCloseTo(Math.exp(-1), 2);
  });

  test('are the same for the same seed, and others for another', () => {
    expect(timesOf({})).toEqual(timesOf({}));
    expect(timesOf({ seed: 2 })).not.toEqual(timesOf({}));
  });

  test('of one direction stay when the other changes', () => {
    const { messages } = makeSchedule({
      ...workload,
      messagesPerMinute: { 'server-to-client': 60, 'client-to-server': 30 },
    });
    const toClient = messages.filter(({ direction }) => direction === 'server-to-client');
    expect(toClient.map(({ madeAtMs }) => madeAtMs)).toEqual(timesOf({}));
    expect(toClient.length).toBeLessThan(messages.length);
  });
});

test('even messages are in the middle of their share of the time', () => {
  const perMinute = { 'server-to-client': 6, 'client-to-server': 0 };
  expect(timesOf({ pattern: 'even', messagesPerMinute: perMinute })).toEqual([
    5000, 15_000, 25_000, 35_000, 45_000, 55_000,
  ]);
});

test('no rate makes no messages', () => {
  expect(timesOf({ messagesPerMinute: { 'server-to-client': 0, 'client-to-server': 0 } })).toEqual(
    [],
  );
});

test('messages are in order, within the duration, numbered by direction', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 300, noNaN: true }),
      fc.double({ min: 0, max: 300, noNaN: true }),
      fc.constantFrom('random', 'even'),
      fc.nat(),
      (down, up, pattern, seed) => {
        const messagesPerMinute = { 'server-to-client': down, 'client-to-server': up };
        const { messages } = makeSchedule({ ...workload, messagesPerMinute, pattern, seed });
        const times = messages.map(({ madeAtMs }) => madeAtMs);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.every((time) => time >= 0 && time < workload.durationMs)).toBe(true);
        for (const direction of ['server-to-client', 'client-to-server'] as const) {
          const own = messages.filter((message) => message.direction === direction);
          expect(own.map(({ index }) => index)).toEqual(own.map((_, index) => index));
        }
      },
    ),
  );
});

test('a message has the number of bytes that it declares, and none that JSON would escape', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(2000), (index, size) => {
      const message = { direction: 'server-to-client', index, madeAtMs: 0, size } as const;
      const text = messageText(message);
      expect(Buffer.byteLength(text)).toBe(size);
      expect(JSON.stringify(text)).toHaveLength(size + 2);
    }),
  );
});

describe('bursts', () => {
  test('come as often as the rate needs, in bursts of messages 20 ms apart', () => {
    const times = timesOf({ pattern: 'bursts', burstSize: 5, durationMs: 20 * 3_600_000 });
    expect(times.length / 72_000).toBeCloseTo(1, 1);
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    const inBursts = gaps.filter((gap) => Math.abs(gap - 20) < 0.01).length;
    expect(inBursts / gaps.length).toBeGreaterThan(0.7);
  });

  test('end with the observation', () => {
    const times = timesOf({ pattern: 'bursts', burstSize: 100, durationMs: 10_000 });
    expect(Math.max(...times)).toBeLessThan(10_000);
  });
});

describe('a message in another format', () => {
  const messageOf = (size: number, index = 0) =>
    ({ direction: 'server-to-client', index, madeAtMs: 0, size }) as const;

  test('has the number of bytes that it declares, and is a JSON value', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 500 }), (index, size) => {
        const message = messageOf(size, index);
        const text = messageText(message, 'json');
        expect(Buffer.byteLength(text)).toBe(size);
        expect(() => JSON.parse(text) as unknown).not.toThrow();
        expect(encodeMessage(message, 'binary')).toHaveLength(size);
      }),
    );
  });

  test('is an object where there is room for one', () => {
    expect(JSON.parse(messageText(messageOf(60, 6), 'json'))).toMatchObject({ n: 7 });
    expect(messageText(messageOf(1, 6), 'json')).toBe('6');
  });

  test.each(MESSAGE_FORMATS)('in a list of %s is wrapped as counted', (format) => {
    for (const count of [1, 2, 11]) {
      const messages = Array.from({ length: count }, (_, index) => messageOf(30, index));
      const list = encodeMessageList(messages, format);
      expect(list).toHaveLength(30 * count + wrappingSize(count, format));
    }
  });
});

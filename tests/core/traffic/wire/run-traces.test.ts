import { describe, expect, test } from 'vitest';
import { simulatePolling } from '#core/traffic/methods/polling.ts';
import { simulateWebSocket } from '#core/traffic/methods/websocket.ts';
import { profileOf } from '#core/traffic/heads/profiles.ts';
import { tracesOfRun } from '#core/traffic/wire/run-traces.ts';
import { serializeWrites } from '#core/traffic/wire/serialized-write.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { readStream } from '#core/trace/trace.ts';
import { messagesAt, networkOf, planOf } from '../schedules.ts';

const schedule = messagesAt([200, 250, 900], 'server-to-client', 2000);
const run = simulateWebSocket(schedule, networkOf(50), { heartbeatMs: 400 });
const plan = planOf({ maxSegmentSize: 1448 });
const [trace] = tracesOfRun(run, plan, 1);

describe('a trace', () => {
  test('contains the bytes of all writes', () => {
    for (const direction of DIRECTIONS) {
      const written = serializeWrites(run, plan, 1)
        .filter((write) => write.direction === direction)
        .flatMap((write) => [...write.encode()]);
      expect([...readStream(trace!, direction)]).toEqual(written);
    }
  });

  test('can be read in any part', () => {
    const { length } = trace!.streams['server-to-client'];
    const whole = readStream(trace!, 'server-to-client');
    for (const [start, end] of [
      [0, 1],
      [100, 2500],
      [length - 3, length],
      [7, 7],
    ] as const) {
      const part = trace!.streams['server-to-client'].read(start, end);
      expect(part).toEqual(whole.subarray(start, end));
    }
  });

  test('has segments of at most the maximum size, none with bytes of two writes', () => {
    const sizes = trace!.events
      .filter(({ direction }) => direction === 'server-to-client')
      .map(({ range }) => range.end - range.start);
    // A frame of 2,000 bytes has a 4-byte header, so it takes 1448 and 556.
    expect(sizes.slice(1)).toEqual([1448, 556, 1448, 556, 2, 2, 1448, 556, 4]);
  });

  test('is sorted by time', () => {
    const times = trace!.events.map(({ sentAtMs }) => sentAtMs ?? Number.NaN);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

test('a size is known before the bytes are made', () => {
  for (const write of serializeWrites(run, plan, 1)) {
    expect(write.size).toBe(write.encode().length);
  }
});

test('a masking key is the same every time, and differs from frame to frame', () => {
  const pongs = serializeWrites(run, plan, 1).filter(
    ({ direction, size }) => direction === 'client-to-server' && size === 6,
  );
  expect(pongs).toHaveLength(2);
  expect(pongs[0]!.encode()).toEqual(pongs[0]!.encode());
  expect(pongs[0]!.encode()).not.toEqual(pongs[1]!.encode());
});

test('bytes that are not known make no trace', () => {
  const polls = simulatePolling(schedule, networkOf(50), { intervalMs: 500 });
  expect(tracesOfRun(polls, planOf(), 1)).toHaveLength(1);
  expect(tracesOfRun(polls, planOf({ isHttp2: true }), 1)).toEqual([]);
  expect(tracesOfRun(polls, planOf({ profile: profileOf({ id: 'book-2013' }) }), 1)).toEqual([]);
  expect(tracesOfRun(run, planOf({ isHttp2: true }), 1)).toEqual([]);
});

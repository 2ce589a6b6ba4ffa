import { describe, expect, test } from 'vitest';
import { isPureSignal, readStream } from '#core/trace/trace.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { byTotalBytes, compareMethods, tracesOfMethod } from '#core/traffic/comparison.ts';
import {
  CHOICES,
  DEFAULT_SETTINGS,
  NUMBER_LIMITS,
  observedSeconds,
  type NumberSetting,
} from '#core/traffic/comparison-settings.ts';
import { METHODS } from '#core/traffic/method-run.ts';

test('the default is a minute of sixteen messages, of which polling misses most moments', () => {
  const { schedule, results } = compareMethods(DEFAULT_SETTINGS);
  expect(schedule.messages).toHaveLength(16);
  expect(results.polling).toMatchObject({ polls: 30, requests: 34 });
  expect(results.websocket).toMatchObject({ polls: 0, requests: 1 });
  expect(byTotalBytes(compareMethods(DEFAULT_SETTINGS)).map(({ method }) => method)).toEqual([
    'websocket',
    'long-polling',
    'polling',
  ]);
});

test('WebSocket is the dearest where there is hardly anything to say', () => {
  const comparison = compareMethods({
    ...DEFAULT_SETTINGS,
    toClientPerMinute: 1,
    fromClientPerMinute: 0,
    pattern: 'even',
    pollIntervalSeconds: 60,
    headers: 'minimal',
  });
  const order = byTotalBytes(comparison).map(({ method }) => method);
  expect(order.at(-1)).toBe('websocket');
});

test('the default keeps within its own limits and choices', () => {
  for (const setting of Object.keys(NUMBER_LIMITS) as NumberSetting[]) {
    const { min, max } = NUMBER_LIMITS[setting];
    expect(DEFAULT_SETTINGS[setting]).toBeGreaterThanOrEqual(min);
    expect(DEFAULT_SETTINGS[setting]).toBeLessThanOrEqual(max);
  }
  expect(CHOICES.headers).toContain(DEFAULT_SETTINGS.headers);
  expect(CHOICES.pattern).toContain(DEFAULT_SETTINGS.pattern);
});

describe('how long is observed', () => {
  test.each([
    { name: 'as long as is set', changed: {}, seconds: 60 },
    {
      name: 'an hour of a message a second each way',
      changed: { toClientPerMinute: 60, fromClientPerMinute: 60, durationSeconds: 3600 },
      seconds: 3600,
    },
    {
      name: 'less where there are more messages than can be simulated at once',
      changed: { toClientPerMinute: 600, fromClientPerMinute: 600, durationSeconds: 3600 },
      seconds: 585,
    },
  ])('$name', ({ changed, seconds }) => {
    const settings = { ...DEFAULT_SETTINGS, ...changed };
    expect(observedSeconds(settings)).toBe(seconds);
    const { schedule } = compareMethods(settings);
    expect(schedule.durationMs).toBe(seconds * 1000);
  });
});

describe.each(METHODS)('the traces of %s', (method) => {
  const comparison = compareMethods({ ...DEFAULT_SETTINGS, messageSize: 5000, roundTripMs: 300 });
  const traces = tracesOfMethod(comparison, method);

  test('are modelled ones, whose segments tile both streams in order', () => {
    expect(traces.length).toBeGreaterThan(0);
    for (const trace of traces) {
      expect(trace.provenance).toEqual({ kind: 'modelled' });
      const times = trace.events.map(({ sentAtMs }) => sentAtMs!);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const direction of DIRECTIONS) {
        const own = trace.events.filter((event) => event.direction === direction);
        let end = 0;
        for (const event of own) {
          expect(isPureSignal(event)).toBe(false);
          expect(event.range.start).toBe(end);
          expect(event.range.end - end).toBeLessThanOrEqual(1448);
          expect(event.arrival).toEqual({ kind: 'arrived', atMs: event.sentAtMs! + 150 });
          end = event.range.end;
        }
        expect(end).toBe(trace.streams[direction].length);
      }
    }
  });

  test('read the same in parts as whole, and the same each time', () => {
    for (const trace of traces) {
      for (const direction of DIRECTIONS) {
        const stream = trace.streams[direction];
        const whole = readStream(trace, direction);
        for (let start = 0; start < whole.length; start += 997) {
          const end = Math.min(whole.length, start + 1501);
          expect(Buffer.compare(stream.read(start, end), whole.subarray(start, end))).toBe(0);
        }
        expect(stream.read(0, 0)).toHaveLength(0);
      }
    }
  });
});

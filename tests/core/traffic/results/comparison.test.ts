import { describe, expect, test } from 'vitest';
import { isPureSignal, readStream } from '#core/trace/trace.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { BYTE_PURPOSES, isSetup, LAYERS, layerOf } from '#core/traffic/counting/byte-counts.ts';
import {
  byTotalBytes,
  compareMethods,
  reportOf,
  tracesOfMethod,
} from '#core/traffic/results/comparison.ts';
import {
  CHOICES,
  DEFAULT_SETTINGS,
  NUMBER_LIMITS,
  observedSeconds,
  type ComparisonSettings,
  type NumberSetting,
} from '#core/traffic/settings/comparison-settings.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';

test('the default sample is a minute of sixteen messages, of which most polls miss all', () => {
  const { schedule, sample } = compareMethods(DEFAULT_SETTINGS);
  const { results } = sample;
  expect(schedule.messages).toHaveLength(16);
  expect(results.polling).toMatchObject({ polls: 30, posts: 4, requests: 34, connections: 1 });
  expect(results.websocket).toMatchObject({ polls: 0, requests: 1, pushes: 16, heartbeats: 2 });
  expect(byTotalBytes(compareMethods(DEFAULT_SETTINGS)).map(({ method }) => method)).toEqual([
    'websocket',
    'event-stream',
    'long-polling',
    'polling',
  ]);
});

test('polling is the cheapest if there are hardly any messages', () => {
  const comparison = compareMethods({
    ...DEFAULT_SETTINGS,
    toClientPerMinute: 1,
    fromClientPerMinute: 0,
    pattern: 'even',
    pollIntervalSeconds: 60,
    headers: 'minimal',
  });
  expect(byTotalBytes(comparison)[0]!.method).toBe('polling');
});

describe('the layers', () => {
  const at = (changed: Partial<ComparisonSettings>) =>
    compareMethods({ ...DEFAULT_SETTINGS, ...changed }).results;

  test.each(METHODS)('of %s add up, each to those above it', (method) => {
    const totals = LAYERS.map((layer) => at({ layer })[method].totalBytes);
    const { layers } = at({})[method];
    let sum = 0;
    for (const [index, layer] of LAYERS.entries()) {
      sum += layers[layer];
      expect(totals[index]).toBeCloseTo(sum);
    }
  });

  test('have nothing of TLS where nothing is encrypted', () => {
    const { polling } = at({ encryption: 'none' });
    expect(polling.layers.tls).toBe(0);
    expect(polling.layers.tcp).toBeGreaterThan(0);
  });

  test.each(METHODS)('of %s lose only opening and closing if those are omitted', (method) => {
    const [all, steady] = [at({}), at({ setup: 'left-out' })].map((results) => results[method]);
    for (const purpose of BYTE_PURPOSES) {
      if (isSetup(purpose)) expect(steady!.bytes[purpose]).toBe(0);
      else if (layerOf(purpose) === 'application') {
        expect(steady!.bytes[purpose]).toBeCloseTo(all!.bytes[purpose]);
      }
    }
    expect(steady!.totalBytes).toBeLessThanOrEqual(all!.totalBytes);
  });

  test('count 38 bytes of Ethernet a packet', () => {
    for (const method of METHODS) {
      const { layers, packets } = at({})[method];
      expect(layers.ethernet).toBeCloseTo(38 * packets);
    }
  });
});

test('a new connection for each request costs polling more than all it asks', () => {
  const [kept, fresh] = (['kept', 'new'] as const).map(
    (connections) => compareMethods({ ...DEFAULT_SETTINGS, connections }).results,
  );
  expect(fresh!.polling.connections).toBeCloseTo(340);
  expect(fresh!.polling.totalBytes).toBeGreaterThan(3 * kept!.polling.totalBytes);
  expect(fresh!.websocket).toEqual(kept!.websocket);
});

test('a report is small and plain, whatever was simulated', () => {
  const comparison = compareMethods({
    ...DEFAULT_SETTINGS,
    toClientPerMinute: 60,
    durationSeconds: 3600,
  });
  const report = reportOf(comparison);
  expect(structuredClone(report)).toEqual(report);
  expect(JSON.stringify(report).length).toBeLessThan(30_000);
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
      name: 'less if there are more messages than can be simulated together',
      changed: { toClientPerMinute: 600, fromClientPerMinute: 600, durationSeconds: 3600 },
      seconds: 1170,
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

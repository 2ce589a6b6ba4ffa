import { describe, expect, test } from 'vitest';
import { timelineTicks } from '#core/scenes/timeline-ticks.ts';
import { layoutTimeline } from '#core/scenes/timeline.ts';
import type { TimelineMark } from '#core/scenes/timeline-lane.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';

const minute = compareMethods(DEFAULT_SETTINGS);
const hour = compareMethods({ ...DEFAULT_SETTINGS, toClientPerMinute: 60, durationSeconds: 3600 });

type Comparison = typeof minute;

function pathOf(
  comparison: Comparison,
  method: MethodId,
  mark: TimelineMark,
  width = 1000,
): string {
  const { lanes } = layoutTimeline(comparison, width);
  const lane = lanes.find((candidate) => candidate.method === method);
  return lane?.shapes.find((shape) => shape.mark === mark)?.path ?? '';
}

/** Each mark of a path begins with an M. */
const marksIn = (path: string) =>
  [...path.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)].map(([, x]) => Number(x));

describe('a lane', () => {
  const { schedule } = minute;
  const { results } = minute.sample;
  const countOf = (direction: string) =>
    schedule.messages.filter((message) => message.direction === direction).length;

  test('has a mark for each exchange, empty ones apart', () => {
    const { polls, emptyPolls, requests } = results.polling;
    expect(marksIn(pathOf(minute, 'polling', 'empty-exchange'))).toHaveLength(emptyPolls);
    expect(marksIn(pathOf(minute, 'polling', 'exchange'))).toHaveLength(
      polls - emptyPolls + countOf('client-to-server'),
    );
    expect(requests).toBe(polls + countOf('client-to-server'));
  });

  test.each(METHODS)('of %s has a mark for each message', (method) => {
    expect(marksIn(pathOf(minute, method, 'to-client'))).toHaveLength(countOf('server-to-client'));
    expect(marksIn(pathOf(minute, method, 'from-client'))).toHaveLength(
      countOf('client-to-server'),
    );
  });

  test('of long polling has a band for each held question, the last to the end', () => {
    const path = pathOf(minute, 'long-polling', 'held');
    expect(marksIn(path)).toHaveLength(results['long-polling'].polls);
    const [, x, width] = /M([\d.]+) [\d.]+h([\d.]+)v\d+h-[\d.]+z$/.exec(path) ?? [];
    expect(Number(x) + Number(width)).toBeCloseTo(layoutTimeline(minute, 1000).plot.right, 0);
  });

  test('of a WebSocket begins with the handshake and continues as a line', () => {
    expect(marksIn(pathOf(minute, 'websocket', 'exchange'))).toHaveLength(1);
    expect(marksIn(pathOf(minute, 'websocket', 'connection'))).toHaveLength(1);
    expect(pathOf(minute, 'websocket', 'held')).toBe('');
  });

  test('of a stream has its opening, its posts and its comments', () => {
    const posts = results['event-stream'].posts;
    expect(marksIn(pathOf(minute, 'event-stream', 'exchange'))).toHaveLength(1 + posts);
    expect(marksIn(pathOf(minute, 'event-stream', 'connection'))).toHaveLength(1);
    expect(marksIn(pathOf(minute, 'event-stream', 'heartbeat'))).toHaveLength(1);
  });

  test.each([320, 1000])('keeps within a drawing %d wide', (width) => {
    const { lanes, plot, height } = layoutTimeline(minute, width);
    for (const lane of lanes) {
      expect(lane.top).toBeLessThan(height);
      for (const { path } of lane.shapes) {
        for (const x of marksIn(path)) {
          expect(x).toBeGreaterThanOrEqual(plot.left - 5);
          expect(x).toBeLessThanOrEqual(plot.right);
        }
      }
    }
  });

  test('is beside its name if there is room, and otherwise below it', () => {
    expect(layoutTimeline(minute, 1000).plot.left).toBeGreaterThan(100);
    expect(layoutTimeline(minute, 320).plot.left).toBe(0);
    expect(layoutTimeline(minute, 320).height).toBeGreaterThan(layoutTimeline(minute, 1000).height);
  });
});

describe('a crowded lane', () => {
  const { lanes, plot, guides } = layoutTimeline(hour, 1000);

  test('has columns instead of marks, with their duration', () => {
    for (const { columnMs, shapes } of lanes) {
      expect(columnMs).toBeCloseTo(hour.sample.endMs / Math.floor((plot.right - plot.left) / 6));
      for (const { path } of shapes) expect(marksIn(path).length).toBeLessThanOrEqual(200);
    }
  });

  test('has its highest column as high as a mark', () => {
    const path = pathOf(hour, 'websocket', 'to-client');
    const heights = [...path.matchAll(/v([\d.]+)h/g)].map(([, height]) => Number(height));
    expect(Math.max(...heights)).toBe(14);
  });

  test('lets no lines through where they would be a thicket', () => {
    expect(guides).toBe('');
    expect(marksIn(layoutTimeline(minute, 1000).guides)).toHaveLength(12);
  });
});

describe('a part of the time', () => {
  const busy = compareMethods({
    ...DEFAULT_SETTINGS,
    toClientPerMinute: 1200,
    fromClientPerMinute: 600,
    pollIntervalSeconds: 0.1,
  });
  const second = { from: 10 / 60, to: 11 / 60 };

  test('has marks where the whole is too crowded for them', () => {
    expect(layoutTimeline(busy, 1000).lanes.every(({ columnMs }) => columnMs !== null)).toBe(true);
    const { lanes } = layoutTimeline(busy, 1000, second);
    expect(lanes.map(({ columnMs }) => columnMs)).toEqual([null, null, null, null]);
  });

  test('has what arrived then, at its own scale', () => {
    const { lanes, plot, fromMs, toMs } = layoutTimeline(busy, 1000, second);
    const arrived = busy.runs.websocket.deliveries.filter(
      ({ message, deliveredAtMs }) =>
        message.direction === 'server-to-client' &&
        deliveredAtMs >= fromMs &&
        deliveredAtMs <= toMs,
    );
    const lane = lanes.find(({ method }) => method === 'websocket')!;
    const drawn = marksIn(lane.shapes.find(({ mark }) => mark === 'to-client')!.path);
    expect(drawn).toHaveLength(arrived.length);
    expect(arrived.length).toBeGreaterThan(8);
    drawn.forEach((x, index) => {
      const share = (arrived[index]!.deliveredAtMs - fromMs) / (toMs - fromMs);
      expect(Math.abs(x - (plot.left + share * (plot.right - plot.left)))).toBeLessThan(6);
    });
  });

  test('keeps connections that were opened before', () => {
    const { lanes, plot } = layoutTimeline(minute, 1000, { from: 0.5, to: 0.6 });
    for (const method of ['websocket', 'event-stream'] as const) {
      const { shapes } = lanes.find((lane) => lane.method === method)!;
      const [x] = marksIn(shapes.find(({ mark }) => mark === 'connection')!.path);
      expect(x).toBeCloseTo(plot.left, 0);
    }
  });

  test('has ticks at round times within it', () => {
    const ticks = timelineTicks(11_000, 900, 10_050);
    expect(ticks[0]!.atMs).toBeCloseTo(10_100);
    expect(ticks.at(-1)!.atMs).toBeCloseTo(11_000);
    expect(ticks.at(-1)!.x).toBeCloseTo(900);
  });
});

test('a comparison of nothing has lanes and no marks of messages', () => {
  const nothing = compareMethods({
    ...DEFAULT_SETTINGS,
    toClientPerMinute: 0,
    fromClientPerMinute: 0,
  });
  expect(pathOf(nothing, 'websocket', 'to-client')).toBe('');
  expect(marksIn(pathOf(nothing, 'polling', 'empty-exchange'))).toHaveLength(30);
});

describe('ticks', () => {
  test.each([
    { endMs: 60_000, width: 900, step: 10_000 },
    { endMs: 60_060, width: 300, step: 30_000 },
    { endMs: 10_000, width: 900, step: 1000 },
    { endMs: 3_600_000, width: 900, step: 600_000 },
    { endMs: 3_600_000, width: 100, step: 3_600_000 },
  ])('of $endMs ms over $width are $step ms apart', ({ endMs, width, step }) => {
    const ticks = timelineTicks(endMs, width);
    expect(ticks[0]).toEqual({ atMs: 0, x: 0 });
    expect(ticks[1]?.atMs).toBe(step);
    expect(ticks.at(-1)!.atMs).toBeLessThanOrEqual(endMs);
    expect(ticks.at(-1)!.x).toBeLessThanOrEqual(width);
  });
});

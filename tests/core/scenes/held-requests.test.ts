import { describe, expect, test } from 'vitest';
import { layoutHeldRequests } from '#core/scenes/held-requests.ts';
import { simulateLongPolling } from '#core/traffic/methods/long-polling.ts';
import { KEPT_CONNECTIONS } from '#core/traffic/methods/http-client.ts';

const NETWORK = { oneWayDelayMs: 50, maxSegmentSize: 1448 };

function drawingOf(madeAtMs: readonly number[], timeoutMs: number, idleLimitMs: number) {
  const messages = madeAtMs.map((at, index) => ({
    direction: 'server-to-client' as const,
    index,
    madeAtMs: at,
    size: 10,
  }));
  const run = simulateLongPolling({ messages, durationMs: 4000 }, NETWORK, {
    timeoutMs,
    connections: { ...KEPT_CONNECTIONS, idleLimitMs },
  });
  const drawing = layoutHeldRequests(run, { endMs: 4000, idleLimitMs }, 1000);
  return new Map(drawing.shapes.map(({ mark, path }) => [mark, path]));
}

const pathsIn = (path: string | undefined) => (path?.match(/M/g) ?? []).length;

describe('held requests', () => {
  test('a message that finds a request doesn’t wait', () => {
    const marks = drawingOf([1000], 3000, Infinity);
    expect(pathsIn(marks.get('response'))).toBe(1);
    expect(pathsIn(marks.get('arrival'))).toBe(1);
    expect(marks.has('waiting')).toBe(false);
    expect(marks.has('cut')).toBe(false);
  });

  test('a message just after a response waits for the next request', () => {
    const marks = drawingOf([1000, 1001], 3000, Infinity);
    expect(pathsIn(marks.get('waiting'))).toBe(1);
    expect(pathsIn(marks.get('response'))).toBe(2);
  });

  test('a timeout is an empty response', () => {
    const marks = drawingOf([3900], 1000, Infinity);
    expect(pathsIn(marks.get('empty-response'))).toBe(3);
  });

  test('a limit that comes first is a cut, and no response', () => {
    const marks = drawingOf([3900], 1000, 1000);
    expect(marks.has('empty-response')).toBe(false);
    expect(pathsIn(marks.get('cut'))).toBeGreaterThan(2);
  });
});

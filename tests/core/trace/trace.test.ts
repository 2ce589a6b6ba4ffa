import { describe, expect, test } from 'vitest';
import {
  capturedWithin,
  gapFrom,
  hasGaps,
  isPureSignal,
  readStream,
  streamOf,
  type Trace,
} from '#core/trace/trace.ts';

const BYTES = Uint8Array.from({ length: 20 }, (_, index) => index);
const FIRST = { start: 2, end: 5 };
const SECOND = { start: 8, end: 9 };
const STREAM = streamOf(BYTES, [FIRST, SECOND]);

describe('the gap from a position on', () => {
  test.each([
    { position: 0, gap: FIRST },
    { position: 2, gap: FIRST },
    { position: 4, gap: FIRST },
    { position: 5, gap: SECOND },
    { position: 8, gap: SECOND },
    { position: 9, gap: null },
  ])('$position', ({ position, gap }) => {
    expect(gapFrom(STREAM, position)).toBe(gap);
  });

  test('is none in a stream without gaps', () => {
    expect(gapFrom(streamOf(BYTES), 0)).toBeNull();
  });
});

describe('the captured beginning of a range', () => {
  test.each([
    { name: 'before a gap', start: 0, end: 2, captured: [0, 2] },
    { name: 'up to a gap', start: 0, end: 4, captured: [0, 2] },
    { name: 'over a gap', start: 1, end: 20, captured: [1, 2] },
    { name: 'inside a gap', start: 3, end: 5, captured: [3, 3] },
    { name: 'between gaps', start: 5, end: 8, captured: [5, 8] },
    { name: 'after all gaps', start: 9, end: 20, captured: [9, 20] },
  ])('$name', ({ start, end, captured }) => {
    const found = capturedWithin(STREAM, { start, end });
    expect([found.start, found.end]).toEqual(captured);
  });
});

describe('a trace', () => {
  const traceOver = (up: Trace['streams']['client-to-server']): Trace => ({
    provenance: { kind: 'simulated' },
    endpoints: { client: { name: 'a' }, server: { name: 'b' } },
    streams: { 'client-to-server': up, 'server-to-client': streamOf(BYTES) },
    events: [],
  });

  test('has gaps if one of its streams has', () => {
    expect(hasGaps(traceOver(STREAM))).toBe(true);
    expect(hasGaps(traceOver(streamOf(BYTES, [FIRST])))).toBe(true);
    expect(hasGaps(traceOver(streamOf(BYTES)))).toBe(false);
  });

  test('gives all bytes of a stream, and parts of it', () => {
    expect(readStream(traceOver(STREAM), 'client-to-server')).toEqual(BYTES);
    expect([...STREAM.read(3, 5)]).toEqual([3, 4]);
    expect(STREAM.length).toBe(20);
  });
});

test('an event without bytes is a signal only', () => {
  const event = {
    direction: 'client-to-server',
    signals: ['ack'],
    sentAtMs: null,
    arrival: { kind: 'unknown' },
  } as const;
  expect(isPureSignal({ ...event, range: { start: 4, end: 4 } })).toBe(true);
  expect(isPureSignal({ ...event, range: { start: 4, end: 5 } })).toBe(false);
});

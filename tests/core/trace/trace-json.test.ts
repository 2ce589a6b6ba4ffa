import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { decodeTraceJson, encodeTraceJson } from '#core/trace/trace-json.ts';
import { readStream, streamOf, type Trace } from '#core/trace/trace.ts';
import { traceWithGaps } from '../conversation/streams.ts';
import { anyTrace } from './any-trace.ts';

/** A trace with its streams as plain bytes, so that two can be compared. */
const plain = (trace: Trace) => ({
  ...trace,
  streams: DIRECTIONS.map((direction) => readStream(trace, direction)),
});

const viaText = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('a trace survives being written and read', () => {
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const reading = decodeTraceJson(viaText(encodeTraceJson(trace)));
      if (reading.kind === 'problem') throw new TypeError(JSON.stringify(reading.problem));
      expect(plain(reading.trace)).toEqual(plain(trace));
    }),
    { seed: 6455 },
  );
});

const example = encodeTraceJson({
  provenance: { kind: 'recorded', recordedOn: '2026-11-22', tool: 'dumpcap' },
  endpoints: { client: { name: 'a' }, server: { name: 'b', version: '1', address: '[::1]:80' } },
  streams: {
    'client-to-server': streamOf(Uint8Array.of(1, 2, 3)),
    'server-to-client': streamOf(Uint8Array.of()),
  },
  events: [
    {
      direction: 'client-to-server',
      signals: ['ack'],
      range: { start: 1, end: 3 },
      sentAtMs: 0.5,
      arrival: { kind: 'arrived', atMs: 2 },
      alteredBytes: Uint8Array.of(9, 9),
    },
  ],
});

/** The example with one value replaced, given by its place; `undefined` takes it away. */
function withValue(path: string, value: unknown): unknown {
  const copy = viaText(example);
  const names = path.split(/[.[\]]+/).filter((name) => name !== '');
  let holder = copy as Record<string, unknown>;
  for (const name of names.slice(0, -1)) holder = holder[name] as Record<string, unknown>;
  holder[names.at(-1)!] = value;
  return viaText(copy);
}

/** These words are in files that were saved before. */
test.each([
  'retransmissions',
  'handshake-timeout',
  'close-timeout',
  'fin-timeout',
  'heartbeat',
] as const)('an endpoint can give up because of "%s"', (reason) => {
  const givenUp = [{ side: 'client', atMs: 3, reason }];
  const reading = decodeTraceJson(withValue('givenUp', givenUp));
  expect(reading.kind === 'trace' && reading.trace.givenUp).toEqual(givenUp);
});

describe('what is no trace', () => {
  test('the example is one', () => {
    expect(decodeTraceJson(viaText(example)).kind).toBe('trace');
  });

  test.each([
    { path: 'format', value: 'ws-101-trace/2', expected: '"ws-101-trace/1"' },
    { path: 'format', value: undefined, expected: '"ws-101-trace/1"' },
    {
      path: 'provenance.kind',
      value: 'invented',
      expected: '"simulated" or "recorded" or "pasted" or "composed" or "modelled"',
    },
    { path: 'provenance.tool', value: 7, expected: 'a string' },
    { path: 'provenance.isEdited', value: false, expected: 'true' },
    { path: 'endpoints', value: [], expected: 'an object' },
    { path: 'endpoints.client', value: null, expected: 'an object' },
    { path: 'endpoints.client.name', value: undefined, expected: 'a string' },
    { path: 'endpoints.server.version', value: null, expected: 'a string' },
    { path: 'streams.client-to-server', value: 'AQID=', expected: 'base64' },
    { path: 'streams.server-to-client', value: [1, 2], expected: 'a string' },
    { path: 'events', value: {}, expected: 'an array' },
    { path: 'events[0]', value: 'SYN', expected: 'an object' },
    {
      path: 'events[0].direction',
      value: 'up',
      expected: '"client-to-server" or "server-to-client"',
    },
    { path: 'events[0].signals[0]', value: 'SYN', expected: '"syn" or "ack" or "fin" or "rst"' },
    { path: 'events[0].range.start', value: -1, expected: 'an integer from 0 to 3' },
    { path: 'events[0].range.start', value: 4, expected: 'an integer from 0 to 3' },
    { path: 'events[0].range.end', value: 0, expected: 'an integer from 1 to 3' },
    { path: 'events[0].range.end', value: 2.5, expected: 'an integer from 1 to 3' },
    { path: 'events[0].sentAtMs', value: '0', expected: 'a number' },
    { path: 'events[0].sentAtMs', value: undefined, expected: 'a number' },
    { path: 'events[0].arrival.kind', value: 'late', expected: '"arrived" or "lost" or "unknown"' },
    { path: 'events[0].arrival.atMs', value: undefined, expected: 'a number' },
    { path: 'events[0].alteredBytes', value: 'AQ', expected: 'base64' },
  ])('is reported for $path = $value', ({ path, value, expected }) => {
    // A range that lies outside its stream is found once the stream is read, so only one problem is
    // made here.
    const problem = { path, expected };
    expect(decodeTraceJson(withValue(path, value))).toEqual({ kind: 'problem', problem });
  });

  test.each([null, undefined, 7, 'text', [], true])('reports %j as a whole', (json) => {
    const problem = { path: '', expected: 'an object' };
    expect(decodeTraceJson(json)).toEqual({ kind: 'problem', problem });
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(decodeTraceJson(json).kind).toBe('problem');
      }),
      { seed: 6455 },
    );
  });
});

describe('gaps', () => {
  const trace = traceWithGaps([
    ['c', '81 05 48'],
    ['c', 2],
    ['c', '6c 6f'],
    ['c', 4],
  ]);

  test('survive', () => {
    const reading = decodeTraceJson(JSON.parse(JSON.stringify(encodeTraceJson(trace))));
    if (reading.kind !== 'trace') throw new TypeError(reading.problem.expected);
    const gapsOf = ({ streams }: Trace) => DIRECTIONS.map((direction) => streams[direction].gaps);
    expect(gapsOf(reading.trace)).toEqual([
      [
        { start: 3, end: 5 },
        { start: 7, end: 11 },
      ],
      [],
    ]);
    expect(gapsOf(reading.trace)).toEqual(gapsOf(trace));
  });

  test('may be one byte long, one byte apart, and at both ends', () => {
    const gaps = [
      { start: 0, end: 1 },
      { start: 2, end: 11 },
    ];
    const json = {
      ...encodeTraceJson(trace),
      gaps: { 'client-to-server': gaps, 'server-to-client': [] },
    };
    const reading = decodeTraceJson(json);
    if (reading.kind !== 'trace') throw new TypeError(reading.problem.expected);
    expect(reading.trace.streams['client-to-server'].gaps).toEqual(gaps);
  });

  test.each([
    {
      name: 'before the start',
      gaps: [{ start: -1, end: 2 }],
      path: 'gaps.client-to-server[0].start',
    },
    { name: 'empty', gaps: [{ start: 3, end: 3 }], path: 'gaps.client-to-server[0].end' },
    {
      name: 'touching',
      gaps: [
        { start: 1, end: 3 },
        { start: 3, end: 4 },
      ],
      path: 'gaps.client-to-server[1].start',
    },
    {
      name: 'beyond the end',
      gaps: [{ start: 3, end: 12 }],
      path: 'gaps.client-to-server[0].end',
    },
  ])('that are $name are a problem', ({ gaps, path }) => {
    const json = {
      ...encodeTraceJson(trace),
      gaps: { 'client-to-server': gaps, 'server-to-client': [] },
    };
    const reading = decodeTraceJson(JSON.parse(JSON.stringify(json)));
    expect(reading.kind === 'problem' && reading.problem.path).toBe(path);
  });
});

import { describe, expect, test } from 'vitest';
import { contentOf } from '#core/captures/connection-content.ts';
import { summarizeConnection } from '#core/workbench/connection-summary.ts';
import { readingId } from '#core/paste/reading.ts';
import { toHex } from '#core/bytes/hex.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { chooseConnection } from '#core/workbench/chosen-connection.ts';
import { DEFAULT_CHOICES, type DecodeChoices, type DecodeInput } from '#core/workbench/decoded.ts';
import { readContents } from '#core/workbench/input-contents.ts';
import { traceOf } from '../conversation/streams.ts';
import { fileInput, textInput } from './inputs.ts';

const choose = (input: DecodeInput, choices: Partial<DecodeChoices> = {}) =>
  chooseConnection(input, readContents(input), { ...DEFAULT_CHOICES, ...choices });

const bytesOf = (trace: Trace) =>
  DIRECTIONS.map((direction) => toHex(readStream(trace, direction)));

/** "81 85 37 21 33 44 55" is hex, or seven decimal numbers. */
const AMBIGUOUS = textInput('81 85 37 21 33 44 55');

/** What a capture of two connections contains. */
const TWO_CAPTURED = {
  readings: [],
  summaries: [],
  foreign: null,
  capture: {
    facts: {
      form: 'pcap',
      packets: 2,
      skipped: [],
      unknownLinkTypes: [],
      problems: [],
      unreadFiles: [],
    },
    connections: [
      traceOf([['c', Uint8Array.of(0x89, 0)]]),
      traceOf([['s', Uint8Array.of(0x8a, 1, 0x61)]]),
    ].map((trace) => ({
      trace,
      content: contentOf(trace),
      file: null,
      tls: null,
      unreadSize: 0,
      summary: summarizeConnection(trace, null, 0),
    })),
  },
} as const;

describe('the reading of a text', () => {
  test('is the likeliest one, unless another was chosen', () => {
    const [first, second] = readContents(AMBIGUOUS).readings;
    expect(choose(AMBIGUOUS).reading?.form).toBe(first?.form);
    const chosen = choose(AMBIGUOUS, { reading: readingId(second!) });
    expect(readingId(chosen.reading!)).toBe(readingId(second!));
    expect(bytesOf(chosen.original)).not.toEqual(bytesOf(choose(AMBIGUOUS).original));
  });

  test('is the likeliest one if the text has no such reading', () => {
    expect(choose(AMBIGUOUS, { reading: 'har' }).reading).toEqual(choose(AMBIGUOUS).reading);
  });

  test('knows which characters each byte was read from', () => {
    expect(choose(textInput('89 00')).source?.data.positions.starts).toHaveLength(2);
  });

  test('takes directions from the text, or as chosen', () => {
    const input = textInput('C: 89 00\nS: 8a 00');
    expect(bytesOf(choose(input).original)).toEqual(['8900', '8a00']);
    expect(bytesOf(choose(input, { directions: 'from-server' }).original)).toEqual([
      '',
      '89008a00',
    ]);
  });
});

describe('the connection', () => {
  test.each([
    { wanted: 0, index: 0 },
    { wanted: 1, index: 1 },
    { wanted: 2, index: 1 },
    { wanted: 99, index: 1 },
    { wanted: -1, index: 0 },
    { wanted: -Infinity, index: 0 },
  ])('$wanted of two is number $index', ({ wanted, index }) => {
    const input: DecodeInput = { kind: 'file', name: '', bytes: new Uint8Array() };
    const choices = { ...DEFAULT_CHOICES, connection: wanted };
    const chosen = chooseConnection(input, TWO_CAPTURED, choices, (trace) => trace);
    expect(chosen.connection).toBe(index);
    expect(chosen.original).toBe(TWO_CAPTURED.capture.connections[index]?.trace);
    expect(chosen.connections.map(({ size }) => size)).toEqual([2, 3]);
  });

  test('of a capture has its addresses', () => {
    const { connections, reading, source } = choose(fileInput('captures/base.pcapng'));
    expect(connections[0]?.client).toMatch(/:\d+$/);
    expect([reading, source]).toEqual([null, null]);
  });

  test('of a file that is not a capture has the bytes of the file', () => {
    const bytes = Uint8Array.of(0x81, 0x01, 0x61);
    const chosen = choose({ kind: 'file', name: 'frame.bin', bytes }, { connection: 7 });
    expect(bytesOf(chosen.original)).toContain('810161');
    expect(chosen).toMatchObject({ connection: 0, reading: null, source: null });
  });

  test('of a trace is that trace, whatever was chosen', () => {
    const trace = traceOf([]);
    const chosen = choose({ kind: 'trace', trace }, { connection: 3, reading: 'hex' });
    expect(chosen.original).toBe(trace);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { conversationJsonPieces, toUnitDocument } from '#core/exports/dissection-json.ts';
import { readOwnExport, type ExportedConnection } from '#core/trace/own-export.ts';
import { encodeTraceJson } from '#core/trace/trace-json.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { anyStream, REQUEST, RESPONSE, traceOf, traceWithGaps } from '../conversation/streams.ts';
import { plainWords } from '../exports/plain-words.ts';
import { anyTrace } from './any-trace.ts';

const viaText = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const jsonOf = (conversation: Conversation): unknown =>
  JSON.parse([...conversationJsonPieces(conversation, plainWords(conversation))].join(''));

/** The one connection of a document that isn't damaged. */
function connectionIn(json: unknown): ExportedConnection {
  const reading = readOwnExport(json);
  if (reading?.kind !== 'connections') throw new TypeError(JSON.stringify(reading));
  expect(reading.connections).toHaveLength(1);
  return reading.connections[0]!;
}

const plain = ({ chunks }: ExportedConnection) =>
  chunks.map(({ direction, offset, atMs, bytes }) => ({
    direction,
    offset,
    atMs,
    hex: toHex(bytes),
  }));

/** Both streams as the chunks fill them, with "--" where no chunk has a byte. */
function streamsIn({ chunks }: ExportedConnection) {
  return DIRECTIONS.map((direction) => {
    const bytes: string[] = [];
    for (const { offset, bytes: piece } of chunks.filter((each) => each.direction === direction)) {
      piece.forEach((byte, index) => (bytes[offset + index] = toHex(Uint8Array.of(byte))));
    }
    return Array.from(bytes, (each) => each ?? '--').join('');
  });
}

function streamsOf(trace: Trace) {
  return DIRECTIONS.map((direction) => {
    const { gaps } = trace.streams[direction];
    const isMissing = (at: number) => gaps.some(({ start, end }) => start <= at && at < end);
    const bytes = Array.from(readStream(trace, direction), (byte, at) =>
      isMissing(at) ? '--' : toHex(Uint8Array.of(byte)),
    );
    return bytes.join('').replace(/(?:--)+$/, '');
  });
}

const anyPieces = fc.array(fc.tuple(fc.constantFrom('c' as const, 's' as const), anyStream), {
  maxLength: 6,
});
/** Gaps of one side don't touch. */
const anyPiecesAndGaps = fc
  .array(
    fc.record({
      side: fc.constantFrom('c' as const, 's' as const),
      bytes: anyStream.filter(({ length }) => length > 0),
      gap: fc.option(fc.integer({ min: 1, max: 20 })),
    }),
    { maxLength: 5 },
  )
  .map((pieces) =>
    pieces.flatMap(({ side, bytes, gap }) =>
      gap === null ? [[side, bytes] as const] : [[side, gap] as const, [side, bytes] as const],
    ),
  );

describe('a conversation that was written and read', () => {
  test('has the bytes, senders and times of its units', () => {
    fc.assert(
      fc.property(anyPieces, (pieces) => {
        const conversation = readInflatedConversation(traceOf(pieces));
        const { trace, units, deliveries } = conversation;
        const connection = connectionIn(jsonOf(conversation));
        expect(plain(connection)).toEqual(
          units.map((unit, index) => ({
            direction: unit.direction,
            offset: unit.range.start,
            atMs: deliveries[index]?.sentAtMs,
            hex: toHex(unitBytes(trace, unit)),
          })),
        );
        expect(streamsIn(connection)).toEqual(streamsOf(trace));
        expect(connection.endpoints).toEqual(trace.endpoints);
        expect(connection.provenance).toEqual(trace.provenance);
      }),
      { seed: 6455 },
    );
  });

  test('lacks the bytes that were not captured', () => {
    fc.assert(
      fc.property(anyPiecesAndGaps, (pieces) => {
        const conversation = readInflatedConversation(traceWithGaps(pieces));
        const connection = connectionIn(jsonOf(conversation));
        expect(streamsIn(connection)).toEqual(streamsOf(conversation.trace));
        expect(connection.chunks.map(({ bytes }) => bytes.length)).not.toContain(0);
      }),
      { seed: 6455 },
    );
  });

  test('has no times if its trace has none', () => {
    const trace = traceOf([['c', fromHex('818000000000')]]);
    const events = trace.events.map((event) => ({ ...event, sentAtMs: null }));
    const conversation = readInflatedConversation({ ...trace, events });
    expect(connectionIn(jsonOf(conversation)).chunks.map(({ atMs }) => atMs)).toEqual([null]);
  });

  test('has the compression that was chosen', () => {
    const compression = {
      client: { contextTakeover: false, windowBits: 9 },
      server: { contextTakeover: true, windowBits: 15 },
    };
    const trace = traceOf([['s', fromHex('c107f248cdc9c90700')]]);
    const chosen = readInflatedConversation(trace, { compression });
    expect(connectionIn(jsonOf(chosen)).compression).toEqual(compression);
    const least = { contextTakeover: true, windowBits: 8 };
    const agreed = { client: least, server: least };
    const small = readInflatedConversation(trace, { compression: agreed });
    expect(connectionIn(jsonOf(small)).compression).toEqual(agreed);
    const none = readInflatedConversation(trace, { compression: null });
    expect(connectionIn(jsonOf(none)).compression).toBeNull();
  });
});

test('a unit that was written and read is alone at the start of its stream', () => {
  fc.assert(
    fc.property(anyPieces, (pieces) => {
      const conversation = readInflatedConversation(traceOf(pieces));
      const { trace, units, deliveries } = conversation;
      const words = plainWords(conversation);
      for (const [index, unit] of units.entries()) {
        const connection = connectionIn(viaText(toUnitDocument(conversation, index, words)));
        expect(plain(connection)).toEqual([
          {
            direction: unit.direction,
            offset: 0,
            atMs: deliveries[index]?.sentAtMs,
            hex: toHex(unitBytes(trace, unit)),
          },
        ]);
        expect(connection).toMatchObject({ endpoints: null, compression: null, trace: null });
      }
    }),
    { seed: 6455, numRuns: 50 },
  );
});

test('a gap that was written and read has no bytes', () => {
  const conversation = readInflatedConversation(
    traceWithGaps([
      ['s', '8100'],
      ['s', 6],
      ['s', '8100'],
    ]),
  );
  const index = conversation.units.findIndex(({ kind }) => kind === 'not-captured');
  const json = viaText(toUnitDocument(conversation, index, plainWords(conversation)));
  expect(connectionIn(json).chunks).toEqual([]);
});

describe('a trace that was written and read', () => {
  test('has the bytes, senders, times and signals of its segments, and then the other bytes', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const connection = connectionIn(viaText(encodeTraceJson(trace)));
        const fromEvents = connection.chunks.slice(0, trace.events.length);
        expect(fromEvents).toEqual(
          trace.events.map(({ direction, sentAtMs, range, signals, headLacks }) => ({
            direction,
            atMs: sentAtMs,
            offset: range.start,
            bytes: trace.streams[direction].read(range.start, range.end),
            signals,
            ...(headLacks && { headLacks }),
          })),
        );
        expect(connection.trace).toMatchObject({ events: trace.events });
        expect(connection.provenance).toEqual(trace.provenance);
      }),
      { seed: 6455 },
    );
  });

  test('has every captured byte', () => {
    fc.assert(
      fc.property(anyPiecesAndGaps, (pieces) => {
        const trace = traceWithGaps(pieces);
        const json = viaText(encodeTraceJson(trace));
        expect(streamsIn(connectionIn(json))).toEqual(streamsOf(trace));
        const eventless = viaText(encodeTraceJson({ ...trace, events: [] }));
        expect(streamsIn(connectionIn(eventless))).toEqual(streamsOf(trace));
      }),
      { seed: 6455 },
    );
  });

  test('leaves out what one segment has of a gap', () => {
    const trace = traceWithGaps([
      ['s', '8104 61'],
      ['s', 2],
      ['s', '62'],
    ]);
    const [event] = trace.events;
    const whole = { ...trace, events: [{ ...event!, range: { start: 0, end: 6 } }] };
    expect(plain(connectionIn(viaText(encodeTraceJson(whole))))).toEqual([
      { direction: 'server-to-client', offset: 0, atMs: 0, hex: '810461' },
      { direction: 'server-to-client', offset: 5, atMs: 0, hex: '62' },
    ]);
    const late = { ...trace, events: [{ ...event!, range: { start: 4, end: 6 } }] };
    expect(plain(connectionIn(viaText(encodeTraceJson(late))))).toEqual([
      { direction: 'server-to-client', offset: 5, atMs: 0, hex: '62' },
    ]);
  });
});

describe('a damaged document', () => {
  const conversation = readInflatedConversation(
    traceOf([
      ['c', REQUEST],
      ['s', RESPONSE],
      ['c', fromHex('818537fa213d7f9f4d5158')],
    ]),
  );
  const document = jsonOf(conversation);

  /** The document with one value replaced, given by its place; `undefined` takes it away. */
  function withValue(path: string, value: unknown): unknown {
    const copy = viaText(document);
    const names = path.split(/[.[\]]+/).filter((name) => name !== '');
    let holder = copy as Record<string, unknown>;
    for (const name of names.slice(0, -1)) holder = holder[name] as Record<string, unknown>;
    holder[names.at(-1)!] = value;
    return viaText(copy);
  }

  const FORMATS = '"ws-101-trace/1" or "ws-101-conversation/1" or "ws-101-unit/1"';

  test.each([
    { path: 'format', value: 'ws-101-conversation/2', expected: FORMATS },
    { path: 'format', value: 'ws-101-', expected: FORMATS },
    { path: 'provenance', value: undefined, expected: 'an object' },
    { path: 'endpoints.client.name', value: 1, expected: 'a string' },
    { path: 'compression', value: undefined, expected: 'an object' },
    {
      path: 'compression',
      value: { client: { contextTakeover: 1 } },
      expected: 'true or false',
      at: 'compression.client.contextTakeover',
    },
    ...[7, 16].map((windowBits) => ({
      path: 'compression',
      value: { client: { contextTakeover: true, windowBits } },
      expected: 'an integer from 8 to 15',
      at: 'compression.client.windowBits',
    })),
    { path: 'units', value: undefined, expected: 'an array' },
    { path: 'units', value: {}, expected: 'an array' },
    { path: 'units[2]', value: null, expected: 'an object' },
    { path: 'units[2].direction', value: 'up', expected: expect.stringContaining(' or ') },
    { path: 'units[2].kind', value: undefined, expected: 'a string' },
    { path: 'units[2].sentAtMs', value: 'soon', expected: 'a number' },
    { path: 'units[2].bytes.start', value: 7, expected: String(REQUEST.length) },
    { path: 'units[2].buffers.wire', value: undefined, expected: 'a string' },
    { path: 'units[2].buffers.wire', value: '818g', expected: 'hex' },
    { path: 'units[2].buffers.wire', value: '818', expected: 'hex' },
    { path: 'units[2].buffers.wire', value: '81 85', expected: 'hex' },
    { path: 'units[2].buffers.wire', value: '8100', expected: 'hex of 11 bytes' },
    {
      path: 'units[2].kind',
      value: 'not-captured',
      expected: 'no bytes',
      at: 'units[2].buffers.wire',
    },
  ])('is refused: $path is $value', ({ path, value, expected, at }) => {
    expect(readOwnExport(withValue(path, value))).toEqual({
      kind: 'problem',
      problem: { path: at ?? path, expected },
    });
  });

  test('names the place of its first problem', () => {
    expect(readOwnExport(withValue('units[1].buffers.wire', 'x'))).toMatchObject({
      problem: { path: 'units[1].buffers.wire' },
    });
  });

  test('of a trace is refused too', () => {
    const json = { ...(viaText(encodeTraceJson(conversation.trace)) as object), events: 1 };
    expect(readOwnExport(json)).toEqual({
      kind: 'problem',
      problem: { path: 'events', expected: 'an array' },
    });
  });

  test('has bytes or a problem, whichever value is another, and never throws', () => {
    const paths: string[] = [];
    const visit = (value: unknown, path: string) => {
      if (path !== '') paths.push(path);
      if (typeof value !== 'object' || value === null) return;
      for (const [name, child] of Object.entries(value)) visit(child, `${path}[${name}]`);
    };
    visit(document, '');
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 1 }), (path, value) => {
        const reading = readOwnExport(withValue(path, value));
        if (reading?.kind !== 'connections') return;
        const [request, response] = streamsIn(reading.connections[0]!);
        expect(request!.length).toBeGreaterThanOrEqual(2 * REQUEST.length);
        expect(response).toHaveLength(2 * RESPONSE.length);
      }),
      { seed: 6455, numRuns: 1000 },
    );
  });
});

test.each([null, 1, 'ws-101-trace/1', [], {}, { format: 1 }, { format: 'har' }])(
  'other JSON is not ours: %j',
  (json) => {
    expect(readOwnExport(json)).toBeNull();
  },
);

test('any JSON is read or not, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(() => readOwnExport(json)).not.toThrow();
    }),
    { seed: 6455 },
  );
});

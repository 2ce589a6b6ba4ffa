import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { conversationJsonPieces, toUnitDocument } from '#core/exports/dissection-json.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { HEAD_PARTS } from '#core/protocol/http/http-head.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { encodeTraceJson } from '#core/trace/trace-json.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { anyStream, traceOf, traceWithGaps } from '../conversation/streams.ts';
import { plainWords } from '../exports/plain-words.ts';
import { bestOf, hexOf, sourcesOf } from './reading-of.ts';

const HELLO = '810548656c6c6f';
const MASKED = '818537fa213d7f9f4d5158';

const jsonOf = (trace: Trace): string => {
  const conversation = readInflatedConversation(trace);
  return [...conversationJsonPieces(conversation, plainWords(conversation))].join('');
};

function traceIn(text: string): Trace {
  const reading = bestOf(text);
  expect(reading).toMatchObject({ form: 'own-export', confidence: 'sure', problems: [] });
  expect(reading.connections).toHaveLength(1);
  return pastedTrace(reading.connections[0]!).trace;
}

/** Both streams, with "--" for bytes that were not captured. */
const streamsOf = (trace: Trace) =>
  DIRECTIONS.map((direction) => {
    const { gaps } = trace.streams[direction];
    const isMissing = (at: number) => gaps.some(({ start, end }) => start <= at && at < end);
    return Array.from(readStream(trace, direction), (byte, at) =>
      isMissing(at) ? '--' : toHex(Uint8Array.of(byte)),
    ).join('');
  });

/** Who sent what and when, counted from the first time. */
const eventsOf = ({ events }: Trace) => {
  const firstMs = events.find(({ sentAtMs }) => sentAtMs !== null)?.sentAtMs ?? 0;
  return events.map(({ direction, range, sentAtMs, signals }) => ({
    direction,
    range,
    signals,
    sentAtMs: sentAtMs === null ? null : sentAtMs - firstMs,
  }));
};

const anyPieces = fc
  .array(
    fc.record({
      side: fc.constantFrom('c' as const, 's' as const),
      bytes: anyStream.filter(({ length }) => length > 0),
      gap: fc.option(fc.integer({ min: 1, max: 20 })),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((pieces) =>
    pieces.flatMap(({ side, bytes, gap }) =>
      gap === null ? [[side, bytes] as const] : [[side, gap] as const, [side, bytes] as const],
    ),
  );

describe('a conversation that was exported and pasted', () => {
  test('has the same bytes and the same gaps', () => {
    fc.assert(
      fc.property(anyPieces, (pieces) => {
        const trace = traceWithGaps(pieces);
        expect(streamsOf(traceIn(jsonOf(trace)))).toEqual(streamsOf(trace));
      }),
      { numRuns: 100 },
    );
  });

  test('has the senders and the times of its units', () => {
    fc.assert(
      fc.property(anyPieces, (pieces) => {
        const conversation = readInflatedConversation(traceWithGaps(pieces));
        const captured = conversation.units.flatMap((unit, index) =>
          unit.kind === 'not-captured'
            ? []
            : [[unit.direction, unit.range, conversation.deliveries[index]?.sentAtMs ?? null]],
        );
        const firstMs = captured.find(([, , atMs]) => atMs !== null)?.[2] ?? 0;
        expect(
          eventsOf(traceIn(jsonOf(conversation.trace))).map((event) => [
            event.direction,
            event.range,
            event.sentAtMs,
          ]),
        ).toEqual(
          captured.map(([direction, range, atMs]) => [
            direction,
            range,
            atMs === null ? null : Number(atMs) - Number(firstMs),
          ]),
        );
      }),
      { numRuns: 100 },
    );
  });

  test('has the place of each byte', () => {
    const text = jsonOf(traceOf([['s', fromHex(HELLO)]]));
    expect(sourcesOf(text, bestOf(text))).toEqual(HELLO.match(/../g));
  });

  test('is read behind quote marks of a mail', () => {
    const text = jsonOf(traceOf([['c', fromHex(MASKED)]])).trimEnd();
    expect(hexOf(bestOf(text.replaceAll(/^/gm, '> ')))).toBe(MASKED);
  });

  test('is one connection of several documents', () => {
    const text = jsonOf(traceOf([['s', fromHex('8900')]]));
    expect(bestOf(text + text).connections.map(({ name }) => name)).toEqual(['1', '2']);
  });
});

describe('a trace that was exported and pasted', () => {
  test('has the same bytes, gaps, senders, times and signals', () => {
    fc.assert(
      fc.property(anyPieces, (pieces) => {
        const trace = traceWithGaps(pieces);
        const read = traceIn(JSON.stringify(encodeTraceJson(trace)));
        expect(streamsOf(read)).toEqual(streamsOf(trace));
        expect(eventsOf(read)).toEqual(eventsOf(trace));
      }),
      { numRuns: 100 },
    );
  });

  test('has segments without bytes', () => {
    const trace = traceOf([
      ['c', fromHex('')],
      ['s', fromHex('8900')],
    ]);
    const events = trace.events.map((event) => ({ ...event, signals: ['ack' as const] }));
    const read = traceIn(JSON.stringify(encodeTraceJson({ ...trace, events })));
    expect(eventsOf(read)).toEqual(eventsOf({ ...trace, events }));
  });

  test('has heads of which only a part is known', () => {
    const trace = traceOf([['c', new TextEncoder().encode('GET / HTTP/1.1\r\nHost: a\r\n\r\n')]]);
    const events = trace.events.map((event) => ({ ...event, headLacks: HEAD_PARTS }));
    const read = traceIn(JSON.stringify(encodeTraceJson({ ...trace, events })));
    expect(read.events.map(({ headLacks }) => headLacks)).toEqual([HEAD_PARTS]);
  });
});

test('one unit that was exported and pasted has its bytes', () => {
  const conversation = readInflatedConversation(
    traceOf([
      ['c', fromHex(MASKED)],
      ['s', fromHex(HELLO)],
    ]),
  );
  const text = JSON.stringify(toUnitDocument(conversation, 1, plainWords(conversation)), null, 2);
  const { connections } = bestOf(text);
  expect(hexOf(bestOf(text))).toBe(HELLO);
  expect(connections[0]?.chunks.map(({ direction }) => direction)).toEqual(['server-to-client']);
});

describe('an export that was damaged', () => {
  const WHOLE = jsonOf(
    traceOf([
      ['c', fromHex(MASKED)],
      ['s', fromHex(HELLO)],
    ]),
  );

  test.each([
    ['a byte', `"wire":"${HELLO}"`, '"wire":"8105"', 'units[1].buffers.wire', MASKED],
    ['a digit', `"wire":"${HELLO}"`, '"wire":"8105x"', 'units[1].buffers.wire', MASKED],
    ['a side', '"direction":"server-to-client"', '"direction":"up"', 'units[1].direction', MASKED],
    ['the version', '"ws-101-conversation/1"', '"ws-101-conversation/9"', 'format', ''],
    ['what is known of it', '"provenance"', '"other"', 'provenance', ''],
  ])('in %s names the member, and has what precedes it', (_, from, to, path, hex) => {
    expect(WHOLE).toContain(from);
    const text = WHOLE.replace(from, to);
    const reading = bestOf(text);
    expect(reading.form).toBe('own-export');
    expect(reading.problems).toMatchObject([{ kind: 'damaged-export', path }]);
    expect(hexOf(reading)).toBe(hex);
  });

  test('by a cut has what is there of it', () => {
    const reading = bestOf(WHOLE.slice(0, WHOLE.indexOf(HELLO) + 9));
    expect(reading.problems).toMatchObject([{ kind: 'cut-json' }]);
    expect(hexOf(reading)).toBe(MASKED + HELLO.slice(0, 8));
  });

  test('anywhere by a cut has no byte that it hadn’t', () => {
    fc.assert(
      fc.property(fc.nat(WHOLE.length), (end) => {
        for (const { form, connections } of [bestOf(WHOLE.slice(0, end))]) {
          if (form !== 'own-export') continue;
          expect((MASKED + HELLO).startsWith(toHex(connections[0]!.bytes))).toBe(true);
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { readConversation, unitBytes } from '#core/conversation/conversation.ts';
import type { Trace } from '#core/trace/trace.ts';
import { findResumption } from '#core/conversation/resumption.ts';
import { toLatin1 } from '#core/bytes/text.ts';
import { anyStream, REQUEST, RESPONSE, traceOf, traceWithGaps } from './streams.ts';

const FROM_CLIENT = fromHex('81 82 01 02 03 04 69 6b');
const FROM_SERVER = fromHex('81 02 68 69');

const kinds = (trace: Trace) =>
  readConversation(trace).units.map(({ direction, kind }) => `${direction[0]} ${kind}`);

describe('units of both directions', () => {
  test('are in the order of sending', () => {
    const trace = traceOf([
      ['c', REQUEST],
      ['s', concatBytes([RESPONSE, FROM_SERVER])],
      ['c', FROM_CLIENT],
      ['s', FROM_SERVER],
      ['c', FROM_CLIENT],
    ]);
    expect(kinds(trace)).toEqual([
      'c request',
      's response',
      's frame',
      'c frame',
      's frame',
      'c frame',
    ]);
  });

  test('begin where their first byte was sent', () => {
    const trace = traceOf([
      ['c', concatBytes([REQUEST, FROM_CLIENT.subarray(0, 3)])],
      ['s', RESPONSE],
      ['c', FROM_CLIENT.subarray(3)],
    ]);
    const { units, deliveries } = readConversation(trace);
    expect(units.map(({ kind }) => kind)).toEqual(['request', 'frame', 'response']);
    expect(deliveries.map(({ eventIndices }) => eventIndices)).toEqual([[0], [0, 2], [1]]);
    expect(deliveries.map(({ sentAtMs }) => sentAtMs)).toEqual([0, 0, 1]);
  });

  test('keep the order of their stream, whatever order its segments came in', () => {
    const inOrder = traceOf([
      ['c', FROM_CLIENT],
      ['c', FROM_CLIENT],
      ['s', FROM_SERVER],
    ]);
    const [first, second, third] = inOrder.events;
    const trace = { ...inOrder, events: [second!, third!, first!] };
    const { units } = readConversation(trace);
    expect(units.map(({ direction, range }) => `${direction[0]} ${range.start}`)).toEqual([
      's 0',
      'c 0',
      'c 8',
    ]);
  });

  test('without any event are one direction after the other', () => {
    const trace = {
      ...traceOf([
        ['s', FROM_SERVER],
        ['c', FROM_CLIENT],
      ]),
      events: [],
    };
    expect(kinds(trace)).toEqual(['c frame', 's frame']);
  });

  test('that no event carried are before all others', () => {
    const trace = traceOf([
      ['s', FROM_SERVER],
      ['c', FROM_CLIENT],
    ]);
    const events = trace.events.filter(({ direction }) => direction === 'server-to-client');
    expect(kinds({ ...trace, events })).toEqual(['c frame', 's frame']);
  });

  test('of a gap are where the first byte after it is', () => {
    const trace = traceWithGaps([
      ['s', FROM_SERVER],
      ['c', FROM_CLIENT],
      ['s', 4],
      ['s', FROM_SERVER],
    ]);
    expect(kinds(trace)).toEqual(['s frame', 'c frame', 's not-captured', 's unplaced']);
  });

  test('give their bytes back', () => {
    fc.assert(
      fc.property(anyStream, anyStream, (up, down) => {
        const trace = traceOf([
          ['c', up],
          ['s', down],
        ]);
        const { units } = readConversation(trace);
        const from = (direction: string) =>
          concatBytes(
            units
              .filter((unit) => unit.direction === direction)
              .map((unit) => unitBytes(trace, unit)),
          );
        expect(toHex(from('client-to-server'))).toBe(toHex(up));
        expect(toHex(from('server-to-client'))).toBe(toHex(down));
      }),
      { seed: 6455, numRuns: 200 },
    );
  });
});

test('messages of both directions are in the order in which they began', () => {
  const { messages } = readConversation(
    traceOf([
      ['c', FROM_CLIENT],
      ['s', FROM_SERVER],
      ['s', fromHex('01 01 68')],
      ['c', FROM_CLIENT],
      ['s', fromHex('80 01 69')],
    ]),
  );
  expect(messages.map(({ unitIndices }) => unitIndices)).toEqual([[0], [1], [2, 4], [3]]);
});

describe('after a gap', () => {
  const read = (trace: Trace) =>
    readConversation(trace, { parts: { findResumption } }).units.map(
      ({ direction, kind, range }) => `${direction[0]} ${kind} ${range.start}-${range.end}`,
    );
  const COMPRESSED = 'c1 07 f2 48 cd c9 c9 07 00';

  test('frames are not searched for where only segments of the other direction begin', () => {
    const trace = traceWithGaps([
      ['c', fromHex('81 84 00 00 00 00 61 62 63 64')],
      ['s', 8],
      ['c', FROM_CLIENT],
      ['s', '00 00 81 02 68 69'],
    ]);
    expect(read(trace).slice(2)).toEqual(['s not-captured 0-8', 's unplaced 8-14']);
  });

  test('frames are found whatever order the segments came in', () => {
    const trace = traceWithGaps([
      ['s', FROM_SERVER],
      ['s', 4],
      ['s', 'ff ff ff'],
      ['s', FROM_SERVER],
      ['s', FROM_SERVER],
    ]);
    expect(read({ ...trace, events: trace.events.toReversed() })).toEqual([
      's frame 0-4',
      's not-captured 4-8',
      's unplaced 8-11',
      's frame 11-15',
      's frame 15-19',
    ]);
  });

  test('frames can be compressed if the response was not captured', () => {
    const trace = traceWithGaps([
      ['c', REQUEST],
      ['s', 100],
      ['s', COMPRESSED],
    ]);
    expect(read(trace).at(-1)).toBe('s frame 100-109');
  });

  test('frames can be compressed if the gap is in the response', () => {
    const begin = toLatin1('HTTP/1.1 101 A\r\nSec-WebSocket-Extensions: ');
    const trace = traceWithGaps([
      ['c', REQUEST],
      ['s', begin],
      ['s', 18],
      ['s', concatBytes([toLatin1('\r\n\r\n'), fromHex(COMPRESSED)])],
    ]);
    const at = begin.length + 22;
    expect(read(trace).at(-1)).toBe(`s frame ${at}-${at + 9}`);
  });
});

describe('after a 101, bytes of the client are frames', () => {
  const kindsAfter = (bytes: Uint8Array, response = RESPONSE) =>
    readConversation(
      traceOf([
        ['c', REQUEST],
        ['s', response],
        ['c', bytes],
      ]),
    )
      .units.filter(({ direction }) => direction === 'client-to-server')
      .map(({ kind }) => kind);

  test.each(['HTTP/1.1 400 Bad Request\0', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', '\r\n'])(
    'even if they look like %j',
    (text) => {
      expect(kindsAfter(toLatin1(text))[1]).toMatch(/^(frame|cut-header)$/);
    },
  );

  test('whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        expect(kindsAfter(bytes)[1]).toMatch(/^(frame|cut-header)$/);
      }),
    );
  });

  test('but after another response a request can follow', () => {
    const rejected = toLatin1('HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n');
    expect(kindsAfter(REQUEST, rejected)).toEqual(['request', 'request']);
    const both = concatBytes([rejected, RESPONSE]);
    const kindsOfAll = kindsAfter(concatBytes([REQUEST, REQUEST]), both);
    expect(kindsOfAll.slice(0, 3)).toEqual(['request', 'request', 'frame']);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { readConversation, unitBytes } from '#core/conversation/conversation.ts';
import type { Trace } from '#core/trace/trace.ts';
import { anyStream, REQUEST, RESPONSE, traceOf } from './streams.ts';

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

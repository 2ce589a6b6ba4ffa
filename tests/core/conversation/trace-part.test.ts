import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { readConversation, unitBytes } from '#core/conversation/conversation.ts';
import { partOfTrace, windowAround } from '#core/conversation/trace-part.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { REQUEST, RESPONSE, traceOf, traceWithGaps } from './streams.ts';

const text = (from: 'c' | 's', payload: string): readonly ['c' | 's', Uint8Array] => [
  from,
  encodeFrame({
    opcode: 1,
    maskingKey: from === 'c' ? Uint8Array.of(1, 2, 3, 4) : null,
    payload: new TextEncoder().encode(payload),
  }),
];

const long = readConversation(
  traceOf([
    ['c', REQUEST],
    ['s', RESPONSE],
    ...Array.from({ length: 40 }, (_, at) => text(at % 3 === 0 ? 'c' : 's', `message ${at}`)),
  ]),
);

test.each([
  [0, 42, 8, { first: 0, count: 8 }],
  [20, 42, 8, { first: 18, count: 8 }],
  [41, 42, 8, { first: 34, count: 8 }],
  [3, 5, 8, { first: 0, count: 5 }],
])('around unit %i of %i, %i are %j', (unitIndex, all, most, expected) => {
  expect(windowAround(unitIndex, all, most)).toEqual(expected);
});

test('a part has the units of its window, in their order, and nothing else', () => {
  fc.assert(
    fc.property(fc.nat(41), fc.integer({ min: 1, max: 42 }), (unitIndex, most) => {
      const window = windowAround(unitIndex, long.units.length, most);
      const part = readConversation(partOfTrace(long, window));
      const bytesOf = ({ units, trace }: typeof long) =>
        units.map((unit) => `${unit.direction} ${toHex(unitBytes(trace, unit))}`);
      expect(bytesOf(part)).toEqual(bytesOf(long).slice(window.first, window.first + window.count));
      expect(part.deliveries[0]?.sentAtMs).toBe(0);
    }),
  );
});

test('a part with both ends is the whole', () => {
  const whole = partOfTrace(long, { first: 0, count: 42 });
  expect(whole.events).toEqual(long.trace.events);
});

test('gaps stay where they are', () => {
  const conversation = readConversation(
    traceWithGaps([
      ['s', '81 01 61'],
      ['s', '81 05 62'],
      ['s', 4],
      ['s', '81 01 63'],
    ]),
  );
  const part = partOfTrace(conversation, { first: 1, count: 3 });
  expect(part.streams['server-to-client'].gaps).toEqual([{ start: 3, end: 7 }]);
  expect(readConversation(part).units.map(({ kind }) => kind)).toEqual([
    'frame',
    'not-captured',
    'frame',
  ]);
});

import * as fc from 'fast-check';
import { deflateRawSync, constants } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHexByte } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import {
  filterUnits,
  isFiltering,
  NO_FILTER,
  unitKind,
  type UnitFilter,
} from '#core/conversation/unit-filter.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { REQUEST, RESPONSE, traceOf } from './streams.ts';

/** Unmasked, 125 bytes of payload at most. */
function frame(first: string, payload: Uint8Array): Uint8Array {
  return concatBytes([fromHex(`${first}${toHexByte(payload.length)}`), payload]);
}

const said = readInflatedConversation(
  rawTrace(
    concatBytes([
      frame('81', toUtf8('Hello, world')), // 0
      frame('01', toUtf8('Auf Wieder')), // 1
      frame('89', toUtf8('are you there?')), // 2
      frame('80', toUtf8('sehen, Welt')), // 3
      frame('82', fromHex('00ff41fe')), // 4
      frame('83', toUtf8('hello again')), // 5, reserved
      frame('88', concatBytes([fromHex('03e9'), toUtf8('ÄRGER')])), // 6
    ]),
  ),
);

const find = (filter: Partial<UnitFilter>, most?: number) =>
  filterUnits(said, { ...NO_FILTER, ...filter }, most);

describe('a filter', () => {
  test.each<[name: string, filter: Partial<UnitFilter>, indices: number[]]>([
    ['of nothing lets all through', {}, [0, 1, 2, 3, 4, 5, 6]],
    ['by kind', { kind: 'ping' }, [2]],
    ['by kind: reserved opcodes', { kind: 'reserved' }, [5]],
    ['by kind: continuations', { kind: 'continuation' }, [3]],
    ['by findings', { hasFindings: true }, [5]],
    ['by direction', { direction: 'server-to-client' }, [0, 1, 2, 3, 4, 5, 6]],
    ['by the other direction', { direction: 'client-to-server' }, []],
    ['by text, whatever its case', { text: 'HELLO' }, [0, 5]],
    ['by text across fragments: the whole message', { text: 'wiedersehen' }, [1, 3]],
    ['by text in the second fragment', { text: 'welt' }, [1, 3]],
    ['by text with an umlaut', { text: 'ärger' }, [6]],
    ['by text between other bytes', { text: 'A\ufffd' }, [4]],
    ['by all of them', { text: 'hello', hasFindings: true }, [5]],
    ['by text and kind: only that fragment', { text: 'wieder', kind: 'continuation' }, [3]],
    ['by a text that is nowhere', { text: 'nowhere' }, []],
  ])('%s', (_, filter, indices) => {
    expect(find(filter)).toEqual({ indices, stoppedAt: null });
  });

  test('by text finds letters whose uppercase is longer', () => {
    const greeting = readInflatedConversation(rawTrace(frame('81', toUtf8('Viele Grüße'))));
    const indicesOf = (text: string) => filterUnits(greeting, { ...NO_FILTER, text }).indices;
    expect(['GRÜSSE', 'grüsse', 'GRÜẞE', 'grüße'].map(indicesOf)).toEqual([[0], [0], [0], [0]]);
    expect(indicesOf('gruesse')).toEqual([]);
  });

  test('by text reads masked frames and heads', () => {
    const conversation = readInflatedConversation(
      traceOf([
        ['c', REQUEST],
        ['s', RESPONSE],
        ['c', fromHex('8185 37fa213d 7f9f4d5158')],
        ['s', fromHex('8102 6869')],
      ]),
    );
    expect(conversation.units.map(unitKind)).toEqual(['head', 'head', 'text', 'text']);
    const indicesOf = (text: string) => filterUnits(conversation, { ...NO_FILTER, text }).indices;
    expect(indicesOf('HELLO')).toEqual([2]);
    expect(indicesOf('websocket-accept')).toEqual([1]);
  });

  test('by text reads what a compressed frame inflates to', () => {
    const flushed = deflateRawSync(toUtf8('Compressed hello'), {
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    const plain = { contextTakeover: true, windowBits: 15 };
    const conversation = readInflatedConversation(rawTrace(frame('c1', flushed.subarray(0, -4))), {
      compression: { client: plain, server: plain },
    });
    expect(filterUnits(conversation, { ...NO_FILTER, text: 'HELLO' }).indices).toEqual([0]);
  });

  test.each([
    ['before the first is through', 4, { indices: [], stoppedAt: 0 }],
    ['between two', 12, { indices: [0], stoppedAt: 1 }],
    ['inside a later one', 240, { indices: [0], stoppedAt: 2 }],
    ['at the last', 10_000, { indices: [0, 5], stoppedAt: null }],
  ])('by text reports where it stopped looking: %s', (_, most, expected) => {
    expect(find({ text: 'hello' }, most)).toEqual(expected);
  });

  test('by text stops as soon as the limit is used up', () => {
    const conversation = readInflatedConversation(
      rawTrace(
        concatBytes([
          frame('81', toUtf8('Hello, world')),
          frame('82', toUtf8('')),
          frame('81', toUtf8('hello')),
        ]),
      ),
    );
    // 12 bytes of content, and 100 for looking at the unit.
    const found = filterUnits(conversation, { ...NO_FILTER, text: 'hello' }, 112);
    expect(found).toEqual({ indices: [0], stoppedAt: 1 });
  });

  test('by text goes on while any of the limit is left', () => {
    const conversation = readInflatedConversation(
      rawTrace(
        concatBytes([
          frame('81', toUtf8('Hello, world')),
          frame('82', toUtf8('')),
          frame('81', toUtf8('hello')),
        ]),
      ),
    );
    const found = filterUnits(conversation, { ...NO_FILTER, text: 'hello' }, 113);
    expect(found).toEqual({ indices: [0], stoppedAt: 2 });
  });

  // All units contain 62 bytes before the last, which has 8, and 100 are for looking at each; the
  // two fragments are looked at together.
  test.each([
    ['reads a fragmented message once', 'nowhere', 562 + 8, { indices: [], stoppedAt: null }],
    ['notices that the last is one byte longer', 'nowhere', 569, { indices: [], stoppedAt: 6 }],
    ['stops between fragments', 'wiedersehen', 112 + 121, { indices: [1], stoppedAt: 2 }],
    ['stops inside a message', 'wiedersehen', 112 + 10, { indices: [], stoppedAt: 1 }],
  ])('by text %s', (_, text, most, expected) => {
    expect(find({ text }, most)).toEqual(expected);
  });

  test('without a text reads nothing', () => {
    expect(find({}, 4)).toEqual({ indices: [0, 1, 2, 3, 4, 5, 6], stoppedAt: null });
  });

  test('knows whether it filters', () => {
    expect(isFiltering(NO_FILTER)).toBe(false);
    expect(isFiltering({ ...NO_FILTER, direction: 'client-to-server' })).toBe(true);
    expect(isFiltering({ ...NO_FILTER, kind: 'ping' })).toBe(true);
    expect(isFiltering({ ...NO_FILTER, text: 'a' })).toBe(true);
    expect(isFiltering({ ...NO_FILTER, hasFindings: true })).toBe(true);
  });

  test('of any bytes gives ascending indices, and the same ones by each kind in turn', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 3 }), (bytes, text) => {
        const conversation = readInflatedConversation(rawTrace(bytes));
        const { indices } = filterUnits(conversation, { ...NO_FILTER, text });
        expect(indices).toEqual([...new Set(indices)].toSorted((a, b) => a - b));
        const kinds = new Set(conversation.units.map(unitKind));
        const byKind = [...kinds].flatMap(
          (kind) => filterUnits(conversation, { ...NO_FILTER, kind, text }).indices,
        );
        expect(byKind.toSorted((a, b) => a - b)).toEqual(indices);
      }),
      { seed: 101 },
    );
  });
});

import * as fc from 'fast-check';
import { deflateRawSync, constants } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex, toHexByte } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { compileRegex } from '#core/conversation/linear-regex.ts';
import { readPattern, type PatternForm } from '#core/conversation/search-pattern.ts';
import {
  isFiltering,
  NO_FILTER,
  unitKind,
  type UnitFilter,
} from '#core/conversation/unit-filter.ts';
import { UnitSearch } from '#core/conversation/unit-search.ts';
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

type Wanted = Partial<UnitFilter> & { readonly text?: string };

function search(
  conversation: Conversation,
  { text = '', ...filter }: Wanted,
  form: PatternForm = 'text',
): readonly number[] {
  const reading = readPattern({ form, text }, compileRegex);
  const matches = reading.kind === 'matcher' ? reading.matches : null;
  return new UnitSearch(conversation, { ...NO_FILTER, ...filter }, matches).step().found;
}

const find = (wanted: Wanted, form?: PatternForm) => search(said, wanted, form);

describe('a filter', () => {
  test.each<[name: string, filter: Wanted, indices: number[]]>([
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
    ['without pings and pongs', { hidesHeartbeats: true }, [0, 1, 3, 4, 5, 6]],
    ['by the least size', { size: { least: 14, most: null } }, [0, 2]],
    ['by the most size', { size: { least: null, most: 9 } }, [4]],
    ['by both sizes', { size: { least: 13, most: 13 } }, [3, 5]],
    ['by time, of which a paste has none', { time: { least: 0, most: null } }, []],
  ])('%s', (_, filter, indices) => {
    expect(find(filter)).toEqual(indices);
  });

  test('by time has both bounds', () => {
    const conversation = readInflatedConversation(
      traceOf([0, 1, 2, 3].map((number) => ['s', frame('82', Uint8Array.of(number))])),
    );
    expect(search(conversation, { time: { least: 1, most: 2 } })).toEqual([1, 2]);
    expect(search(conversation, { time: { least: null, most: 0 } })).toEqual([0]);
  });

  test.each<[name: string, form: PatternForm, text: string, indices: number[]]>([
    ['hex', 'hex', '00ff41', [4]],
    ['hex with spaces and prefixes', 'hex', '0x00, 0xFF', [4]],
    ['hex that begins twice', 'hex', '6c 6c 6f', [0, 5]],
    ['hex across fragments', 'hex', toHex(toUtf8('dersehen')), [1, 3]],
    ['a regular expression', 'regex', 'H.llo', [0]],
    ['one in any case', 'regex', '(?i)h.llo', [0, 5]],
    ['one with anchors', 'regex', '^are.*[?]$', [2]],
    ['one that takes other engines forever', 'regex', '(a*)*b$', []],
  ])('by %s', (_, form, text, indices) => {
    expect(find({ text }, form)).toEqual(indices);
  });

  test('by text finds letters whose uppercase is longer', () => {
    const greeting = readInflatedConversation(rawTrace(frame('81', toUtf8('Viele Grüße'))));
    const indicesOf = (text: string) => search(greeting, { text });
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
    const indicesOf = (text: string) => search(conversation, { text });
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
    expect(search(conversation, { text: 'HELLO' })).toEqual([0]);
  });

  test('knows whether it filters', () => {
    expect(isFiltering(NO_FILTER)).toBe(false);
    expect(isFiltering({ ...NO_FILTER, direction: 'client-to-server' })).toBe(true);
    expect(isFiltering({ ...NO_FILTER, kind: 'ping' })).toBe(true);
    expect(isFiltering({ ...NO_FILTER, hidesHeartbeats: true })).toBe(true);
    expect(isFiltering({ ...NO_FILTER, size: { least: 1, most: null } })).toBe(true);
    expect(isFiltering({ ...NO_FILTER, time: { least: null, most: 0 } })).toBe(true);
    expect(isFiltering({ ...NO_FILTER, hasFindings: true })).toBe(true);
  });

  test('of any bytes gives ascending indices, and the same ones by each kind in turn', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 3 }), (bytes, text) => {
        const conversation = readInflatedConversation(rawTrace(bytes));
        const indices = search(conversation, { text });
        expect(indices).toEqual([...new Set(indices)].toSorted((a, b) => a - b));
        const kinds = new Set(conversation.units.map(unitKind));
        const byKind = [...kinds].flatMap((kind) => search(conversation, { kind, text }));
        expect(byKind.toSorted((a, b) => a - b)).toEqual(indices);
      }),
      { seed: 101 },
    );
  });
});

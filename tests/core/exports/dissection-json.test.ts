import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { unitBytes } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import {
  conversationJsonPieces,
  toConversationDocument,
  toUnitDocument,
  type FieldJson,
} from '#core/exports/dissection-json.ts';
import { rawTrace } from '#core/paste/assembly/raw-trace.ts';
import { exampleFrames } from '#content/examples/examples.ts';
import { conversationWords } from '#content/decode/export-words.ts';
import { RESPONSE, REQUEST, traceOf } from '../conversation/streams.ts';
import { plainWords } from './plain-words.ts';

const conversation = readInflatedConversation(rawTrace(concatBytes(exampleFrames())));
const words = plainWords(conversation);

test('the RFC’s masked “Hello” as a program reads it', () => {
  const hello = readInflatedConversation(rawTrace(fromHex('818537fa213d7f9f4d5158')));
  const document = toUnitDocument(hello, 0, plainWords(hello));
  expect(document).toMatchObject({
    format: 'ws-101-unit/1',
    provenance: { kind: 'pasted' },
    unit: {
      title: 'Unit 0: frame',
      direction: 'client-to-server',
      bytes: { start: 0, end: 11 },
      missing: 0,
      buffers: { wire: '818537fa213d7f9f4d5158', unmasked: '48656c6c6f' },
      findings: [],
    },
  });
  expect(document.unit.fields.map(({ id, value }) => [id, value])).toEqual([
    ['frame.fin', true],
    ['frame.rsv1', false],
    ['frame.rsv2', false],
    ['frame.rsv3', false],
    ['frame.opcode', 1],
    ['frame.mask', true],
    ['frame.length', 5],
    ['frame.masking-key', '37fa213d'],
    ['frame.payload', '7f9f4d5158'],
    ['payload.text', 'Hello'],
  ]);
  expect(document.unit.fields[7]).toEqual({
    id: 'frame.masking-key',
    label: 'frame.masking-key',
    buffer: 'wire',
    bits: { start: 16, end: 48 },
    kind: 'mask',
    type: 'bytes',
    value: '37fa213d',
    meaning: '',
    reference: 'RFC 6455 §5.3',
    fields: [],
  });
});

describe('a conversation', () => {
  const document = toConversationDocument(conversation, words);

  test('holds each unit’s bytes, and its findings', () => {
    expect(document.units.map(({ buffers }) => buffers.wire)).toEqual(
      conversation.units.map((unit) => toHex(unitBytes(conversation.trace, unit))),
    );
    expect(document.units.map(({ findings }) => findings.map(({ rule }) => rule))).toEqual([
      [],
      [],
      [],
      ['close.code-not-sendable'],
    ]);
    expect(document.units[3]?.findings[0]).toMatchObject({
      buffer: 'unmasked',
      bits: { start: 0, end: 16 },
      receiver: 'unsaid',
      reaction: 'fails',
      closeCode: 1002,
      reference: 'RFC 6455 §7.4.1',
    });
  });

  test('holds its messages, put together', () => {
    expect(document.messages).toEqual([
      {
        title: 'Message 0',
        direction: 'client-to-server',
        type: 'text',
        units: [0, 2],
        isFinished: true,
        size: 5,
        hex: '48656c6c6f',
        text: 'Hello',
      },
    ]);
  });

  test('stays the same through JSON, heads, cut frames and lengths past 2^53 included', () => {
    const trace = traceOf([
      ['c', REQUEST],
      ['s', RESPONSE],
      ['s', fromHex('827fffffffffffffffff00')],
      ['c', fromHex('81fe')],
    ]);
    const odd = readInflatedConversation(trace);
    const whole = toConversationDocument(odd, conversationWords(odd));
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
    const pieces = conversationJsonPieces(odd, conversationWords(odd));
    expect(JSON.parse([...pieces].join(''))).toEqual(whole);
    const length = (fields: readonly FieldJson[] = []) =>
      fields.find(({ id }) => id === 'frame.extended-length')?.value;
    expect(whole.units.map(({ kind, missing, fields }) => [kind, missing, length(fields)])).toEqual(
      [
        ['request', 0, undefined],
        ['response', 0, undefined],
        ['frame', '18446744073709551614', '18446744073709551615'],
        ['cut-header', 6, undefined],
      ],
    );
  });

  test('is refused for a unit that there is not', () => {
    expect(() => toUnitDocument(conversation, 9, words)).toThrow('expected a unit 9, got none');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import type { Field, FieldId } from '#core/dissection/field.ts';
import { payloadOf } from '#core/conversation/message.ts';
import { applyEdit } from '#core/editing/edit.ts';
import { parseFieldValue } from '#core/editing/field-value-parser.ts';
import {
  announceLength,
  replacePayload,
  setClose,
  type EditOptions,
} from '#core/editing/set-payload.ts';
import { setField } from '#core/editing/set-field.ts';
import { anyStream, REQUEST, traceOf } from '../conversation/streams.ts';
import { bytesAfter, conversationOf, editIn, fieldOf, frameAt } from './editing.ts';

const HELLO = '81 85 37 fa 21 3d 7f 9f 4d 51 58';
const PLAIN = '81 05 48 65 6c 6c 6f';
const LONG = `82 7e 00 7e ${'00 '.repeat(126)}`.trim();

/** The first frame after `text` is typed into a field. */
function typed(hex: string, id: FieldId, text: string, options: EditOptions = {}) {
  const conversation = conversationOf(hex, (fromHex(hex)[1] ?? 0) & 0x80 ? 'c' : 's');
  const unit = frameAt(conversation);
  const parsed = parseFieldValue(id, text);
  if (parsed.kind === 'problem') return parsed.problem;
  const field = fieldOf(conversation, unit, id);
  const outcome = setField(conversation, unit, field, parsed.value, options);
  return outcome.kind === 'problem' ? outcome.problem : bytesAfter(conversation, outcome.edit);
}

const BITS: EditOptions = { keeps: 'bytes' };

test.each<{
  name: string;
  hex: string;
  id: FieldId;
  text: string;
  options?: EditOptions;
  gives: string;
}>([
  {
    name: 'FIN cleared',
    hex: HELLO,
    id: 'frame.fin',
    text: '0',
    gives: '01 85 37 fa 21 3d 7f 9f 4d 51 58',
  },
  { name: 'RSV1 set', hex: PLAIN, id: 'frame.rsv1', text: '1', gives: 'c1 05 48 65 6c 6c 6f' },
  { name: 'RSV2 set', hex: PLAIN, id: 'frame.rsv2', text: '1', gives: 'a1 05 48 65 6c 6c 6f' },
  { name: 'RSV3 set', hex: PLAIN, id: 'frame.rsv3', text: '1', gives: '91 05 48 65 6c 6c 6f' },
  {
    name: 'the opcode by name',
    hex: PLAIN,
    id: 'frame.opcode',
    text: 'ping',
    gives: '89 05 48 65 6c 6c 6f',
  },
  {
    name: 'the opcode by number',
    hex: PLAIN,
    id: 'frame.opcode',
    text: '0xB',
    gives: '8b 05 48 65 6c 6c 6f',
  },
  { name: 'the mask taken off', hex: HELLO, id: 'frame.mask', text: '0', gives: PLAIN },
  { name: 'the mask put on', hex: PLAIN, id: 'frame.mask', text: '1', gives: HELLO },
  {
    name: 'the mask put on with a key of one’s own',
    hex: PLAIN,
    id: 'frame.mask',
    text: '1',
    options: { maskingKey: fromHex('00 00 00 00') },
    gives: '81 85 00 00 00 00 48 65 6c 6c 6f',
  },
  {
    name: 'the MASK bit alone',
    hex: PLAIN,
    id: 'frame.mask',
    text: '1',
    options: BITS,
    gives: '81 85 48 65 6c 6c 6f',
  },
  {
    name: 'the key, and the payload masked by it',
    hex: HELLO,
    id: 'frame.masking-key',
    text: '00 00 00 00',
    gives: '81 85 00 00 00 00 48 65 6c 6c 6f',
  },
  {
    name: 'the key alone',
    hex: HELLO,
    id: 'frame.masking-key',
    text: '00000000',
    options: BITS,
    gives: '81 85 00 00 00 00 7f 9f 4d 51 58',
  },
  {
    name: 'a length that is a lie',
    hex: PLAIN,
    id: 'frame.length',
    text: '6',
    gives: '81 06 48 65 6c 6c 6f',
  },
  {
    name: 'a larger one in a longer form',
    hex: PLAIN,
    id: 'frame.length',
    text: '300',
    gives: '81 7e 01 2c 48 65 6c 6c 6f',
  },
  {
    name: 'the bits of the length alone',
    hex: PLAIN,
    id: 'frame.length',
    text: '126',
    options: BITS,
    gives: '81 7e 48 65 6c 6c 6f',
  },
  {
    name: 'a length that its bits can’t hold',
    hex: PLAIN,
    id: 'frame.length',
    text: '128',
    options: BITS,
    gives: 'too-large-for-field',
  },
  {
    name: 'a length of 64 bits',
    hex: PLAIN,
    id: 'frame.length',
    text: '0x8000000000000001',
    gives: '81 7f 80 00 00 00 00 00 00 01 48 65 6c 6c 6f',
  },
  {
    name: 'an extended length in a shorter form',
    hex: LONG,
    id: 'frame.extended-length',
    text: '5',
    gives: LONG.replace('7e 00 7e', '05'),
  },
  {
    name: 'an extended length in its form',
    hex: LONG,
    id: 'frame.extended-length',
    text: '5',
    options: { keepsLengthForm: true },
    gives: LONG.replace('00 7e', '00 05'),
  },
  {
    name: 'the bits of an extended length',
    hex: LONG,
    id: 'frame.extended-length',
    text: '65535',
    options: BITS,
    gives: LONG.replace('00 7e', 'ff ff'),
  },
  {
    name: 'more than those hold',
    hex: LONG,
    id: 'frame.extended-length',
    text: '65536',
    options: BITS,
    gives: 'too-large-for-field',
  },
  { name: 'another text', hex: PLAIN, id: 'payload.text', text: 'Hé', gives: '81 03 48 c3 a9' },
  {
    name: 'another text under the mask',
    hex: HELLO,
    id: 'payload.text',
    text: 'Hello!',
    gives: '81 86 37 fa 21 3d 7f 9f 4d 51 58 db',
  },
  { name: 'no text', hex: HELLO, id: 'payload.text', text: '', gives: '81 80 37 fa 21 3d' },
  {
    name: 'bytes of the wire as they are',
    hex: HELLO,
    id: 'frame.payload',
    text: '7f 9f',
    gives: '81 82 37 fa 21 3d 7f 9f',
  },
  {
    name: 'other bytes',
    hex: '82 01 00',
    id: 'payload.binary',
    text: 'ff fe',
    gives: '82 02 ff fe',
  },
  {
    name: 'what a ping carries',
    hex: '89 01 00',
    id: 'payload.control',
    text: 'ff',
    gives: '89 01 ff',
  },
  {
    name: 'a close code',
    hex: '88 04 03 e8 6f 6b',
    id: 'close.code',
    text: '1001',
    gives: '88 04 03 e9 6f 6b',
  },
  {
    name: 'a close code that must not be sent',
    hex: '88 02 03 e8',
    id: 'close.code',
    text: '1005',
    gives: '88 02 03 ed',
  },
  {
    name: 'a reason',
    hex: '88 04 03 e8 6f 6b',
    id: 'close.reason',
    text: 'bye',
    gives: '88 05 03 e8 62 79 65',
  },
  {
    name: 'a masked reason',
    hex: '88 84 00 00 00 00 03 e8 6f 6b',
    id: 'close.reason',
    text: 'b',
    gives: '88 83 00 00 00 00 03 e8 62',
  },
  {
    name: 'a malformed close',
    hex: '88 01 03',
    id: 'close.malformed',
    text: '03 e8',
    gives: '88 02 03 e8',
  },
])('$name', ({ hex, id, text, options, gives }) => {
  expect(typed(hex, id, text, options)).toBe(gives);
});

describe('a head', () => {
  const conversation = readInflatedConversation(traceOf([['c', REQUEST]]));
  const request = conversation.units[0]!;
  const lines = (id: FieldId, text: string, which?: string) => {
    const parsed = parseFieldValue(id, text);
    if (parsed.kind === 'problem') return [parsed.problem];
    const field = fieldOf(conversation, request, id, which);
    const hex = bytesAfter(
      conversation,
      editIn(setField(conversation, request, field, parsed.value)),
    );
    return fromLatin1(fromHex(hex)).split('\r\n');
  };

  test('has other text where its parts are changed', () => {
    expect(lines('head.target', '/chat?a=b')[0]).toBe('GET /chat?a=b HTTP/1.1');
    expect(lines('head.version', 'HTTP/1.0')[0]).toBe('GET / HTTP/1.0');
    expect(lines('head.field-name', 'X-Host', 'Host')[1]).toBe('X-Host: a');
    expect(lines('head.field-value', 'h2c', 'websocket')[2]).toBe('Upgrade: h2c');
    expect(lines('head.field', 'Upgrade: é', 'Upgrade: websocket')[2]).toBe('Upgrade: é');
    expect(lines('head.request-line', 'POST /x HTTP/1.1')).toEqual([
      'POST /x HTTP/1.1',
      ...fromLatin1(REQUEST).split('\r\n').slice(1),
    ]);
  });

  test('takes no line break in a line, and no character that has no byte', () => {
    expect(lines('head.field-value', 'a\r\nEvil: 1')).toEqual(['line-break']);
    const field = fieldOf(conversation, request, 'head.field-value');
    const text = { kind: 'text' as const, text: '€' };
    expect(setField(conversation, request, field, text)).toEqual({
      kind: 'problem',
      problem: 'not-latin-1',
    });
    const flag = { kind: 'flag' as const, isSet: true };
    expect(setField(conversation, request, field, flag).kind).toBe('problem');
  });
});

test.each<FieldId>([
  'frame.fin',
  'frame.opcode',
  'frame.mask',
  'frame.length',
  'frame.masking-key',
  'payload.text',
])('a value of another kind is none for %s', (id) => {
  const conversation = conversationOf(HELLO);
  const unit = frameAt(conversation);
  const value =
    id === 'frame.fin' || id === 'frame.mask'
      ? ({ kind: 'number', value: 1 } as const)
      : ({ kind: 'flag', isSet: true } as const);
  const outcome = setField(conversation, unit, fieldOf(conversation, unit, id), value);
  expect(outcome).toEqual({ kind: 'problem', problem: 'not-for-this-field' });
});

describe('a payload', () => {
  test.each([0, 1, 125, 126, 127, 65535, 65536])('of %i bytes has that length', (size) => {
    const conversation = conversationOf(HELLO);
    const edit = replacePayload(conversation, frameAt(conversation), new Uint8Array(size).fill(7));
    const edited = conversationOf(bytesAfter(conversation, edit));
    const unit = frameAt(edited);
    expect(edited.units).toHaveLength(1);
    expect(unit.missing).toBe(0);
    expect(toHex(payloadOf(unit, edited.trace.streams['client-to-server']))).toBe(
      '07'.repeat(size),
    );
    expect(edited.findings.filter(({ violation }) => violation.id.startsWith('frame.'))).toEqual(
      [],
    );
  });

  test('keeps a longer form where that is asked for', () => {
    const conversation = conversationOf(LONG, 's');
    const edit = replacePayload(conversation, frameAt(conversation), fromHex('61'), {
      keepsLengthForm: true,
    });
    expect(bytesAfter(conversation, edit)).toBe('82 7e 00 01 61');
  });

  test('of a frame that was cut makes it whole', () => {
    const conversation = conversationOf('81 05 48 65', 's');
    const edit = replacePayload(conversation, frameAt(conversation), fromHex('48 65'));
    expect(bytesAfter(conversation, edit)).toBe('81 02 48 65');
  });
});

test('the frames after a changed one stay the same', () => {
  const conversation = conversationOf(`${PLAIN} 89 00 ${PLAIN}`, 's');
  const edit = announceLength(conversation, frameAt(conversation, 1), 7n);
  expect(bytesAfter(conversation, edit)).toBe(`${PLAIN} 89 07 ${PLAIN}`);
});

test.each([
  { code: 1005, reason: 'x', bytes: '88 03 03 ed 78' },
  { code: null, reason: '', bytes: '88 00' },
])('a close with $code', ({ code, reason, bytes }) => {
  const conversation = conversationOf('88 02 03 e8', 's');
  expect(
    bytesAfter(conversation, setClose(conversation, frameAt(conversation), code, reason)),
  ).toBe(bytes);
});

/** Every field, with its parts. */
const withChildren = (field: Field): Field[] => [field, ...field.children.flatMap(withChildren)];

test('whatever is typed into any field of anything gives an edit or a problem', () => {
  const typedText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('1', '0', '126', '0x7fffffffffffffff', '00 01 02 03', '', '1005', 'a: b'),
  );
  const options = fc.record(
    { keeps: fc.constantFrom('content' as const, 'bytes' as const), keepsLengthForm: fc.boolean() },
    { requiredKeys: [] },
  );
  let editCount = 0;
  fc.assert(
    fc.property(anyStream, typedText, options, fc.nat(), (stream, text, how, pick) => {
      const conversation = readInflatedConversation(traceOf([['c', stream]]));
      const places = conversation.units.flatMap((unit) =>
        dissectUnit(conversation.trace, unit)
          .fields.flatMap(withChildren)
          .map((field) => ({ unit, field })),
      );
      if (places.length === 0) return;
      const { unit, field } = places[pick % places.length]!;
      const parsed = parseFieldValue(field.id, text);
      if (parsed.kind === 'problem') return;
      const outcome = setField(conversation, unit, field, parsed.value, how);
      if (outcome.kind === 'problem') return;
      editCount++;
      const { trace } = readInflatedConversation(applyEdit(conversation.trace, outcome.edit));
      const { range, bytes } = outcome.edit;
      const growth = bytes.length - (range.end - range.start);
      expect(trace.streams['client-to-server'].length).toBe(stream.length + growth);
    }),
    { seed: 6455, numRuns: 1500 },
  );
  expect(editCount).toBeGreaterThan(200);
});

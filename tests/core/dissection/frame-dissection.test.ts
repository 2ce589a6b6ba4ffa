import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fieldKey, findFieldAt, leafFields, type Field } from '#core/dissection/field.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';

/** "frame.fin 0-1 flag true". */
function summary({ id, range, kind, value }: Field): string {
  const said = {
    flag: () => value.kind === 'flag' && String(value.isSet),
    number: () => value.kind === 'number' && String(value.exact ?? value.value),
    opcode: () => value.kind === 'opcode' && String(value.opcode),
    'close-code': () => value.kind === 'close-code' && String(value.code),
    bytes: () => value.kind === 'bytes' && toHex(value.bytes, ' '),
    text: () => value.kind === 'text' && JSON.stringify(value.text),
  }[value.kind]();
  return `${id} ${range.start}-${range.end} ${kind} ${said}`;
}

const dissect = (hex: string, messageOpcode: number | null = null) =>
  dissectFrame(fromHex(hex), { messageOpcode });
const payloadOf = (hex: string, messageOpcode: number | null = null) =>
  leafFields(dissect(hex, messageOpcode).fields)
    .filter(({ id }) => /^(payload|close)\./.test(id))
    .map(summary);

test('a masked "Hello" is named bit by bit', () => {
  const { kind, buffers, fields } = dissect('81 85 37 fa 21 3d 7f 9f 4d 51 58');
  expect(kind).toBe('frame');
  expect(toHex(buffers.unmasked!)).toBe('48656c6c6f');
  expect(fields.map(summary)).toEqual([
    'frame.fin 0-1 flag true',
    'frame.rsv1 1-2 flag false',
    'frame.rsv2 2-3 flag false',
    'frame.rsv3 3-4 flag false',
    'frame.opcode 4-8 flag 1',
    'frame.mask 8-9 mask true',
    'frame.length 9-16 length 5',
    'frame.masking-key 16-48 mask 37 fa 21 3d',
    'frame.payload 48-88 data 7f 9f 4d 51 58',
    'payload.text 0-40 data "Hello"',
  ]);
  expect(fields.at(-1)?.buffer).toBe('unmasked');
});

test('an unmasked frame has its payload on the wire', () => {
  const { buffers, fields } = dissect('82 03 01 02 03');
  expect(buffers.unmasked).toBeUndefined();
  expect(fields.at(-1)).toMatchObject({ id: 'frame.payload', buffer: 'wire' });
  expect(fields.at(-1)?.children.map(summary)).toEqual(['payload.binary 16-40 data 01 02 03']);
});

describe('a length', () => {
  test.each([
    {
      hex: '82 7e 01 00',
      fields: ['frame.length 9-16 length 126', 'frame.extended-length 16-32 length 256'],
    },
    {
      hex: '82 7f 00 00 00 00 00 01 00 00',
      fields: ['frame.length 9-16 length 127', 'frame.extended-length 16-80 length 65536'],
    },
    {
      hex: '82 7f ff ff ff ff ff ff ff ff',
      fields: [
        'frame.length 9-16 length 127',
        `frame.extended-length 16-80 length ${2n ** 64n - 1n}`,
      ],
    },
    { hex: '82 00', fields: ['frame.length 9-16 length 0'] },
  ])('in $hex', ({ hex, fields }) => {
    expect(
      dissect(hex)
        .fields.filter(({ id }) => id.endsWith('length'))
        .map(summary),
    ).toEqual(fields);
  });
});

describe('a payload', () => {
  test.each([
    { name: 'of a text', hex: '81 02 c3 bc', fields: ['payload.text 16-32 data "ü"'] },
    {
      name: 'of a compressed text',
      hex: 'c1 02 c3 bc',
      fields: ['payload.compressed 16-32 data c3 bc'],
    },
    { name: 'of a reserved opcode', hex: '83 01 00', fields: ['payload.binary 16-24 data 00'] },
    { name: 'of a ping', hex: '89 01 70', fields: ['payload.control 16-24 flag 70'] },
    {
      name: 'of a close',
      hex: '88 05 03 e8 62 79 65',
      fields: ['close.code 16-32 close 1000', 'close.reason 32-56 close "bye"'],
    },
    {
      name: 'of a close without a reason',
      hex: '88 02 03 e8',
      fields: ['close.code 16-32 close 1000'],
    },
    { name: 'of a close of one byte', hex: '88 01 03', fields: ['close.malformed 16-24 close 03'] },
    {
      name: 'of a masked close',
      hex: '88 82 01 02 03 04 02 ea',
      fields: ['close.code 0-16 close 1000'],
    },
    { name: 'that is empty', hex: '81 00', fields: [] },
  ])('$name', ({ hex, fields }) => {
    expect(payloadOf(hex)).toEqual(fields);
  });

  test.each([
    { name: 'of a text continues as text', opcode: 1, field: 'payload.text 16-24 data "a"' },
    { name: 'of bytes continues as bytes', opcode: 2, field: 'payload.binary 16-24 data 61' },
    {
      name: 'of unknown type continues as bytes',
      opcode: null,
      field: 'payload.binary 16-24 data 61',
    },
  ])('$name', ({ opcode, field }) => {
    expect(payloadOf('80 01 61', opcode)).toEqual([field]);
  });
});

test('a cut header is one field', () => {
  expect(dissect('81 85 37').fields.map(summary)).toEqual(['frame.incomplete 0-24 flag 81 85 37']);
  expect(dissect('').fields.map(summary)).toEqual([]);
});

test('the field at a bit is the innermost one, with a unique key', () => {
  const { fields } = dissect('81 01 61');
  expect(findFieldAt(fields, 'wire', 4)?.id).toBe('frame.opcode');
  expect(findFieldAt(fields, 'wire', 16)?.id).toBe('payload.text');
  expect(findFieldAt(fields, 'wire', 24)).toBeNull();
  expect(findFieldAt(fields, 'unmasked', 0)).toBeNull();
  const keys = leafFields(fields).map(fieldKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys[0]).toBe('frame.fin@wire:0-1');
});

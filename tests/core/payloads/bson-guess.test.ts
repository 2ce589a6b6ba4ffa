import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readBson } from '#core/payloads/bson-guess.ts';
import type { ValueNode } from '#core/payloads/guess-tree.ts';

/** "{a: 1, b: [true]}". */
function plain({ kind, text, children }: ValueNode): string {
  const inside = children.map((child) => `${child.key}: ${plain(child)}`).join(', ');
  if (kind === 'map') return `{${inside}}`;
  if (kind === 'list') return `[${children.map(plain).join(', ')}]`;
  return kind === 'text' ? JSON.stringify(text) : text;
}

const read = (bytes: Uint8Array) => {
  const reading = readBson(bytes);
  return reading && plain(reading.node);
};

/** A document of one element with the name "a". */
const documentOf = (type: string, value: string) => {
  const body = fromHex(`${type} 6100 ${value} 00`);
  return concatBytes([littleEndian(body.length + 4), body]);
};

function littleEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value, true);
  return bytes;
}

describe('the examples of the specification', () => {
  test.each([
    {
      hex: '16000000 02 68656c6c6f00 06000000 776f726c6400 00',
      expected: '{hello: "world"}',
    },
    {
      hex: '31000000 04 42534f4e00 26000000 02 3000 08000000 617765736f6d6500 01 3100 3333333333331440 10 3200 c2070000 00 00',
      expected: '{BSON: ["awesome", 5.05, 1986]}',
    },
  ])('$expected', ({ hex, expected }) => {
    expect(read(fromHex(hex))).toBe(expected);
  });
});

test.each([
  { type: '01', value: '000000000000f03f', expected: '1' },
  { type: '03', value: '05000000 00', expected: '{}' },
  { type: '05', value: '02000000 00 ff01', expected: 'ff01' },
  { type: '06', value: '', expected: 'undefined' },
  { type: '07', value: '507f1f77bcf86cd799439011', expected: 'ObjectId: 507f1f77bcf86cd799439011' },
  { type: '08', value: '01', expected: 'true' },
  { type: '08', value: '00', expected: 'false' },
  { type: '09', value: 'e803000000000000', expected: 'Date: 1000 ms' },
  { type: '0a', value: '', expected: 'null' },
  { type: '0b', value: '6200 6900', expected: '/b/i' },
  {
    type: '0c',
    value: '02000000 6200 507f1f77bcf86cd799439011',
    expected: 'b, ObjectId: 507f1f77bcf86cd799439011',
  },
  { type: '0d', value: '02000000 6200', expected: '"b"' },
  { type: '0e', value: '02000000 6200', expected: '"b"' },
  { type: '0f', value: '0f000000 02000000 6200 05000000 00', expected: '"b"' },
  { type: '10', value: 'ffffffff', expected: '-1' },
  { type: '11', value: '0100000002000000', expected: 'Timestamp: 0100000002000000' },
  { type: '12', value: 'ffffffffffffffff', expected: '-1' },
  {
    type: '13',
    value: '00000000000000000000000000004030',
    expected: 'Decimal128: 00000000000000000000000000004030',
  },
  { type: '7f', value: '', expected: 'MaxKey' },
  { type: 'ff', value: '', expected: 'MinKey' },
])('an element of type $type is $expected', ({ type, value, expected }) => {
  expect(read(documentOf(type, value))).toBe(`{a: ${expected}}`);
});

test.each([
  { name: 'another length', hex: '09000000 0a6100 00' },
  { name: 'a length past the end', hex: 'ff000000 0a6100 00' },
  { name: 'a negative length', hex: 'ffffffff 00' },
  { name: 'no zero at the end', hex: '08000000 0a6100 01' },
  { name: 'bytes after it', hex: '08000000 0a6100 00 00' },
  { name: 'a name without an end', hex: '08000000 0a6161 00' },
  { name: 'a type that there is not', hex: '08000000 206100 00' },
  { name: 'a flag that is neither', hex: '09000000 086100 02 00' },
  { name: 'a text without its zero', hex: '0e000000 026100 02000000 6262 00' },
  { name: 'a text of no bytes', hex: '0c000000 026100 00000000 00' },
  { name: 'a text that is not UTF-8', hex: '0e000000 026100 02000000 ff00 00' },
  { name: 'a document that crosses its end', hex: '0d000000 036100 06000000 00 00' },
  { name: 'no bytes', hex: '' },
])('is refused for $name', ({ hex }) => {
  expect(read(fromHex(hex))).toBeNull();
});

/** Writes what JSON can hold, for the property below. */
function encode(value: Readonly<Record<string, unknown>> | readonly unknown[]): Uint8Array {
  const elements = Object.entries(value).flatMap(([name, each]) => {
    const [type, bytes] = encodeValue(each);
    return [Uint8Array.of(type), toUtf8(`${name}\0`), bytes];
  });
  const body = concatBytes([...elements, Uint8Array.of(0)]);
  return concatBytes([littleEndian(body.length + 4), body]);
}

function encodeValue(value: unknown): [number, Uint8Array] {
  if (value === null) return [0x0a, new Uint8Array()];
  if (typeof value === 'boolean') return [0x08, Uint8Array.of(Number(value))];
  if (typeof value === 'number') return [0x01, new Uint8Array(Float64Array.of(value).buffer)];
  if (typeof value === 'string') {
    const bytes = toUtf8(`${value}\0`);
    return [0x02, concatBytes([littleEndian(bytes.length), bytes])];
  }
  if (Array.isArray(value)) return [0x04, encode(value)];
  return [0x03, encode(value as Readonly<Record<string, unknown>>)];
}

const name = fc.string({ unit: 'grapheme-ascii' }).map((text) => `_${text}`);
const { document } = fc.letrec<{ value: unknown; document: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true }),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('document'),
  ),
  document: fc.dictionary(name, tie('value'), { maxKeys: 5, noNullPrototype: true }),
}));

function toValue({ kind, text, children }: ValueNode): unknown {
  if (kind === 'map') {
    return Object.fromEntries(children.map((child) => [child.key, toValue(child)]));
  }
  if (kind === 'list') return children.map(toValue);
  if (kind === 'number') return Number(text);
  if (kind === 'literal') return { null: null, true: true, false: false }[text];
  return text;
}

test('what was written is read, and its ranges contain the names and values', () => {
  fc.assert(
    fc.property(document, (value) => {
      const bytes = encode(value);
      const { node } = readBson(bytes)!;
      expect(toValue(node)).toEqual(value);
      const visit = ({ key, keyRange, children, range }: ValueNode) => {
        if (keyRange) expect(bytes.slice(keyRange.start, keyRange.end)).toEqual(toUtf8(key ?? ''));
        expect(range.end).toBeLessThanOrEqual(bytes.length);
        children.forEach(visit);
      };
      visit(node);
    }),
    { seed: 6455 },
  );
});

test('damaged documents are read or not, and never throw', () => {
  fc.assert(
    fc.property(document, fc.nat(), fc.integer({ min: 0, max: 255 }), (value, at, byte) => {
      const bytes = encode(value);
      bytes[at % bytes.length] = byte;
      expect(() => readBson(bytes)).not.toThrow();
      expect(() => readBson(bytes.subarray(0, at % bytes.length))).not.toThrow();
    }),
    { seed: 6455, numRuns: 1000 },
  );
});

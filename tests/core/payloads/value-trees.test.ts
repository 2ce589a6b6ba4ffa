/** CBOR and MessagePack against the examples of their specifications. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { readCbor } from '#core/payloads/cbor-guess.ts';
import { readMessagePack } from '#core/payloads/message-pack-guess.ts';
import type { ValueNode } from '#core/payloads/guess-tree.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../vectors/values/${name}`, import.meta.url), 'utf8'));

function toValue({ kind, text, children }: ValueNode): unknown {
  switch (kind) {
    case 'map':
      return Object.fromEntries(children.map((child) => [child.key, toValue(child)]));
    case 'list':
      return children.map(toValue);
    case 'number':
      return Number(text);
    case 'literal':
      return { null: null, true: true, false: false }[text];
    // RFC 8949 §3.4.3: bignums, which the vectors give as numbers.
    case 'tag': {
      const value = BigInt(`0x${children[0]?.text}`);
      return Number(text === '3' ? -1n - value : value);
    }
    default:
      return text;
  }
}

/** RFC 8949 §8, but for pieces of indefinite length, which the tree has put together. */
function toDiagnostic({ kind, text, children }: ValueNode): string {
  switch (kind) {
    case 'tag':
      return `${text}(${children.map(toDiagnostic).join()})`;
    case 'bytes':
      return `h'${text}'`;
    case 'text':
      return JSON.stringify(text);
    case 'map':
      return `{${children.map((child) => `${child.key}: ${toDiagnostic(child)}`).join(', ')}}`;
    default:
      return text;
  }
}

type CborVector = {
  readonly hex: string;
  readonly decoded?: unknown;
  readonly diagnostic?: string;
};

/** Simple value 24, which RFC 7049 had in two bytes, and RFC 8949 §3.3 no longer. */
const TAKEN_BACK = 'f818';
const cborVectors = (read('cbor-appendix-a.json') as CborVector[]).filter(
  ({ hex }) => hex !== TAKEN_BACK,
);

describe('CBOR of RFC 8949 Appendix A', () => {
  test.each(cborVectors)('$hex', ({ hex, decoded, diagnostic }) => {
    const reading = readCbor(fromHex(hex));
    expect(reading?.end).toBe(hex.length / 2);
    const { node } = reading!;
    if (diagnostic === undefined) expect(toValue(node)).toEqual(decoded);
    else if (diagnostic.startsWith('(_')) expect(toDiagnostic(node)).toBe("h'0102030405'");
    else expect(toDiagnostic(node)).toBe(diagnostic);
  });

  /** RFC 8949 Appendix F: examples of what is not well-formed. */
  test.each([
    '18',
    '19',
    '1a',
    '1b',
    '1901',
    '1a0102',
    '1b01020304050607',
    '38',
    '58',
    '78',
    '98',
    '9a01ff00',
    'b8',
    'd8',
    'f8',
    'f900',
    'fa0000',
    'fb000000',
    '41',
    '61',
    '5affffffff00',
    '5bffffffffffffffff010203',
    '7affffffff00',
    '7b7fffffffffffffff010203',
    '81',
    '818181818181818181',
    '8200',
    'a1',
    'a20102',
    'a100',
    'a2000000',
    'c0',
    '5f4100',
    '7f6100',
    '9f',
    '9f0102',
    'bf',
    'bf01020102',
    '819f',
    '9f8000',
    '9f9f9f9f9fffffffff',
    '9f819f819f9fffffff',
    '1c',
    '1d',
    '1e',
    '3c',
    '3d',
    '3e',
    '5c',
    '7d',
    '9e',
    'bc',
    'dd',
    'fe',
    'f800',
    'f801',
    'f818',
    'f81f',
    '5f00ff',
    '5f21ff',
    '5f6100ff',
    '5f80ff',
    '5fa0ff',
    '5fc000ff',
    '5fe0ff',
    '7f4100ff',
    '5f5f4100ffff',
    '7f7f6100ffff',
    'ff',
    '81ff',
    '8200ff',
    'a1ff',
    'a1ff00',
    'a100ff',
    'a20000ff',
    '9f81ff',
    '9f829f819f9fffffffff',
    'bf00ff',
    'bf000000ff',
    '1f',
    '3f',
    'df',
  ])('does not take %s', (hex) => {
    expect(readCbor(fromHex(hex))).toBeNull();
  });
});

type MessagePackVector = Readonly<Record<string, unknown>> & {
  readonly msgpack: readonly string[];
};

const messagePackVectors = Object.values(
  read('msgpack-test-suite.json') as Record<string, MessagePackVector[]>,
).flatMap((vectors) =>
  vectors.flatMap(({ msgpack, ...forms }) => msgpack.map((hex) => ({ hex, forms }))),
);

describe('MessagePack of its test suite', () => {
  test.each(messagePackVectors)('$hex', ({ hex, forms }) => {
    const bytes = fromHex(hex.replaceAll('-', ''));
    const reading = readMessagePack(bytes);
    expect(reading?.end).toBe(bytes.length);
    const { node } = reading!;
    if ('bignum' in forms) expect(node.text).toBe(forms['bignum']);
    else if ('binary' in forms) expect(node.text).toBe(String(forms['binary']).replaceAll('-', ''));
    else if ('timestamp' in forms) {
      const [seconds, billionths] = forms['timestamp'] as [number, number];
      const rest = billionths === 0 ? '' : `.${String(billionths).padStart(9, '0')}`;
      expect(node.text).toBe(`${seconds}${rest} s`);
    } else if ('ext' in forms) {
      const [type, data] = forms['ext'] as [number, string];
      expect(node.text).toBe(`${type}: ${data.replaceAll('-', '')}`);
    } else {
      const [value] = Object.values(forms);
      if (typeof value === 'number') expect(Number(node.text)).toBeCloseTo(value);
      else expect(toValue(node)).toEqual(value);
    }
  });

  test.each([
    'c1',
    'c4',
    'c401',
    'cc',
    'cd00',
    'ca000000',
    'd4',
    'd401',
    '91',
    '81a161',
    'a2e2',
    'ddffffffff',
    '',
  ])('does not take %s', (hex) => {
    expect(readMessagePack(fromHex(hex))).toBeNull();
  });

  test('takes text that is no UTF-8 for bytes', () => {
    expect(readMessagePack(fromHex('a2fffe'))?.node).toMatchObject({ kind: 'bytes', text: 'fffe' });
  });
});

const READERS = { cbor: readCbor, 'message-pack': readMessagePack };

describe.each(Object.entries(READERS))('%s', (_, readValue) => {
  test('gives an answer for any bytes, and each node lies within its parent', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const reading = readValue(bytes);
        if (reading === null) return;
        expect(reading.end).toBeLessThanOrEqual(bytes.length);
        const visit = (node: ValueNode): void => {
          for (const child of node.children) {
            const start = child.keyRange?.start ?? child.range.start;
            expect(start).toBeGreaterThan(node.range.start);
            expect(child.range.end).toBeLessThanOrEqual(node.range.end);
            visit(child);
          }
        };
        visit(reading.node);
      }),
      { seed: 8949, numRuns: 1000 },
    );
  });
});

test('nesting without end is refused, and so is a list longer than its bytes', () => {
  expect(readCbor(new Uint8Array(200_000).fill(0x81))).toBeNull();
  expect(readCbor(new Uint8Array(200_000).fill(0xc1))).toBeNull();
  expect(readMessagePack(new Uint8Array(200_000).fill(0x91))).toBeNull();
  expect(readCbor(concatBytes([fromHex('9bffffffffffffffff'), new Uint8Array(50_000)]))).toBeNull();
  expect(readMessagePack(fromHex('dfffffffff'))).toBeNull();
});

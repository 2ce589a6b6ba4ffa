/** `JSON.parse` is what our reader is held to: it takes what that takes, and reads the same. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { readJson } from '#core/payloads/json-guess.ts';
import type { ValueNode } from '#core/payloads/guess-tree.ts';

function toValue({ kind, text, children }: ValueNode): unknown {
  switch (kind) {
    case 'map':
      // As JSON.parse does: "__proto__" is a name like any other, and the last of equals counts.
      return Object.fromEntries(children.map((child) => [child.key, toValue(child)]));
    case 'list':
      return children.map(toValue);
    case 'text':
      return text;
    case 'number':
      return Number(text);
    default:
      return text === 'null' ? null : text === 'true';
  }
}

const parsed = (text: string): unknown => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
};
const read = (text: string): unknown => {
  const reading = readJson(toUtf8(text));
  return reading && { value: toValue(reading.node) };
};

test.each([
  '{}',
  '[]',
  ' [1, 2.5e3, -0.1E-2, 0, -0] ',
  '{"a":{"b":[true,false,null]},"":"x"}',
  '"\\u00e9\\n\\"\\\\\\/é€😀"',
  '"\\ud800"',
  '{"a":1,"a":2}',
  '\t\r\n{ "a" : 1 , "b" : [ ] }\n',
  '',
  '{',
  '[1,]',
  '{"a":1,}',
  '{a:1}',
  "{'a':1}",
  '[1 2]',
  '01',
  '1.',
  '.5',
  '+1',
  '1e',
  '--1',
  'nul',
  'nulll',
  'NaN',
  '"\n"',
  '"\\x"',
  '"\\u12"',
  '"a',
  '"a\\',
  '[1]]',
  '[1] x',
  '\ufeff[1]',
  '{"a" 1}',
  '{1:2}',
  '[,1]',
  '\u00a0[1]',
])('%j is read as JSON.parse reads it', (text) => {
  expect(read(text)).toEqual(parsed(text));
});

const noisy = fc
  .tuple(fc.json(), fc.nat(100), fc.constantFrom('', '"', ',', '}', ']', '{', '\\', '0', ' ', 'e'))
  .map(([json, at, noise]) => json.slice(0, at) + noise + json.slice(at + 1));

describe('any text', () => {
  test('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), noisy, fc.string()), (text) => {
        expect(read(text)).toEqual(parsed(text));
      }),
      { seed: 8259, numRuns: 1000 },
    );
  });

  test('has each value where its bytes are', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'grapheme' }), (text) => {
        const bytes = toUtf8(text);
        const visit = (node: ValueNode): void => {
          const piece = fromUtf8(bytes.subarray(node.range.start, node.range.end));
          expect(JSON.parse(piece)).toEqual(toValue(node));
          if (node.keyRange) {
            const name = fromUtf8(bytes.subarray(node.keyRange.start, node.keyRange.end));
            expect(JSON.parse(name)).toBe(node.key);
          }
          node.children.forEach(visit);
        };
        visit(readJson(bytes)!.node);
      }),
      { seed: 8259, numRuns: 200 },
    );
  });

  test('of any bytes at all gives an answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const reading = readJson(bytes);
        expect(reading === null || reading.end === bytes.length).toBe(true);
      }),
      { seed: 8259, numRuns: 500 },
    );
  });
});

describe('what would take too much', () => {
  test('is refused where it is nested too deep', () => {
    expect(readJson(toUtf8('['.repeat(100_000)))).toBeNull();
    expect(readJson(toUtf8('['.repeat(129) + ']'.repeat(129)))).not.toBeNull();
    expect(readJson(toUtf8('['.repeat(131) + ']'.repeat(131)))).toBeNull();
  });

  test('is omitted from the tree if there are too many nodes', () => {
    const reading = readJson(toUtf8(JSON.stringify(Array(30_000).fill(0))))!;
    expect(reading.node.children.length + reading.omitted).toBe(30_000);
    expect(reading.omitted).toBe(10_000);
  });
});

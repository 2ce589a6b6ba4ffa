import { expect, test } from 'vitest';
import { bitsOfBytes, type BitRange } from '#core/bytes/bit-range.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { briefPosition, offsetsOf, positionOf } from '#content/phrasing/positions.ts';

test.each<[range: BitRange, expected: string]>([
  [{ start: 0, end: 1 }, 'bit 0'],
  [{ start: 1, end: 4 }, 'bits 1–3'],
  [{ start: 9, end: 16 }, 'bits 9–15'],
  [bitsOfBytes(2, 3), 'byte 2'],
  [bitsOfBytes(2, 6), 'bytes 2–5'],
  [bitsOfBytes(10, 65546), 'bytes 10–65,545'],
])('%o is %s', (range, expected) => {
  expect(positionOf(range)).toBe(expected);
});

test('a place in another buffer says in which', () => {
  expect(positionOf(bitsOfBytes(0, 2), 'unmasked')).toBe('unmasked bytes 0–1');
});

test.each([
  [10, 11, 'byte 0x0a'],
  [0x21, 0x23, 'bytes 0x21–0x22'],
  [0xff, 0x101, 'bytes 0xff–0x0100'],
  [0x12345, 0x12346, 'byte 0x12345'],
])('offsets %i to %i are %s', (start, end, expected) => {
  expect(offsetsOf(start, end)).toBe(expected);
});

test.each<[count: number | bigint, expected: string]>([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1460, '1,460 bytes'],
  [2n ** 63n, '9,223,372,036,854,775,808 bytes'],
])('%s in words is “%s”', (count, expected) => {
  expect(countOf(count, 'byte')).toBe(expected);
});

test('numbers are grouped by threes', () => {
  expect([999, 1000, 1234567].map(formatCount)).toEqual(['999', '1,000', '1,234,567']);
});

test.each([
  { position: 'unmasked bytes 0–4', brief: 'unmasked 0–4' },
  { position: 'inflated byte 3', brief: 'inflated 3' },
  { position: 'bytes 2–5', brief: 'bytes 2–5' },
])('“$position” is “$brief” where there is little room', ({ position, brief }) => {
  expect(briefPosition(position)).toBe(brief);
});

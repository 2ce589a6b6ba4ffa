import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { readHex } from '#core/notations/hex.ts';

const hexOf = (text: string) => toHex(readHex(text).bytes, ' ');
const sources = (text: string) => {
  const { positions } = readHex(text);
  return Array.from({ length: positions.count }, (_, index) => {
    const { start, end } = positions.rangeOf(index);
    return text.slice(start, end);
  });
};

describe('hex', () => {
  test.each([
    { name: 'spaced', text: '81 85 37 fa', expected: '81 85 37 fa' },
    { name: 'unspaced', text: '818537fa', expected: '81 85 37 fa' },
    { name: 'with 0x and commas', text: '0x81, 0x85, 0x37, 0xfa', expected: '81 85 37 fa' },
    { name: 'with 0x and blanks', text: '0x81 0x85 0x37 0xfa', expected: '81 85 37 fa' },
    { name: 'with one 0x for all', text: '0x818537fa', expected: '81 85 37 fa' },
    { name: 'over lines', text: '8185\r\n37fa\n\n', expected: '81 85 37 fa' },
    { name: 'in upper case', text: '81 85 37 FA', expected: '81 85 37 fa' },
    { name: 'with 0X', text: '0X81,0X85,0X37,0XFA', expected: '81 85 37 fa' },
    { name: 'in groups', text: '8185 37fa', expected: '81 85 37 fa' },
    {
      name: 'with tabs and no-break spaces',
      text: '81\t85\u00a037\ufefffa',
      expected: '81 85 37 fa',
    },
    { name: 'with 0x before single digits', text: '0x1, 0x5', expected: '01 05' },
    { name: 'a byte of zero before an x', text: '00 0x00', expected: '00 00' },
  ])('is read $name', ({ text, expected }) => {
    expect(hexOf(text)).toBe(expected);
    expect(readHex(text).problem).toBeNull();
  });

  test.each([
    { text: '', at: null },
    { text: '81 85 zz 37', at: 6, character: 'z' },
    { text: '81 8g', at: 4, character: 'g' },
    { text: 'Hello', at: 0, character: 'H' },
    { text: '81 💥 85', at: 3, character: '💥' },
    { text: '81 0x', at: 4, character: 'x' },
    { text: '0x 81', at: 1, character: 'x' },
    { text: '81 0xg1', at: 5, character: 'g' },
    { text: '81\u00006', at: 2, character: '\u0000' },
    { text: '81\ud83d', at: 2, character: '\ud83d' },
  ])('stops at the first character of “$text” that is no hex', ({ text, at, character }) => {
    const { problem } = readHex(text);
    expect(problem).toEqual(at === null ? null : { kind: 'not-hex', at, character });
  });

  test.each([
    { text: '8', at: 0 },
    { text: '81 8', at: 3 },
    { text: '81 8 85', at: 3 },
    { text: '81853', at: 4 },
    { text: '0x818', at: 4 },
  ])('stops at a digit without a partner in “$text”', ({ text, at }) => {
    expect(readHex(text).problem).toEqual({ kind: 'odd-digit', at });
  });

  test('keeps what was read before the problem', () => {
    expect(hexOf('81 85 zz 37')).toBe('81 85');
    expect(hexOf('81 8 85')).toBe('81');
  });

  test('says which text each byte was read from', () => {
    expect(sources('81 85\n37fa')).toEqual(['81', '85', '37', 'fa']);
    expect(sources('0x81, 0x5,0xFA')).toEqual(['0x81', '0x5', '0xFA']);
  });

  test('finds the byte that a place in the text belongs to', () => {
    const { positions } = readHex('81 85  37fa');
    const places = Array.from({ length: 12 }, (_, place) => positions.byteAt(place));
    expect(places).toEqual([0, 0, 0, 1, 1, 1, null, 2, 2, 3, 3, 3]);
  });

  test('finds the bytes within a stretch of the text', () => {
    const { positions } = readHex('81 85 37 fa');
    expect(positions.bytesWithin({ start: 0, end: 11 })).toEqual({ start: 0, end: 4 });
    expect(positions.bytesWithin({ start: 4, end: 7 })).toEqual({ start: 1, end: 3 });
    expect(positions.bytesWithin({ start: 2, end: 3 })).toEqual({ start: 1, end: 1 });
  });

  test('reads back whatever is written with any separators', () => {
    const separator = fc.constantFrom('', ' ', ', ', '\n', '\t', ' 0x', ',0X');
    fc.assert(
      fc.property(fc.uint8Array(), separator, fc.boolean(), (bytes, between, isUpper) => {
        const digits = toHex(bytes, between);
        const { bytes: read, problem } = readHex(isUpper ? digits.toUpperCase() : digits);
        expect(problem).toBeNull();
        expect(read).toEqual(bytes);
      }),
    );
  });

  test('never throws, and names a place within the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { bytes, positions, problem } = readHex(text);
        expect(positions.count).toBe(bytes.length);
        if (problem) expect(problem.at).toBeLessThan(text.length);
      }),
    );
  });
});

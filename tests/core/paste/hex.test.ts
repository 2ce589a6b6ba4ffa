import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { readPaste } from '#core/paste/read-paste.ts';

const hexReading = (text: string) => readPaste(text).find(({ form }) => form === 'hex');

/** The one reading as hex. */
function readHex(text: string) {
  const reading = hexReading(text);
  const bytes = reading?.connections[0]?.bytes ?? new Uint8Array();
  const positions = reading?.connections[0]?.positions;
  return { bytes, positions, problem: reading?.problems[0] ?? null };
}

const hexOf = (text: string) => toHex(readHex(text).bytes, ' ');
const sources = (text: string) => {
  const { bytes, positions } = readHex(text);
  return Array.from(bytes, (_, index) =>
    text.slice(positions?.starts[index], positions?.ends[index]),
  );
};

describe('hex', () => {
  test.each([
    { name: 'spaced', text: '81 85 37 fa', expected: '81 85 37 fa' },
    { name: 'unspaced', text: '818537fa', expected: '81 85 37 fa' },
    { name: 'with 0x and commas', text: '0x81, 0x85, 0x37, 0xfa', expected: '81 85 37 fa' },
    { name: 'with 0x and spaces', text: '0x81 0x85 0x37 0xfa', expected: '81 85 37 fa' },
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
    { name: 'with zeros before what could be a size', text: '009B', expected: '00 9b' },
    { name: 'with tabs, as one row', text: '00\t01\t00', expected: '00 01 00' },
    {
      name: 'as one row, the end of which is a frame',
      text: '12 81 01 41',
      expected: '12 81 01 41',
    },
    { name: 'a byte of zero before an x', text: '00 0x00', expected: '00 00' },
  ])('is read $name', ({ text, expected }) => {
    expect(hexOf(text)).toBe(expected);
    expect(readHex(text).problem).toBeNull();
  });

  test.each([
    { text: '81 85 zz 37', at: 6, character: 'z' },
    { text: '81 8g', at: 4, character: 'g' },
    { text: '81 💥 85', at: 3, character: '💥' },
    { text: '81 05 0xg1', at: 7, character: 'x' },
    { text: '81 05 \u00006', at: 6, character: '\u0000' },
    { text: '81 05 \ud83d', at: 6, character: '\ud83d' },
  ])('stops at the first character of “$text” that is no hex', ({ text, at, character }) => {
    const range = { start: at, end: at + character.length };
    expect(readHex(text).problem).toEqual({ kind: 'not-hex', range, character });
  });

  test.each([
    '',
    ' \n',
    'Hello',
    'zz 81',
    'A frame has two bytes at least.',
    '81 hello',
    'de hello',
    '81 hello world',
    '10 am',
    '81 05 → ping',
  ])('does not see any in “%s”', (text) => {
    expect(hexReading(text)).toBeUndefined();
  });

  test.each([
    { text: '8', at: 0, digits: 1 },
    { text: '81 8', at: 3, digits: 1 },
    { text: '81 8 8f', at: 3, digits: 1 },
    { text: '81853', at: 4, digits: 5 },
    { text: '0x818', at: 4, digits: 3 },
    { text: '810548656c6c6', at: 12, digits: 13 },
    { text: '1810548656c6c6f', at: 0, digits: 15 },
  ])('stops at a digit without a partner in “$text”', ({ text, at, digits }) => {
    const range = { start: at, end: at + 1 };
    expect(readHex(text).problem).toEqual({ kind: 'odd-digit', range, digits });
  });

  test('keeps what was read before the problem', () => {
    expect(hexOf('81 85 zz 37')).toBe('81 85');
    expect(hexOf('81 8 8f')).toBe('81');
  });

  test('maps each byte to the text it was read from', () => {
    expect(sources('81 85\n37fa')).toEqual(['81', '85', '37', 'fa']);
    expect(sources('0x81, 0x5,0xFA')).toEqual(['0x81', '0x5', '0xFA']);
  });

  test('reads back whatever is written with any separators', () => {
    const separator = fc.constantFrom('', ' ', ', ', '\n', '\t', ' 0x', ',0X');
    fc.assert(
      fc.property(fc.uint8Array(), separator, fc.boolean(), (bytes, between, isUpper) => {
        const prefix = bytes.length > 0 ? /0x$/i.exec(between)?.[0] : undefined;
        const digits = `${prefix ?? ''}${toHex(bytes, between)}`;
        // Ten digits alone are a time, in seconds since 1970.
        fc.pre(!/^1[5-9]\d{8}$/.test(digits));
        const { bytes: read, problem } = readHex(isUpper ? digits.toUpperCase() : digits);
        expect(problem).toBeNull();
        expect(read).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
  });
});

import { describe, expect, test } from 'vitest';
import { bestOf, hexOf, sourcesOf, wireReadingsOf } from './reading-of.ts';

const lines = (...all: string[]) => all.join('\n');
const FF = 'ff '.repeat(16).trim();

describe('dumps with offsets', () => {
  test.each([
    {
      name: 'characters that look like digits, after their bytes',
      text: '00000000: 6265 6566 6361 6665  beefcafe',
      hex: '6265656663616665',
    },
    {
      name: 'characters that look like digits, in a followed stream',
      text: '00000000  81 02 62 65                                       ..be',
      hex: '81026265',
    },
    {
      name: 'a last group of one byte',
      text: lines(
        '00000000: 8105 4865 6c6c 6f8a 0081 0548 656c 6c6f  ..Hello....Hello',
        '00000010: 89                                       .',
      ),
      hex: '810548656c6c6f8a00810548656c6c6f89',
    },
    {
      name: 'trimmed spaces at the end of the characters',
      text: '00000000: 8103 2020 20                             ..',
      hex: '8103202020',
    },
    {
      name: 'an excerpt from the middle',
      text: lines('00000090: 6927 8905 706f 6e67 3f81 0cc3 bc6e c3af  i...', '000000a0: e286 92'),
      hex: '69278905706f6e673f810cc3bc6ec3afe28692',
    },
    {
      name: 'repeated lines, as a star',
      text: lines(`00000000  ${FF}  |................|`, '*', '00000040  81 00  |..|', '00000042'),
      hex: `${'ff'.repeat(64)}8100`,
    },
    {
      name: 'repeated lines up to the end',
      text: lines(`00000000  ${FF}  |................|`, '*', '00000030'),
      hex: 'ff'.repeat(48),
    },
    {
      name: 'an odd last byte of words',
      text: lines('0000000 0581 6548 6c6c 006f', '0000007'),
      hex: '810548656c6c6f',
    },
    {
      name: 'decimal words of hexdump -d, and an odd last byte',
      text: lines('0000000   01409   25928   27756   00111', '0000007'),
      hex: '810548656c6c6f',
    },
    {
      name: 'decimal words of od -d',
      text: lines(
        '0000000  1409 25928 27756 33135 14213  8698 32573 19871',
        '0000020 22609   137',
        '0000024',
      ),
      hex: '810548656c6c6f818537fa213d7f9f4d51588900',
    },
    {
      name: 'signed decimals of four bytes from od -i',
      text: lines('0000000  1699218817 -2123404180   570046341  1302298429', '0000020'),
      hex: '810548656c6c6f818537fa213d7f9f4d',
    },
    {
      name: 'the padded last row of hexdump -c, whose offsets are hex',
      text: lines(
        '0000000 201 005   H   e   l   l   o 201 205   7 372   !   = 177 237   M',
        '0000010   Q   X 211  \\0                                                ',
        '0000014',
      ),
      hex: '810548656c6c6f818537fa213d7f9f4d51588900',
    },
    { name: 'addresses of gdb', text: '0x7ffe4018:\t0x81\t0x05\t0x48\t0x65', hex: '81054865' },
    {
      name: 'dashes in the middle, as Windows has them',
      text: lines(
        '0000  81 05 48 65 6C 6C 6F 89-00 81 05 48 65 6C 6C 6F   ..Hello....Hello',
        '0010  8A 00   ..',
      ),
      hex: '810548656c6c6f8900810548656c6c6f8a00',
    },
  ])('are read with $name', ({ text, hex }) => {
    const reading = bestOf(text);
    expect(hexOf(reading)).toBe(hex);
    expect(reading.problems).toEqual([]);
    expect(reading.lost).toEqual([]);
  });

  test('separate packets where offsets restart', () => {
    const reading = bestOf(
      lines('O', '0000   81 80 01 02 03 04', '', 'I', '0000   81 00', '0002   89 00'),
    );
    const { chunks } = reading.connections[0]!;
    expect(chunks.map(({ direction, range }) => [direction, range.end - range.start])).toEqual([
      ['client-to-server', 6],
      ['server-to-client', 4],
    ]);
  });

  test('report the bytes that their offsets skip', () => {
    const { lost } = bestOf(lines(`00000000  ${FF}`, `00000010  ${FF}`, `00000040  ${FF}`));
    expect(lost).toEqual([
      { kind: 'missing-lines', printer: null, shown: 32, total: 64, count: 1 },
    ]);
  });

  test('report that they are shorter than announced', () => {
    const { lost } = bestOf(lines(`00000000  ${FF}`, '00000028'));
    expect(lost).toEqual([
      { kind: 'declared-length-differs', printer: null, shown: 16, total: 40, count: 1 },
    ]);
  });

  test('do not swell without bounds', () => {
    const reading = bestOf(lines(`00000000  ${FF}`, `00000010  ${FF}`, '*', 'fffffff0  ff'));
    expect(reading.problems[0]).toMatchObject({ kind: 'too-much' });
    expect(hexOf(reading)).toHaveLength(64);
  });

  test('may swell up to 16 MiB', () => {
    const sizeOf = (end: string) => {
      const { problems, connections } = bestOf(lines(`00000000  ${FF}`, '*', end));
      return { problem: problems[0]?.kind, size: connections[0]?.bytes.length };
    };
    expect(sizeOf('01000000')).toEqual({ problem: undefined, size: 16 * 1024 * 1024 });
    expect(sizeOf('01000010')).toEqual({ problem: 'too-much', size: 16 });
  });

  test('have their repeated bytes at the star', () => {
    const text = lines(`00000000  ${FF}`, '*', '00000020  81 00');
    expect(sourcesOf(text, bestOf(text))[20]).toBe('*');
  });

  test('leave out what tshark shows a second time', () => {
    const text = lines(
      'Frame (2 bytes):',
      '0000  89 00   ..',
      'Unmasked data (2 bytes):',
      '0000  41 42   AB',
    );
    expect(hexOf(bestOf(text))).toBe('8900');
    expect(bestOf(text).leftOut).toContainEqual({ kind: 'other-blocks', count: 1 });
  });

  test('of little-endian words are recognized by their characters', () => {
    const text = '00000000: 65480581 006f6c6c  ..Hello.';
    expect(wireReadingsOf(text).map(({ form }) => form)).toEqual(['xxd-little-endian']);
    expect(hexOf(bestOf(text))).toBe('810548656c6c6f00');
  });
});

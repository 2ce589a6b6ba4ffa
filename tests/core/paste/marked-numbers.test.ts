/** Numbers with marks around each or between them, in several radices. */

import { describe, expect, test } from 'vitest';
import { readPaste } from '#core/paste/read-paste.ts';
import type { FormId } from '#core/paste/form.ts';
import { bestOf, describeChunks, hexOf } from './reading-of.ts';

const HELLO = '810548656c6c6f';

type Row = {
  readonly name: string;
  readonly text: string;
  /** A sender, or "?", and bytes. */
  readonly chunks: readonly string[];
  /** All text that wasn't read; none by default. */
  readonly unread?: readonly string[];
};

const ROWS: readonly Row[] = [
  { name: 'with pipes', text: '129|5|72|101|108|108|111', chunks: [`? ${HELLO}`] },
  { name: 'with hyphens', text: 'rx 129-5-72-101-108-108-111', chunks: [`< ${HELLO}`] },
  { name: 'with slashes', text: 'recv: 129 / 5 / 72 / 101', chunks: ['< 81054865'] },
  { name: 'two of them, with a pipe', text: '129|5', chunks: ['? 8105'] },
  { name: 'two of them, with a hyphen', text: '129-5', chunks: ['? 8105'] },
  { name: 'two of them, with a space', text: '129 5', chunks: ['? 8105'] },
  { name: 'two of them, in quotes', text: '"129" "5"', chunks: ['? 8105'] },
  {
    name: 'in quotes, in a list',
    text: "recv ['129', '5', '72', '101', '108', '108', '111']",
    chunks: [`< ${HELLO}`],
  },
  {
    name: 'in round brackets',
    text: '(129) (5) (72) (101) (108) (108) (111)',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'in round brackets, in base 16',
    text: '(81)(05)(48)(65)(6c)(6c)(6f)',
    chunks: [`? ${HELLO}`],
  },
  { name: 'of Scheme', text: '#(#x81 #x05 #x48 #x65 #x6c #x6c #x6f)', chunks: [`? ${HELLO}`] },
  { name: 'of Ada', text: '(16#81#, 16#05#, 16#48#, 16#69#)', chunks: ['? 81054869'] },
  { name: 'of Verilog', text: "{8'h81, 8'h05, 8'h48, 8'h65}", chunks: ['? 81054865'] },
  { name: 'of VHDL', text: '(x"81", x"05", x"48", x"65")', chunks: ['? 81054865'] },
  { name: 'in octal', text: '0o201 0o5 0o110 0o145 0o154 0o154 0o157', chunks: [`? ${HELLO}`] },
  {
    name: 'in octal as C writes it, behind a word',
    text: 'rx 0201 0005 0110 0145 0154 0154 0157',
    chunks: [`< ${HELLO}`],
  },
  {
    name: 'behind a word each',
    text: 'UART rx 81 rx 05 rx 48 rx 65 rx 6c rx 6c rx 6f',
    chunks: [`< ${HELLO}`],
  },
  {
    name: 'behind a word each, of both sides',
    text: 'rx 81 rx 05 tx 81 tx 85 tx 01',
    chunks: ['< 8105', '> 818501'],
  },
  {
    name: 'one a line, behind a word',
    text: 'rx 81\nrx 05\nrx 48',
    chunks: ['< 81', '< 05', '< 48'],
  },
  {
    name: 'of an array in Visual Studio',
    text: "buf\t{0x81 '\\x81', 0x05 '\\x5', 0x48 'H'}\tunsigned char[3]\n\t[0]\t0x81 '\\x81'\tunsigned char\n\t[1]\t0x05 '\\x5'\tunsigned char",
    chunks: ['? 810548'],
  },
  {
    name: 'of an array in Visual Studio, of which the first element is shown',
    text: "buf\t{0x81 '\\x81', 0x05 '\\x5', 0x48 'H'}\tunsigned char[3]\n\t[0]\t0x81 '\\x81'\tunsigned char",
    chunks: ['? 810548'],
  },
  {
    name: 'of elements in Visual Studio, without their array',
    text: "[0]\t0x81 '\\x81'\tunsigned char\n[1]\t0x05 '\\x5'\tunsigned char\n[2]\t0x48 'H'\tunsigned char",
    chunks: ['? 810548'],
  },
  {
    name: 'as bits without spaces',
    text: '10000001000001010100100001100101011011000110110001101111',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'as bits, with a letter among them',
    text: '10000001 g 10000001',
    chunks: ['? 81'],
    unread: [' g 10000001'],
  },
  {
    name: 'as bits that are being typed',
    text: '10000001 0000010',
    chunks: ['? 81'],
    unread: ['0000010'],
  },
  {
    name: 'as escapes of a mail, with lines that go on',
    text: '=81=05Hel=\nlo=89=00',
    chunks: [`? ${HELLO}8900`],
  },
];

describe('numbers', () => {
  test.each(ROWS)('are read $name', ({ text, chunks, unread = [] }) => {
    expect(describeChunks(text)).toEqual(chunks);
    expect(bestOf(text).unread.map(({ start, end }) => text.slice(start, end))).toEqual(unread);
  });
});

test.each<{ text: string; readings: readonly [FormId, string][] }>([
  {
    text: '1000000100000101',
    readings: [
      ['bits', '8105'],
      ['hex', '1000000100000101'],
    ],
  },
  {
    text: '0000000100000010',
    readings: [
      ['hex', '0000000100000010'],
      ['bits', '0102'],
    ],
  },
  {
    text: 'rx: 0201, 0005',
    readings: [
      ['hex', '02010005'],
      ['octal-list', '8105'],
    ],
  },
])('$text can be two things', ({ text, readings }) => {
  const offered = readPaste(text).filter(({ variant }) => variant === null);
  expect(offered.slice(0, 2).map((reading) => [reading.form, hexOf(reading)])).toEqual(readings);
});

test.each([
  { name: 'a range', text: 'ports 129-200-300' },
  { name: 'a date', text: '12/05/26' },
  { name: 'choices', text: 'pick (1) (2) (3)' },
  { name: 'scores', text: '"10" "20" "30"' },
  { name: 'the numbers of rows', text: '1|2|3|4' },
])('$name are no bytes', ({ text }) => {
  expect(bestOf(text).form).toBe('text');
});

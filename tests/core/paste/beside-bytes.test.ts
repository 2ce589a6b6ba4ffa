import { expect, test } from 'vitest';
import { bestOf, describeChunks } from './reading-of.ts';

const HELLO = '810548656c6c6f';
const MASKED = '818537fa213d7f9f4d5158';
const PAIRS = '81 85 37 fa 21 3d 7f 9f 4d 51 58';
const DECIMALS = '129 5 72 101 108 108 111';

type Row = {
  readonly name: string;
  readonly text: string;
  readonly chunks: readonly string[];
  /** All text that wasn't read. */
  readonly unread: readonly string[];
};

/** What is before or behind bytes in their line is no byte, and bytes aren't taken for it. */
const ROWS: readonly Row[] = [
  {
    name: 'pairs in the last cell of a row with commas',
    text: `12:00:01,recv,11,${PAIRS}`,
    chunks: [`> ${MASKED}`],
    unread: [],
  },
  {
    name: 'cut pairs with commas, in the last cells of such a row',
    text: `12:00:01,note,81, 7e, 01, 00, 48, 65, 6c, 6c, 6f`,
    chunks: ['? 817e010048656c6c6f'],
    unread: [],
  },
  {
    name: 'decimals in the last cell of such a row',
    text: `12:00:01,recv,${DECIMALS}`,
    chunks: [`< ${HELLO}`],
    unread: [],
  },
  {
    name: 'bits in the last cell of such a row',
    text: '12:00:01,recv,10001001 00000000 10001010 00000000',
    chunks: ['< 89008a00'],
    unread: [],
  },
  {
    name: 'decimals before a column with another number',
    text: `in\t${DECIMALS}\t3`,
    chunks: [`< ${HELLO}`],
    unread: ['\t3'],
  },
  {
    name: 'pairs before such a column, the last two of which could be decimals',
    text: `in\t${PAIRS}\t3`,
    chunks: [`> ${MASKED}`],
    unread: ['3'],
  },
  {
    name: 'escapes before words',
    text: 'The log had \\x81\\x05Hello and then closed.',
    chunks: [`? ${HELLO}`],
    unread: [' and then closed.'],
  },
  {
    name: 'octal escapes before words',
    text: 'The log had \\201\\005Hello and then closed.',
    chunks: [`? ${HELLO}`],
    unread: [' and then closed.'],
  },
  {
    name: 'percent escapes before words',
    text: 'The log had %81%05Hello and then closed.',
    chunks: [`? ${HELLO}`],
    unread: [' and then closed.'],
  },
  {
    name: 'escapes apart, before words',
    text: 'The log had \\x81 \\x02 \\x48 \\x69 and then closed.',
    chunks: ['? 81024869'],
    unread: [' and then closed.'],
  },
  {
    name: 'percent escapes apart, before words',
    text: 'The log had %81 %02 %48 %69 and then closed.',
    chunks: ['? 81024869'],
    unread: [' and then closed.'],
  },
  {
    name: 'control characters of cat before words',
    text: 'The log had M-^A^EHello and then closed.',
    chunks: [`? ${HELLO}`],
    unread: [' and then closed.'],
  },
  {
    name: 'entities before their count',
    text: '&#x81;&#x05;Hello (7 bytes)',
    chunks: [`? ${HELLO}`],
    unread: [],
  },
  {
    name: 'pairs in brackets, behind a number of bytes',
    text: 'recv 7 bytes: [81][05][48][65][6c][6c][6f]',
    chunks: [`< ${HELLO}`],
    unread: [],
  },
  {
    name: 'pairs with colons in a sentence',
    text: 'The log had 81:05:48:65:6c:6c:6f and then closed.',
    chunks: [`? ${HELLO}`],
    unread: ['The log had ', ' and then closed.'],
  },
  {
    name: 'pairs of bytes in a sentence',
    text: 'The log had 8105 4865 6c6c 6f and then closed.',
    chunks: [`? ${HELLO}`],
    unread: ['The log had ', ' and then closed.'],
  },
  {
    name: 'octal bytes behind a label',
    text: 'rx: 0201, 0005, 0110, 0145, 0154, 0154, 0157',
    chunks: [`< ${HELLO}`],
    unread: [],
  },
];

test.each(ROWS)('reads $name', ({ text, chunks, unread }) => {
  expect(describeChunks(text)).toEqual(chunks);
  expect(bestOf(text).unread.map(({ start, end }) => text.slice(start, end))).toEqual(unread);
});

/** Characters of a payload stay in it. */
test.each([
  ['a frame that goes on', '\\x81\\x0bHello world', '810b48656c6c6f20776f726c64'],
  [
    'a frame with an escape behind the words',
    '\\x81\\x0aHi there \\x21',
    '810a486920746865726520' + '21',
  ],
  ['characters right behind a frame', '\\x81\\x02Hithere', '81024869' + '7468657265'],
])('keeps %s', (_, text, hex) => {
  expect(describeChunks(text)).toEqual([`? ${hex}`]);
});

test('a number of three digits is no pair and half of another', () => {
  for (const count of [1, 1000]) {
    const text = `Values ${'129, 5, 72, 101, '.repeat(count)}and then some more of them.`;
    expect(bestOf(text).form).toBe('text');
  }
});

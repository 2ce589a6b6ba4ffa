/** Notations in which few programs print bytes. */

import { describe, expect, test } from 'vitest';
import { bestOf, describeChunks } from './reading-of.ts';

type Row = {
  readonly name: string;
  readonly text: string;
  /** A sender, or "?", and bytes; of made frames, the sender and the payload. */
  readonly chunks: readonly string[];
  /** All text that wasn't read; none by default. */
  readonly unread?: readonly string[];
};

const ROWS: readonly Row[] = [
  {
    name: 'of assemblers, with text and a decimal',
    text: 'frame:  db 81h, 5, "Hello" ; text\n        db 089h, 0',
    chunks: ['? 810548656c6c6f8900'],
  },
  {
    name: 'of assemblers, behind a label and before their count',
    text: 'recv: db 81h, 05h, "Hello" (7 bytes)',
    chunks: ['< 810548656c6c6f'],
  },
  {
    name: 'of assemblers for other processors',
    text: 'msg dc.b $81,5,"Hello"',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'of cat -v',
    text: 'M-^A^EHelloM-^I^@',
    chunks: ['? 810548656c6c6f8900'],
  },
  {
    name: 'of cat -v, behind labels',
    text: 'recv: M-^A^EHello\n' + 'send: M-^IM-^@7M-z!=',
    chunks: ['< 810548656c6c6f', '> 898037fa213d'],
  },
  {
    name: 'of cat -A',
    text: 'M-^A^EHello$\n' + 'M-^I^@$',
    chunks: ['? 810548656c6c6f', '? 8900'],
  },
  {
    name: 'with braces around each byte',
    text: '{0x81}{0x05}{0x48}{0x65}{0x6c}{0x6c}{0x6f}',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'with braces around some bytes',
    text: 'Received: {81}{05}Hello{89}{00}',
    chunks: ['< 810548656c6c6f8900'],
  },
  {
    name: 'with a backslash before base 16, among characters',
    text: '\\81\\05Hello',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'of vim',
    text: '<81>^EHello',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'with quotes around each byte',
    text: '"81" "05" "48" "65" "6c" "6c" "6f"',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'with quotes around each byte, one a line',
    text: '"81"\n' + '"05"\n' + '"48"\n' + '"65"\n' + '"6c"\n' + '"6c"\n' + '"6f"',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'with quotes and commas',
    text: '"0x81","0x05","0x48","0x65","0x6c","0x6c","0x6f"',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'of decimals with dots between',
    text: '129.5.72.101.108.108.111',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'of Haskell',
    text: '"\\129\\ENQHello"',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'of Haskell, with an escape that means nothing',
    text: 'recv: "\\129\\133\\&7\\250!=\\DEL\\159MQX"',
    chunks: ['> 818537fa213d7f9f4d5158'],
  },
  {
    name: 'with spaces between escapes',
    text: '\\x81 \\x05 \\x48 \\x65 \\x6c \\x6c \\x6f',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'with spaces between percent signs',
    text: '%81 %05 %48 %65 %6c %6c %6f',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'with a pair that a line end splits',
    text: '81 05 48 65 6c 6\n' + 'c 6f 89 00',
    chunks: ['? 810548656c6c6f8900'],
  },
  {
    name: 'with a pair that a quoted line splits',
    text: '> 81 05 48 65 6c 6\n' + '> c 6f 89 00',
    chunks: ['? 810548656c6c6f8900'],
  },
  {
    name: 'with a run that a line end splits within a pair',
    text: '8105486\n' + '56c6c6f',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'with groups of which the last is split',
    text: '8185 37fa 213d 7f9f 4d51 588105 4865 6c6c 6f8902 616\n' + '2 8a02 6162',
    chunks: ['? 818537fa213d7f9f4d5158810548656c6c6f890261628a026162'],
  },
  {
    name: 'with a last digit that is cut, above another row',
    text: '81 05 48 65 6c 6\n' + '89 00',
    chunks: ['? 810548656c'],
    unread: ['6', '89 00'],
  },
  {
    name: 'of pictures for control characters',
    text: '\u0081\u2405Hello\u0089\u2400',
    chunks: ['? 810548656c6c6f8900'],
  },
  {
    name: 'of Emacs',
    text: '\\201^EHello',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'of characters of Latin-1',
    text: '\u0081\u0005Hello',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'of characters of Latin-1, behind a label',
    text: 'recv: \u0081\u00857ú!=\u007f\u009fMQX',
    chunks: ['> 818537fa213d7f9f4d5158'],
  },
  {
    name: 'of characters of Windows-1252',
    text: '\u0081…7ú!=\u007fŸMQX',
    chunks: ['? 818537fa213d7f9f4d5158'],
  },
  {
    name: 'of a dump with bars',
    text: '00000000 | 81 05 48 65 6C 6C 6F 89 00                   | ..Hello..',
    chunks: ['? 810548656c6c6f8900'],
  },
  {
    name: 'of okio, cut',
    text: 'onMessage: [size=200 hex=817e00c461616161616161616161616161616161616161616161616161616161…]',
    chunks: ['? 817e00c461616161616161616161616161616161616161616161616161616161'],
    unread: [']'],
  },
  {
    name: 'of gdb, with a repeat',
    text:
      '(gdb) p/x buf\n' +
      '$1 = {0x81, 0x5, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x0 <repeats 1017 times>}',
    chunks: [
      '? 810548656c6c6f000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    ],
    unread: ['(gdb) p/x buf'],
  },
  {
    name: 'of gdb, with a repeated character between strings',
    text: '$3 = "\\201~\\001,", \'a\' <repeats 300 times>, "\\000"',
    chunks: [
      '? 817e012c61616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616100',
    ],
  },
  {
    name: 'of gdb in decimals',
    text: '(gdb) x/7ub buf\n' + '0x7fffffffe3a0:\t129\t5\t72\t101\t108\t108\t111',
    chunks: ['? 810548656c6c6f'],
    unread: ['(gdb) x/7ub buf'],
  },
  {
    name: 'of gdb with characters',
    text: "0x7fffffffe3a0:\t-127 '\\201'\t5 '\\005'\t72 'H'\t101 'e'\t108 'l'\t108 'l'\t111 'o'",
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'of a buffer that Chromium lists in two types',
    text:
      'ArrayBuffer(7)\n' +
      'byteLength: 7\n' +
      '[[Prototype]]: ArrayBuffer\n' +
      '[[Int8Array]]: Int8Array(7) [-127, 5, 72, 101, 108, 108, 111]\n' +
      '[[Uint8Array]]: Uint8Array(7) [129, 5, 72, 101, 108, 108, 111]\n' +
      '[[ArrayBufferByteLength]]: 7\n' +
      '[[ArrayBufferData]]: 43',
    chunks: ['? 810548656c6c6f'],
    unread: [
      'ArrayBuffer(7)',
      'byteLength: 7',
      '[[Prototype]]: ArrayBuffer',
      '[[ArrayBufferByteLength]]: 7',
      '[[ArrayBufferData]]: 43',
    ],
  },
  {
    name: 'of gdb with characters in a list',
    text: "$1 = {129 '\\201', 5 '\\005', 72 'H', 101 'e', 108 'l' <repeats 2 times>, 111 'o'}",
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'of gdb, cut',
    text: '$1 = "\\201~\\001,abc"...',
    chunks: ['? 817e012c616263'],
  },
  {
    name: 'of gdb, with a repeated character first',
    text: '$1 = \'\\000\' <repeats 15 times>, "\\201\\005Hello"',
    chunks: ['? 000000000000000000000000000000810548656c6c6f'],
  },
  {
    name: 'with a word for what was cut in the middle',
    text: '81 7e 01 2c 61 61 [snip] 61 61 61',
    chunks: ['? 817e012c6161'],
    unread: ['61 61 61'],
  },
  {
    name: 'with a word for what was cut at the end',
    text: '81 7e 01 2c 61 61 (truncated)',
    chunks: ['? 817e012c6161'],
  },
  {
    name: 'with zeros behind a header, which are no bits',
    text: '8180 00000000',
    chunks: ['? 818000000000'],
  },
  {
    name: 'with zeros behind a header, behind labels',
    text: 'rx: 8180 00000000\n' + 'tx: 8100',
    chunks: ['> 818000000000', '< 8100'],
  },
  {
    name: 'with zeros behind a header, behind an id in base 16',
    text: 'Session a81f in 8180 00000000\n' + 'Session b92c in 8182 00000000 6162',
    chunks: ['> 818000000000', '> 8182000000006162'],
  },
  {
    name: 'of a table with commas',
    text:
      'time,dir,len,data\n' +
      '10:11:12.001,rx,7,81 05 48 65 6c 6c 6f\n' +
      '10:11:12.002,tx,11,81 85 37 fa 21 3d 7f 9f 4d 51 58',
    chunks: ['< 810548656c6c6f', '> 818537fa213d7f9f4d5158'],
    unread: ['time,dir,len,data'],
  },
  {
    name: 'of MongoDB',
    text: 'BinData(0,"gQVIZWxsbw==")',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'of Buffers that are joined',
    text: "Buffer.concat([Buffer.from([0x81, 0x05]), Buffer.from('Hello')])",
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'of HTML with its spaces',
    text: '81&nbsp;05&nbsp;48&nbsp;65&nbsp;6c&nbsp;6c&nbsp;6f',
    chunks: ['? 810548656c6c6f'],
  },
];

describe('bytes in the notation', () => {
  test.each(ROWS)('are read $name', ({ text, chunks, unread = [] }) => {
    const reading = bestOf(text);
    expect(describeChunks(text)).toEqual(chunks);
    expect(reading.unread.map(({ start, end }) => text.slice(start, end))).toEqual(unread);
  });
});

test('strings and lists that a debugger cut say so', () => {
  expect(bestOf('$1 = "\\201~\\001,abc"...').lost).toMatchObject([{ kind: 'elided', shown: 7 }]);
});

test.each([
  { name: 'powers', text: 'x^2 + y^A = M-1' },
  { name: 'keys of Emacs', text: 'git show HEAD^1 and M-x compile ^C' },
  { name: 'signs beyond ASCII', text: 'He said “ok” … and ‚no‘ – ‰ of it' },
])('$name are no control characters', ({ text }) => {
  expect(bestOf(text).form).toBe('text');
});

/** Bytes with what they mean beside them, an index before them, or in notations of their own. */

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
    name: 'a bar before a remark',
    text:
      '0x81 | FIN, opcode text\n' +
      '0x05 | length 5\n' +
      "0x48 | 'H'\n" +
      "0x65 | 'e'\n" +
      "0x6c | 'l'\n" +
      "0x6c | 'l'\n" +
      "0x6f | 'o'",
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'an arrow before a remark',
    text:
      '81 -> FIN + text\n' +
      '05 -> len 5\n' +
      '48 -> H\n' +
      '65 -> e\n' +
      '6c -> l\n' +
      '6c -> l\n' +
      '6f -> o',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'names before them',
    text:
      'FIN/opcode: 81\n' + 'MASK/len: 85\n' + 'Mask key: 37 fa 21 3d\n' + 'Payload: 7f 9f 4d 51 58',
    chunks: ['? 818537fa213d7f9f4d5158'],
  },
  {
    name: 'names of which one could say that it was sent',
    text:
      'FIN: 0x81\n' +
      'LEN: 0x05\n' +
      'H: 0x48\n' +
      'e: 0x65\n' +
      'l: 0x6c\n' +
      'l: 0x6c\n' +
      'o: 0x6f',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'names in one line',
    text: 'hdr=8105 payload=48656c6c6f',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'names of header, key and payload in one line',
    text: 'header: 81 85, mask: 37 fa 21 3d, payload: 7f 9f 4d 51 58',
    chunks: ['? 818537fa213d7f9f4d5158'],
  },
  {
    name: 'names in an object',
    text: '{ header: 8105, payload: 48656c6c6f }',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'a header above a payload that was unmasked',
    text: 'Header: 81 85\n' + 'Mask: 37 fa 21 3d\n' + 'Payload: 48 65 6c 6c 6f',
    chunks: ['> Hello'],
    unread: ['Header: 81 85'],
  },
  {
    name: 'a payload that is called unmasked',
    text: 'Header: 81 85\n' + 'Mask: 37 fa 21 3d\n' + 'Unmasked payload: 48 65 6c 6c 6f',
    chunks: ['> Hello'],
    unread: ['Header: 81 85'],
  },
  {
    name: 'the names of Wireshark’s tree',
    text:
      'WebSocket\n' +
      '    1... .... = Fin: True\n' +
      '    .000 .... = Reserved: 0x0\n' +
      '    .... 0001 = Opcode: Text (1)\n' +
      '    1... .... = Mask: True\n' +
      '    .000 0101 = Payload length: 5\n' +
      '    Masking-Key: 37fa213d\n' +
      '    Masked payload: 7f9f4d5158\n' +
      '    Payload: 48656c6c6f',
    chunks: ['> Hello'],
    unread: ['WebSocket', 'Payload: 48656c6c6f'],
  },
  {
    name: 'an index behind a word, in base 16',
    text:
      'byte 0: 81\n' +
      'byte 1: 5\n' +
      'byte 2: 48\n' +
      'byte 3: 65\n' +
      'byte 4: 6C\n' +
      'byte 5: 6C\n' +
      'byte 6: 6F',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'the indices of a debugger for C#',
    text:
      '[0]\t0x81\tbyte\n' +
      '[1]\t0x05\tbyte\n' +
      '[2]\t0x48\tbyte\n' +
      '[3]\t0x65\tbyte\n' +
      '[4]\t0x6c\tbyte\n' +
      '[5]\t0x6c\tbyte\n' +
      '[6]\t0x6f\tbyte',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'the indices of Visual Studio',
    text:
      '-\t\tbuffer\t{byte[7]}\tbyte[]\n' +
      '\t\t[0]\t129\tbyte\n' +
      '\t\t[1]\t5\tbyte\n' +
      '\t\t[2]\t72\tbyte\n' +
      '\t\t[3]\t101\tbyte\n' +
      '\t\t[4]\t108\tbyte\n' +
      '\t\t[5]\t108\tbyte\n' +
      '\t\t[6]\t111\tbyte',
    chunks: ['? 810548656c6c6f'],
    unread: ['-\t\tbuffer\t{byte[7]}\tbyte[]'],
  },
  {
    name: 'the indices of lldb in one line',
    text:
      '(lldb) p buf\n' +
      '(uint8_t[7]) $0 = ([0] = 0x81, [1] = 0x05, [2] = 0x48, [3] = 0x65, [4] = 0x6c, [5] = 0x6c, [6] = 0x6f)',
    chunks: ['? 810548656c6c6f'],
    unread: ['(lldb) p buf'],
  },
  {
    name: 'the indices of lldb, below a type with a size',
    text:
      '(unsigned char [7]) {\n' +
      '  [0] = 0x81\n' +
      '  [1] = 0x05\n' +
      '  [2] = 0x48\n' +
      '  [3] = 0x65\n' +
      '  [4] = 0x6c\n' +
      '  [5] = 0x6c\n' +
      '  [6] = 0x6f\n' +
      '}',
    chunks: ['? 810548656c6c6f'],
    unread: ['(unsigned char [7]) {', '}'],
  },
  {
    name: 'the indices of PHP’s var_dump',
    text:
      'array(7) {\n' +
      '  [1]=>\n' +
      '  int(129)\n' +
      '  [2]=>\n' +
      '  int(5)\n' +
      '  [3]=>\n' +
      '  int(72)\n' +
      '  [4]=>\n' +
      '  int(101)\n' +
      '  [5]=>\n' +
      '  int(108)\n' +
      '  [6]=>\n' +
      '  int(108)\n' +
      '  [7]=>\n' +
      '  int(111)\n' +
      '}',
    chunks: ['? 810548656c6c6f'],
    unread: ['array(7) {', '}'],
  },
  {
    name: 'the indices of PHP’s print_r',
    text:
      'Array\n' +
      '(\n' +
      '    [1] => 129\n' +
      '    [2] => 5\n' +
      '    [3] => 72\n' +
      '    [4] => 101\n' +
      '    [5] => 108\n' +
      '    [6] => 108\n' +
      '    [7] => 111\n' +
      ')',
    chunks: ['? 810548656c6c6f'],
    unread: ['Array', '(', ')'],
  },
  {
    name: 'an equals sign, and bits',
    text:
      '81 = 1000 0001 FIN text\n' +
      '05 = 0000 0101 length 5\n' +
      "48 = 'H'\n" +
      "65 = 'e'\n" +
      "6c = 'l'\n" +
      "6c = 'l'\n" +
      "6f = 'o'",
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'a dash before a remark',
    text:
      '0x81 - FIN + text\n' + '0x05 - no mask, 5 bytes\n' + '0x48 0x65 0x6c 0x6c 0x6f - "Hello"',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'a colon, of a frame that is cut',
    text:
      '0x81: fin, text frame\n' + '0x7e: extended 16 bit length follows\n' + '0x00 0x80: 128 bytes',
    chunks: ['? 817e0080'],
  },
  {
    name: 'an index and a remark',
    text:
      '0: 0x81  FIN=1, opcode=1\n' +
      '1: 0x05  MASK=0, len=5\n' +
      "2: 0x48  'H'\n" +
      "3: 0x65  'e'\n" +
      "4: 0x6c  'l'\n" +
      "5: 0x6c  'l'\n" +
      "6: 0x6f  'o'",
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'a dash before each decimal',
    text: '- 129\n' + '- 5\n' + '- 72\n' + '- 101\n' + '- 108\n' + '- 108\n' + '- 111',
    chunks: ['? 810548656c6c6f'],
  },
  {
    name: 'a number and a bracket before each',
    text:
      '1) 0x81\n' + '2) 0x05\n' + '3) 0x48\n' + '4) 0x65\n' + '5) 0x6c\n' + '6) 0x6c\n' + '7) 0x6f',
    chunks: ['? 810548656c6c6f'],
  },
];

describe('bytes', () => {
  test.each(ROWS)('are read with $name', ({ text, chunks, unread = [] }) => {
    const reading = bestOf(text);
    expect(describeChunks(text)).toEqual(chunks);
    expect(reading.unread.map(({ start, end }) => text.slice(start, end))).toEqual(unread);
  });
});

/** What is beside bytes and can be taken for some, and bytes that can be taken for a label. */

import { describe, expect, test } from 'vitest';
import { bestOf, describeChunks } from './reading-of.ts';

const HELLO = '810548656c6c6f';
const SPACED = '81 05 48 65 6c 6c 6f';
const MASKED = '818537fa213d7f9f4d5158';
const MASKED_SPACED = '81 85 37 fa 21 3d 7f 9f 4d 51 58';

type Row = {
  readonly name: string;
  readonly text: string;
  /** A sender, or "?", and bytes. */
  readonly chunks: readonly string[];
  /** All text that wasn't read; none by default. */
  readonly unread?: readonly string[];
};

const ROWS: readonly Row[] = [
  {
    name: 'a time of day without seconds',
    text: `10:15 ${SPACED}\n10:16 89 00`,
    chunks: [`? ${HELLO}`, '? 8900'],
  },
  {
    name: 'a date and a time without marks',
    text: `20261201 101500 ${SPACED}`,
    chunks: [`? ${HELLO}`],
  },
  { name: 'an address of Ethernet', text: `aa:bb:cc:dd:ee:ff ${SPACED}`, chunks: [`? ${HELLO}`] },
  { name: 'an address in memory', text: `0x7f8105486500 ${SPACED}`, chunks: [`? ${HELLO}`] },
  {
    name: 'offsets with a prefix',
    text: '0x00 81 05 48 65\n0x04 6c 6c 6f',
    chunks: ['? 81054865', '? 6c6c6f'],
  },
  {
    name: 'a first byte with a prefix, which is no offset',
    text: '0x81_05_48_65_6c_6c_6f',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'numbers of lines that begin as frames do',
    text: `     81 ${SPACED}\n     82 89 00\n     83 88 02 03 e8`,
    chunks: [`? ${HELLO}`, '? 8900', '? 880203e8'],
  },
  {
    name: 'a time and a word behind bytes',
    text: `${SPACED}\t10:15:00\tserver`,
    chunks: [`? ${HELLO}`],
  },
  { name: 'a time behind an at sign', text: `${SPACED} @ 10:15:00`, chunks: [`? ${HELLO}`] },
  {
    name: 'the address of an object above bytes',
    text: `   Label: Byte (System.Byte) <1A2B3C4D>\n\n00000000   ${SPACED}   ..Hello`,
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'a frame of the other side in a sentence',
    text: `we sent ${MASKED_SPACED} and got back ${SPACED}`,
    chunks: [`> ${MASKED}`, `? ${HELLO}`],
    unread: ['we sent ', ' and got back '],
  },
  {
    name: 'a frame before another word of digits',
    text: `I get ${SPACED} but it should be 81 06 48 65 6c 6c 6f 21`,
    chunks: [`< ${HELLO}`, '? 810648656c6c6f21'],
    unread: ['I get ', ' but it should be '],
  },
  {
    name: 'a frame of the other side without spaces, which is said',
    text: `out:${MASKED};in:${HELLO}`,
    chunks: [`< ${HELLO}`],
    unread: [MASKED],
  },
  {
    name: 'buffers of both sides',
    text: `sent <Buffer ${MASKED_SPACED}> got <Buffer ${SPACED}>`,
    chunks: [`> ${MASKED}`, `? ${HELLO}`],
  },
  {
    name: 'what a call returned',
    text: "s.send(b'\\x89\\x80\\0\\0\\0\\0'); s.recv(10) -> b'\\x81\\x05Hello'",
    chunks: ['> 898000000000', `< ${HELLO}`],
  },
  { name: 'bytes in brackets', text: '[81] [05] [48 65 6c 6c 6f]', chunks: [`? ${HELLO}`] },
  {
    name: 'meanings in brackets',
    text: '81 (FIN text) 05 (len=5) 48 65 6c 6c 6f (Hello)',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'meanings in braces',
    text: '81 {FIN,text} 05 {len} 48 65 6c 6c 6f {Hello}',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'the fields of a frame as bits',
    text: '1 000 0001 0 0000010 01001000 01101001',
    chunks: ['? 81024869'],
  },
  {
    name: 'a byte a row, in two notations',
    text: '0x81 129\n0x05 5\n0x48 72',
    chunks: ['? 810548'],
  },
  {
    name: 'a byte a row, as bits, too',
    text: '10000001 81\n00000101 05\n01001000 48',
    chunks: ['? 810548'],
  },
  {
    name: 'the same bytes in the line below, in another notation',
    text: `129 005 072 101 108 108 111\n${SPACED}`,
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'a call, and a dump of its buffer',
    text: `read(5, "\\201\\5Hello", 4096)           = 7\n | 00000  ${SPACED}                              ..Hello          |`,
    chunks: [`< ${HELLO}`],
  },
  {
    name: 'digits in quotes without leading zeros',
    text: '["81","5","48","65","6c","6c","6f"]',
    chunks: [`? ${HELLO}`],
  },
  {
    name: 'a block that Wireshark put together, without the packet',
    text: `Reassembled TCP (7 bytes):\n0000   ${SPACED}                              ..Hello\nUnmasked Data (5 bytes):\n0000   48 65 6c 6c 6f                                    Hello`,
    chunks: [`? ${HELLO}`],
    unread: ['Reassembled TCP (7 bytes):', 'Unmasked Data (5 bytes):'],
  },
  {
    name: 'blocks that a log names by their sizes',
    text: `Sent (11 bytes):\n0000  ${MASKED_SPACED}\nReceived (7 bytes):\n0000  ${SPACED}`,
    chunks: [`> ${MASKED}`, `< ${HELLO}`],
  },
  {
    name: 'rows of a dump that overlap, which is said',
    text: '00000000  81 05 48 65\n00000002  48 65 6c 6c 6f',
    chunks: [`? ${HELLO}`],
    unread: ['48 65'],
  },
  {
    name: 'the names of both columns',
    text: `client  | server\n${MASKED_SPACED} | ${SPACED}`,
    chunks: [`? ${MASKED}${HELLO}`],
  },
  {
    name: 'the names of log files',
    text: `=== client.log ===\nsend ${MASKED_SPACED}\n=== server.log ===\nsend ${SPACED}`,
    chunks: [`> ${MASKED}`, `< ${HELLO}`],
  },
  {
    name: 'a number that the end of the text may have cut',
    text: '[129, 5, 72, 10',
    chunks: ['? 810548'],
    unread: ['10'],
  },
  {
    name: 'an escape that the end of the text cut',
    text: "recv b'\\x81\\x05Hel\\x6",
    chunks: ['< 810548656c'],
    unread: ['\\x6'],
  },
  {
    name: 'the colours of a terminal around a word',
    text: `\u001b[32mrx\u001b[0m ${SPACED}`,
    chunks: [`< ${HELLO}`],
  },
  {
    name: 'what the log says it left out, in brackets',
    text: 'recv 81 7e 01 00 41 41 [truncated, 254 more bytes]',
    chunks: ['< 817e01004141'],
  },
];

describe('beside bytes', () => {
  test.each(ROWS)('$name', ({ text, chunks, unread = [] }) => {
    expect(describeChunks(text)).toEqual(chunks);
    expect(bestOf(text).unread.map(({ start, end }) => text.slice(start, end))).toEqual(unread);
  });
});

test('times in a chat are no bytes', () => {
  const chat = '10:15 bob: it fails after 30 s\n10:16 al: which code?\n10:17 bob: 1006';
  expect(bestOf(chat).form).toBe('text');
});

import { describe, expect, test } from 'vitest';
import { readPaste } from '#core/paste/read-paste.ts';
import type { FormId } from '#core/paste/form.ts';
import { readingId } from '#core/paste/reading.ts';
import { bestOf, hexOf, sourcesOf } from './reading-of.ts';

const HELLO = '810548656c6c6f';

type Row = readonly [form: FormId, text: string];

const ROWS: readonly Row[] = [
  ['c-array', 'new byte[] { (byte)0x81, 5, 72, 101, 108, 108, 111 }'],
  ['byte-array', 'Buffer.from([0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f])'],
  ['byte-array', 'let frame: [u8; 7] = [0x81, 0x05, 0x48u8, 0x65, 0x6c, 0x6c, 0x6f];'],
  [
    'c-array',
    'const uint8_t frame[7] = { 0x81, 0x05, /* "Hello" */ 0x48, 0x65, 0x6c, 0x6c, 0x6f };',
  ],
  ['c-array', '[]byte{0x81, 0x5, 0x48, 0x65, 0x6c, 0x6c, 0x6f}'],
  ['c-array', 'const char frame[] = { 0201, 0005, 0110, 0145, 0154, 0154, 0157 };'],
  ['octal-list', '[0201, 5, 0110, 0145, 0154, 0154, 0157]'],
  ['octal-list', '0201 0005 0110 0145\n0154 0154 0157'],
  ['decimal-list', '129 5 72 101 108 108 111'],
  ['decimal-list', '129, 5, 72, 101, 108, 108, 111'],
  ['decimal-list', '[-127, 5, 72, 101, 108, 108, 111]'],
  ['hex-list', '[81, 05, 48, 65, 6c, 6c, 6f]'],
  ['hex-list', '81 5 48 65 6c 6c 6f'],
  ['node-buffer', 'ArrayBuffer { [Uint8Contents]: <81 05 48 65 6c 6c 6f>, byteLength: 7 }'],
  ['node-buffer', '<81054865 6c6c6f>'],
  ['node-buffer', '{length = 7, bytes = 0x810548656c6c6f}'],
  ['hex-string', 'bytes.fromhex("81 05 48 65 6c 6c 6f")'],
  ['hex', '81h 05h 48h 65h 6ch 6ch 6fh'],
  ['hex', '$81 $05 $48 $65 $6c $6c $6f'],
  ['hex', '0x810548656c6c6f'],
  ['hex', '81;05;48;65;6c;6c;6f'],
  ['hex', '8105 # FIN, text, 5 bytes\n4865 6c6c 6f // "Hello"'],
  ['hex-log', '[12:00:01.250] recv: 81 05 48 65 6c 6c 6f'],
  ['hex-log', '2026-11-22T12:00:01Z <-- 81 05 48 65 6c 6c 6f'],
  ['escaped-string', 'b"\\x81\\x05Hello"'],
  ['escaped-string', '"\\\\x81\\\\x05Hello"'],
  ['escaped-string', '"\\u0081\\u0005Hello"'],
  ['escaped-string', '"\\x81\\x05" "Hello"'],
  ['escaped-string', '\\x81\\x05\\x48\\x65\\x6c\\x6c\\x6f'],
  ['octal-string', '"\\201\\5Hello"'],
  ['decimal-string', "'\\129\\005Hello'"],
  ['system-call', 'sendto(3, "\\201\\5Hello", 7, 0, NULL, 0) = 7'],
  ['percent', '%81%05Hello'],
  ['quoted-printable', '=81=05Hello'],
  ['base64', 'gQVIZWxsbw=='],
  ['base64', 'gQVIZWxsbw'],
  ['data-url', 'data:application/octet-stream;base64,gQVIZWxsbw=='],
  ['bits', '1000 0001 0000 0101 0100 1000 0110 0101 0110 1100 0110 1100 0110 1111'],
];

describe('one frame in many hands', () => {
  test.each(ROWS)('is read as %s from %s', (form, text) => {
    const reading = bestOf(text);
    expect(hexOf(reading)).toBe(HELLO);
    expect(reading).toMatchObject({ form, problems: [], lost: [] });
  });
});

describe('metadata in a text', () => {
  test.each([
    { text: '<Buffer 81 05 48 ... 4 more bytes>', lost: ['print-limit', 'Node', 3, 7] },
    {
      text: 'Uint8Array(200) [ 129, 5, ... 198 more items ]',
      lost: ['print-limit', 'Node', 2, 200],
    },
    {
      text: 'unsigned char f[] = { 0x81, 0x05 };\nunsigned int f_len = 7;',
      lost: ['declared-length-differs', null, 2, 7],
    },
    {
      text: 'write(1, "\\201\\5Hel"..., 7) = 7',
      lost: ['print-limit', 'strace', 5, 7],
    },
    {
      text: '{length = 90, bytes = 0x81054865 ... 6c6c6f00 }',
      lost: ['print-limit', 'Foundation', 4, 90],
    },
  ])('is held against what it has: $text', ({ text, lost: [kind, printer, shown, total] }) => {
    expect(bestOf(text).lost).toEqual([{ kind, printer, shown, total, count: 1 }]);
  });

  test.each([
    ['expression', 'Buffer.from([0x81, 0x82, 1, 2, 3, 4, 0x68 ^ 1, 0x69 ^ 2])'],
    ['not-a-byte', 'new Uint8Array([129, 300, 5])'],
    ['not-an-escape', '"\\x81\\x05\\xzz"'],
    ['characters-lost', '\ufffd\u0005Hello'],
    ['characters-lost', '"\\x81\ufffd"'],
  ])('is refused where it cannot be read: %s', (kind, text) => {
    expect(bestOf(text).problems[0]?.kind).toBe(kind);
  });
});

describe('payloads without frames', () => {
  test.each<[FormId, string]>([
    ['text', 'Hello, world'],
    ['json', '{"op":"hello","n":1}'],
    ['socket-io', '42["chat","hello"]'],
    ['text', 'naïve 😀 text'],
  ])('are put into one: %s', (form, text) => {
    const reading = bestOf(text);
    expect(reading).toMatchObject({ form, isReconstructed: true, problems: [] });
    const sources = sourcesOf(text, reading);
    expect([...new Set(sources.join(''))].sort()).toEqual([...new Set(text)].sort());
  });

  test('are offered where JSON is a list of bytes, too', () => {
    expect(readPaste('[129, 0]').map(readingId).slice(0, 2)).toEqual(['decimal-list', 'json']);
  });
});

/** Texts that state frames, or show messages, without the bytes of a header. */

import { describe, expect, test } from 'vitest';
import { readPaste } from '#core/paste/read-paste.ts';
import type { Reading } from '#core/paste/reading.ts';
import { bestOf } from './reading-of.ts';

/** The short frames of a reading: first byte, side and payload. */
function framesOf({ connections }: Reading): string[] {
  const [{ bytes, chunks } = { bytes: new Uint8Array(), chunks: [] }] = connections;
  return chunks.map(({ range, isMade }) => {
    const frame = bytes.subarray(range.start, range.end);
    const isMasked = frame[1]! >= 0x80;
    const key = isMasked ? frame.subarray(2, 6) : Uint8Array.of(0);
    const payload = frame
      .subarray(isMasked ? 6 : 2)
      .map((byte, index) => byte ^ key[index % key.length]!);
    const first = frame[0]!.toString(16);
    return `${isMade ? 'made' : 'read'} ${first} ${isMasked ? 'C' : 'S'} ${Buffer.from(payload).toString('latin1')}`;
  });
}

describe('fields of a frame', () => {
  test.each([
    ['opcode=1 fin=1 mask=0 length=5 payload=48656c6c6f', ['made 81 S Hello']],
    ['opcode=0x2 fin=false len=4 payload=00010203', ['made 2 S \0\u0001\u0002\u0003']],
    ['Opcode: 9, Payload: 48 65 6c 6c 6f', ['made 89 S Hello']],
    ['opcode=text fin=true rsv1=1 payload="f248cdc9c90700"', ['made c1 S òHÍÉÉ\u0007\0']],
    // Masked, as the key shows: the payload is text only after unmasking.
    ['opcode=1 masked=true mask_key=37fa213d payload=7f9f4d5158', ['made 81 C Hello']],
    ['opcode: 1\nmask: 37fa213d\npayload: 7f9f4d5158', ['made 81 C Hello']],
    ['mask: 37 fa 21 3d\npayload: 7f 9f 4d 51 58', ['made 81 C Hello']],
    // A program can log the payload unmasked beside the key.
    ['opcode=1 mask=37fa213d payload=48656c6c6f', ['made 81 C Hello']],
    [
      '2026-01-02T03:04:05.678Z DEBUG ws: frame opcode=1 len=2 payload=4869\n2026-01-02T03:04:06.678Z DEBUG ws: frame opcode=10 len=0',
      ['made 81 S Hi'],
    ],
  ])('%j', (text, frames) => {
    const reading = bestOf(text);
    expect({ form: reading.form, frames: framesOf(reading) }).toEqual({
      form: 'frame-log',
      frames,
    });
    expect(reading.isReconstructed).toBe(true);
  });

  test('that were not read are counted', () => {
    const { unread } = bestOf('frame opcode=1 payload=4869\nframe opcode=10 len=0');
    expect(unread).toEqual([{ start: 28, end: 49 }]);
  });

  test('announce a length that the payload may not have', () => {
    expect(bestOf('opcode=2 len=9 payload=48656c6c6f').lost).toMatchObject([
      { kind: 'declared-length-differs', shown: 5, total: 9 },
    ]);
  });

  test.each([
    // Digits that are the characters of a text.
    'opcode=1 len=4 payload=1234',
    'opcode=1 payload=hello',
    // Reserved opcodes can’t be put into a frame that is valid.
    'opcode=3 len=2 payload=4869',
    'fin=1 payload=4869',
    // Bytes of whole frames behind names.
    'opcode=1 mask=0 len=9 data=81 09 73 6f 20 61 6e 64 20 73 6f',
  ])('are not in %j', (text) => {
    expect(readPaste(text).filter(({ form }) => form === 'frame-log')).toEqual([]);
  });
});

describe('rows of messages', () => {
  test.each([
    ['Hello\t5\t12:00:01.123\nWörld\t6\t12:00:01.223', ['Hello', 'WÃ¶rld']],
    ['Hello\n5\n12:00:01.123\nWorld!\n6 B\n12:00:01.223', ['Hello', 'World!']],
    ['o\na["x"]\nh\nc[3000,"Go away!"]', ['o', 'a["x"]', 'h', 'c[3000,"Go away!"]']],
  ])('%j', (text, messages) => {
    const reading = bestOf(text);
    expect(framesOf(reading)).toEqual(messages.map((message) => `made 81 S ${message}`));
    expect(reading.unread).toEqual([]);
  });

  test('have the side of their arrow, and a time', () => {
    const reading = bestOf('↑\tHi\t2\t12:00:01.123\n↓\tHo\t2\t12:00:01.223');
    expect(framesOf(reading)).toEqual(['made 81 C Hi', 'made 81 S Ho']);
    expect(reading.connections[0]!.chunks.map(({ atMs }) => atMs)).toEqual([0, 100]);
  });

  test('of which only the size is shown are not read', () => {
    const { unread } = bestOf('Hi\t2\t12:00:01.123\nBinary Message\t5 B\t12:00:01.223');
    expect(unread).toEqual([{ start: 18, end: 49 }]);
  });

  test.each(['Binary Message\t5 B\t12:00:01.223', 'Total\t17\t12:00:01.223', 'o\nh\no'])(
    'are not in %j',
    (text) => {
      expect(bestOf(text).form).toBe('text');
    },
  );
});

test('one SockJS frame is the text of a message', () => {
  expect(bestOf('c[3000,"Go away!"]')).toMatchObject({ form: 'sockjs', isReconstructed: true });
  expect(bestOf('a["{}","x"]')).toMatchObject({ form: 'sockjs', isReconstructed: true });
});

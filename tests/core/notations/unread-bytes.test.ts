import { describe, expect, test } from 'vitest';
import { readText } from '#core/notations/read-text.ts';

const MARKED = [
  '<Buffer 81 05 48 65 6c 6c 6f>',
  "b'\\x81\\x05Hello'",
  'new Uint8Array([129, 5, 72, 101, 108, 108, 111])',
  '[129, 5, 72, 101, 108, 108, 111]',
  'unsigned char frame[] = {\n  0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f\n};',
  'peers:\n  - peer: 0\n    host: 127.0.0.1\n    port: 1\npackets:\n  - packet: 1\n    peer: 0\n    data: !!binary |\n      gQVIZWxsbw==',
];

describe('bytes in another form than the others', () => {
  test.each(
    MARKED.flatMap((text) =>
      [
        '01 83 37 fa 21 3d 7f 9f 4d',
        '00000000  89 00 8a 00 |....|',
        '818537fa213d7f9f4d5158',
        '0x89, 0x00',
      ].map((other) => ({ text, other })),
    ),
  )('are pointed out: $other below $text', ({ text, other }) => {
    const whole = `${text}\n\n${other}\n`;
    const { leftOut, problem } = readText(whole)[0]!;
    // A dump takes the other one for words around it, and reports that.
    if (leftOut.some(({ kind }) => kind === 'prose')) return;
    expect(problem).toMatchObject({ kind: 'other-form' });
    expect(whole.slice(problem!.range.start, problem!.range.end)).toBe(other);
  });

  test.each(MARKED)('are not seen in %j alone', (text) => {
    expect(readText(text)[0]!.problem).toBeNull();
  });

  test.each([
    '12:34:57.123 INFO frame sent',
    'unsigned int frame_len = 7;',
    '550e8400-e29b-41d4-a716-446655440000 connected',
    '00:11:22 is when it happened',
  ])('are not seen in %j', (line) => {
    expect(readText(`<Buffer 81 05 48 65 6c 6c 6f>\n${line}`)[0]!.problem).toBeNull();
  });
});

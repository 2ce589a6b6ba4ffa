import { describe, expect, test } from 'vitest';
import { bestOf, hexOf } from './reading-of.ts';

const HELLO = '810548656c6c6f';

const FORMS = [
  '<Buffer 81 05 48 65 6c 6c 6f>',
  "b'\\x81\\x05Hello'",
  'new Uint8Array([129, 5, 72, 101, 108, 108, 111])',
  '[129, 5, 72, 101, 108, 108, 111]',
  'unsigned char frame[] = {\n  0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f\n};',
  'peers:\n  - peer: 0\n    host: 127.0.0.1\n    port: 1\npackets:\n  - packet: 1\n    peer: 0\n    data: !!binary |\n      gQVIZWxsbw==',
];

const OTHERS = [
  { other: '01 83 37 fa 21 3d 7f 9f 4d', hex: '018337fa213d7f9f4d' },
  { other: '00000000  89 00 8a 00 |....|', hex: '89008a00' },
  { other: '818537fa213d7f9f4d5158', hex: '818537fa213d7f9f4d5158' },
  { other: '0x89, 0x00', hex: '8900' },
];

describe('bytes in another form than the others', () => {
  test.each(FORMS.flatMap((text) => OTHERS.map((other) => ({ text, ...other }))))(
    'are read, too: $other below $text',
    ({ text, other, hex }) => {
      const reading = bestOf(`${text}\n\n${other}\n`);
      const whole = reading.connections.map(({ bytes }) => Buffer.from(bytes).toString('hex'));
      expect(whole.join('')).toBe(HELLO + hex);
      expect(reading.problems).toEqual([]);
    },
  );

  test.each(FORMS)('are not seen in %j alone', (text) => {
    expect(hexOf(bestOf(text))).toBe(HELLO);
    expect(bestOf(text).problems).toEqual([]);
  });

  test.each([
    '12:34:57.123 INFO frame sent',
    'unsigned int frame_len = 7;',
    '550e8400-e29b-41d4-a716-446655440000 connected',
    '00:11:22 is when it happened',
  ])('are not seen in %j', (line) => {
    const reading = bestOf(`<Buffer 81 05 48 65 6c 6c 6f>\n${line}`);
    expect(hexOf(reading)).toBe(HELLO);
    expect(reading.problems).toEqual([]);
  });
});

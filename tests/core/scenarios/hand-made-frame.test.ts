import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { RSV2_BIT } from '#core/protocol/framing/frame-header.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { encodeHandMade } from '#core/scenarios/hand-made-frame.ts';

const KEY = fromHex('37 fa 21 3d');
const HELLO = { opcode: OPCODE.text, payload: toUtf8('Hello') } as const;

describe('a frame built by hand', () => {
  test.each([null, KEY])('without a change is an ordinary one', (maskingKey) => {
    expect(encodeHandMade(HELLO, maskingKey)).toEqual(encodeFrame({ ...HELLO, maskingKey }));
  });

  test.each([
    { change: { flippedBits: RSV2_BIT }, hex: 'a1 05 48 65 6c 6c 6f' },
    { change: { isFinal: false }, hex: '01 05 48 65 6c 6c 6f' },
    { change: { lengthForm: 16 }, hex: '81 7e 00 05 48 65 6c 6c 6f' },
    { change: { lengthForm: 64 }, hex: '81 7f 00 00 00 00 00 00 00 05 48 65 6c 6c 6f' },
  ] as const)('with $change', ({ change, hex }) => {
    expect(toHex(encodeHandMade({ ...HELLO, ...change }, null), ' ')).toBe(hex);
  });

  test('masks its payload alone', () => {
    expect(toHex(encodeHandMade({ ...HELLO, lengthForm: 16 }, KEY), ' ')).toBe(
      '81 fe 00 05 37 fa 21 3d 7f 9f 4d 51 58',
    );
  });
});

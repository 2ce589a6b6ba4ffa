import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { framesWithoutMasks } from '#core/editing/frames-without-masks.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';

test('frames are the same, but not masked', () => {
  const key = fc.uint8Array({ minLength: 4, maxLength: 4 });
  const payload = fc.uint8Array({ maxLength: 300 });
  const frames = fc.array(fc.record({ opcode: fc.constantFrom(1, 2, 9), key, payload }));
  fc.assert(
    fc.property(frames, (each) => {
      const sent = each.map((frame) => encodeFrame({ ...frame, maskingKey: frame.key }));
      const plain = each.map((frame) => encodeFrame({ ...frame, maskingKey: null }));
      expect(framesWithoutMasks(concatBytes(sent))).toEqual(concatBytes(plain));
    }),
  );
});

test('bytes that are no masked frames stay as they are', () => {
  for (const hex of ['', '81', '8105 48656c6c6f', '47455420']) {
    expect(toHex(framesWithoutMasks(fromHex(hex)))).toBe(hex.replaceAll(' ', ''));
  }
});

test('a payload that is cut is unmasked as far as it goes', () => {
  expect(toHex(framesWithoutMasks(fromHex('8185 37fa213d 7f9f')))).toBe('81054865');
});

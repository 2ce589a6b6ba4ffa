import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectAs } from '#core/dissection/unit-dissection.ts';
import { bitGroups, flipBit } from '#core/scenes/byte-bits.ts';

test('the first two bytes of a frame are grouped by their fields', () => {
  const dissection = dissectAs('frame', fromHex('81 85 37 fa 21 3d 7f 9f 4d 51 58'));
  const shown = [0, 1, 2, 3].map((byte) =>
    bitGroups(dissection, byte).map(({ field, bits, isStart }) => [
      field?.id,
      bits.map(({ value }) => value).join(''),
      isStart,
    ]),
  );
  expect(shown).toEqual([
    [
      ['frame.fin', '1', true],
      ['frame.rsv1', '0', true],
      ['frame.rsv2', '0', true],
      ['frame.rsv3', '0', true],
      ['frame.opcode', '0001', true],
    ],
    [
      ['frame.mask', '1', true],
      ['frame.length', '0000101', true],
    ],
    [['frame.masking-key', '00110111', true]],
    [['frame.masking-key', '11111010', false]],
  ]);
});

test('the bits of every byte, in order, are the byte', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.constantFrom('frame', 'request', 'after-close'),
      (bytes, kind) => {
        const dissection = dissectAs(kind, bytes);
        for (const [index, byte] of bytes.entries()) {
          const bits = bitGroups(dissection, index).flatMap((group) => group.bits);
          expect(bits.map((bit) => bit.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
          expect(Number.parseInt(bits.map(({ value }) => value).join(''), 2)).toBe(byte);
        }
        expect(bitGroups(dissection, bytes.length)).toEqual([]);
      },
    ),
  );
});

test('a flipped bit is the only difference, and flipping twice undoes it', () => {
  const bytes = fromHex('00 ff 0f');
  expect(flipBit(bytes, 1, 0)).toEqual(fromHex('00 7f 0f'));
  expect(flipBit(bytes, 2, 7)).toEqual(fromHex('00 ff 0e'));
  expect(flipBit(flipBit(bytes, 2, 3), 2, 3)).toEqual(bytes);
});

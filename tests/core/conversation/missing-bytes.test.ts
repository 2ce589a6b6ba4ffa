import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { missingInFrame } from '#core/conversation/missing-bytes.ts';

test.each<[hex: string, missing: number | bigint]>([
  ['8105 48656c6c6f', 0],
  ['8105 4865', 3],
  ['81', 1],
  ['8185 37fa', 2],
  ['827f001fffffffffffff 00', 0x1f_ffff_ffff_fffe],
  ['827f0020000000000000 00', 0x1f_ffff_ffff_ffffn],
  ['827f8000000000000000', 0x8000_0000_0000_0000n],
  ['827fffffffffffffffff 000000', 0xffff_ffff_ffff_fffcn],
  ['82ffffffffffffffffff 00000000 000000', 0xffff_ffff_ffff_fffcn],
])('of the frame %s, %s bytes are missing', (hex, missing) => {
  expect(missingInFrame(fromHex(hex))).toBe(missing);
});

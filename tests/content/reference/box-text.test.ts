import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { layoutFrameDiagram } from '#core/scenes/frame-diagram.ts';
import { boxText } from '#content/reference/box-text.ts';

/** What the last box of the frame's diagram says. */
function lastBox(hex: string): string | undefined {
  const wire = fromHex(hex);
  const { rows } = layoutFrameDiagram(dissectFrame(wire), { bitsPerRow: 32, maxRows: 8 });
  const box = rows.at(-1)?.at(-1);
  return box && boxText(box, wire).value;
}

test.each<[name: string, hex: string, expected: string]>([
  ['of a payload', '81054865', '3 bytes missing'],
  ['of a header', '827e01', '1 byte missing'],
  [
    'that a number of bits can’t hold',
    '827f001ffffffffffffe 00',
    '9,007,199,254,740,989 bytes missing',
  ],
  ['that a number can’t hold', '827f8000000000000000', '9,223,372,036,854,775,808 bytes missing'],
  [
    'that a number would round',
    '827f8000000000000000 0102',
    '9,223,372,036,854,775,806 bytes missing',
  ],
])('the missing bytes %s are counted exactly', (_, hex, expected) => {
  expect(lastBox(hex)).toBe(expected);
});

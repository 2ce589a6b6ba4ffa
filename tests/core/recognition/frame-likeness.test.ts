import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { frameLikeness } from '#core/recognition/frame-likeness.ts';
import type { Side } from '#core/trace/direction.ts';

const sent = (sender: Side, hex: string) => ({ sender, bytes: fromHex(hex) });

test.each([
  { name: 'the same Close', one: '88 02 03e8', other: '88 02 03e8', expected: 7 },
  { name: 'a Close with another code', one: '88 02 03e8', other: '88 02 03e9', expected: 3 },
  { name: 'the same code masked', one: '88 02 03e8', other: '88 82 01020304 02ea', expected: 7 },
  { name: 'the code of a Close with RSV1', one: '88 02 03e8', other: 'c8 02 03e8', expected: 5 },
  { name: 'a text and a Close', one: '81 02 03e8', other: '88 02 03e8', expected: 1 },
  { name: 'two texts', one: '81 01 61', other: '81 01 62', expected: 3 },
  { name: 'a cut header', one: '88', other: '88 02 03e8', expected: 3 },
])('$name', ({ one, other, expected }) => {
  expect(frameLikeness(sent('server', one), sent('server', other))).toBe(expected);
  expect(frameLikeness(sent('client', other), sent('server', one))).toBe(expected - 1);
});

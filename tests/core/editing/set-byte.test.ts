import { describe, expect, test } from 'vitest';
import { REQUEST } from '../conversation/streams.ts';
import { toHex } from '#core/bytes/hex.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { flipBit, setByte } from '#core/editing/set-byte.ts';
import { conversationOf, bytesAfter, editIn, frameAt } from './editing.ts';

/** RFC 6455 §5.7: a masked "Hello". */
const HELLO = '81 85 37 fa 21 3d 7f 9f 4d 51 58';
const conversation = conversationOf(HELLO);
const hello = frameAt(conversation);

describe('a bit flipped', () => {
  test.each([
    { bit: 0, bytes: '01 85 37 fa 21 3d 7f 9f 4d 51 58' },
    { bit: 1, bytes: 'c1 85 37 fa 21 3d 7f 9f 4d 51 58' },
    { bit: 7, bytes: '80 85 37 fa 21 3d 7f 9f 4d 51 58' },
    { bit: 8, bytes: '81 05 37 fa 21 3d 7f 9f 4d 51 58' },
    { bit: 87, bytes: '81 85 37 fa 21 3d 7f 9f 4d 51 59' },
  ])('is bit $bit, and no other', ({ bit, bytes }) => {
    const edit = editIn(flipBit(conversation, hello, 'wire', bit));
    expect(bytesAfter(conversation, edit)).toBe(bytes);
  });

  test('twice is as it was', () => {
    for (let bit = 0; bit < 88; bit++) {
      const edit = editIn(flipBit(conversation, hello, 'wire', bit));
      const edited = conversationOf(bytesAfter(conversation, edit));
      const [unit] = edited.units;
      const back = editIn(flipBit(edited, unit!, 'wire', bit));
      expect(bytesAfter(edited, back), `bit ${bit}`).toBe(HELLO);
    }
  });
});

test('a byte of the unmasked payload is masked on the wire', () => {
  const edit = editIn(setByte(conversation, hello, { buffer: 'unmasked', offset: 4 }, 0x21));
  const edited = conversationOf(bytesAfter(conversation, edit));
  expect(toHex(dissectUnit(edited.trace, edited.units[0]!).buffers.unmasked!)).toBe('48656c6c21');
});

test('a byte of a head', () => {
  const head = conversationOf(toHex(REQUEST));
  const edit = editIn(setByte(head, head.units[0]!, { buffer: 'wire', offset: 4 }, 0x2a));
  expect(bytesAfter(head, edit).startsWith('47 45 54 20 2a')).toBe(true);
});

test.each([
  { buffer: 'wire' as const, offset: 11 },
  { buffer: 'unmasked' as const, offset: 5 },
  { buffer: 'inflated' as const, offset: 0 },
])('there is no byte $offset of the $buffer', (place) => {
  expect(setByte(conversation, hello, place, 0)).toEqual({
    kind: 'problem',
    problem: 'no-such-byte',
  });
});

test('an unmasked frame has no unmasked buffer, but its payload can be changed', () => {
  const plain = conversationOf('81 02 68 69', 's');
  const edit = editIn(setByte(plain, plain.units[0]!, { buffer: 'unmasked', offset: 1 }, 0x6f));
  expect(bytesAfter(plain, edit)).toBe('81 02 68 6f');
});

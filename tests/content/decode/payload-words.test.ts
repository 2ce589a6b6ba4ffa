import { expect, test } from 'vitest';
import {
  BIT_ORDER_NOTE,
  BLOCK_WITHOUT_END,
  GUESS_CAUTION,
  NO_REASON,
  NOT_UTF8,
  omittedValues,
  TOO_LARGE_FOR_BLOCKS,
} from '#content/decode/payload-words.ts';
import { MESSAGE_TAIL } from '#core/protocol/compression/permessage-deflate.ts';
import { toHex } from '#core/bytes/hex.ts';
import { plainText } from '#content/phrasing/prose.ts';

test.each([
  [1, '1 more value '],
  [2, '2 more values '],
  [5000, '5,000 more values '],
])('%i values that the tree omits', (count, expected) => {
  expect(omittedValues(count)).toContain(expected);
});

test('the tail that the note names is the one that the inflater restores', () => {
  expect(plainText(BIT_ORDER_NOTE)).toContain(toHex(MESSAGE_TAIL, ' '));
});

test.each([
  plainText(GUESS_CAUTION),
  NOT_UTF8,
  TOO_LARGE_FOR_BLOCKS,
  plainText(BIT_ORDER_NOTE),
  BLOCK_WITHOUT_END,
])('a sentence: %s', (sentence) => {
  expect(sentence).toMatch(/^\p{Lu}.*[^.]\.$/u);
});

test('a missing reason is words within a line', () => {
  expect(NO_REASON).toMatch(/^\p{Ll}.*[^.]$/u);
});

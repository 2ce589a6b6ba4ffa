import { expect, test } from 'vitest';
import {
  columnLabel,
  differenceWords,
  eitherLabel,
  noOtherFrameWords,
} from '#content/decode/comparison-words.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';

test.each([
  [0, 'Frame 1 and Frame 2 are the same in every field.'],
  [1, 'Frame 1 and Frame 2 differ in 1 field of 12.'],
  [3, 'Frame 1 and Frame 2 differ in 3 fields of 12.'],
])('%i fields that differ', (differing, expected) => {
  expect(differenceWords('Frame 1', 'Frame 2', differing, 12)).toBe(expected);
});

test('numbers that name no other frame', () => {
  expect(noOtherFrameWords(1200, 7)).toBe('Enter a frame number from 1 to 1,200, but not 7.');
  expect(noOtherFrameWords(4, null)).toBe('Enter a frame number from 1 to 4.');
});

test('labels of both frames, the same only once', () => {
  expect(eitherLabel(['Text', 'Text'])).toBe('Text');
  expect(eitherLabel(['Text', 'Binary'])).toBe('Text or Binary');
});

test.each([
  ['frame.fin', 'FIN, RSV, opcode'],
  ['frame.mask', 'MASK, length'],
  ['frame.masking-key', 'Key'],
  ['frame.payload', 'Payload'],
] as const)('the column that starts with %s', (id, expected) => {
  const { fields } = dissectFrame(fromHex('818537fa213d7f9f4d5158'));
  const field = fields.find((each) => each.id === id);
  expect(field && columnLabel(field)).toBe(expected);
});

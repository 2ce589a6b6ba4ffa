import { expect, test } from 'vitest';
import { isSendableCloseCode } from '#core/protocol/messages/close-code.ts';
import { closeCodeChoices } from '#core/scenarios/close-code-choices.ts';

test('offers no code first, then codes that can be sent, in order', () => {
  const [first, ...codes] = closeCodeChoices(null);
  expect(first).toBeNull();
  expect(codes).toEqual(expect.arrayContaining([1000, 1001, 1011, 3000, 4000]));
  expect(codes.filter((code) => code === null || !isSendableCloseCode(code))).toEqual([]);
  expect(codes).toEqual([...codes].sort((one, other) => Number(one) - Number(other)));
});

test('offers a chosen code that has no name, once', () => {
  expect(closeCodeChoices(4321)).toContain(4321);
  expect(closeCodeChoices(1000)).toEqual(closeCodeChoices(null));
});

import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '#core/protocol/messages/limits.ts';

test('a frame can be as large as a message, and both are limited', () => {
  expect(DEFAULT_LIMITS.maxFrameSize).toBe(DEFAULT_LIMITS.maxMessageSize);
  expect(DEFAULT_LIMITS.maxMessageSize).toBe(104_857_600);
  expect(DEFAULT_LIMITS.maxFragments).toBe(2 ** 17);
});

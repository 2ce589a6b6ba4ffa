import { expect, test } from 'vitest';
import { DEFAULT_DEPTH, DEPTHS } from '#core/story/depth.ts';

test('depths go from little to everything, and the default is one of them', () => {
  expect(DEPTHS).toEqual(['story', 'bytes', 'everything']);
  expect(DEPTHS).toContain(DEFAULT_DEPTH);
});

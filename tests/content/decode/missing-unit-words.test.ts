import { expect, test } from 'vitest';
import { missingUnitWords } from '#content/decode/missing-unit-words.ts';

test.each([
  { kind: 'frame' as const, requested: '9', words: 'There is no frame 9 here.' },
  { kind: 'frame' as const, requested: '1000', words: 'There is no frame 1,000 here.' },
  { kind: 'part' as const, requested: 'x', words: 'There is no part “x” here.' },
])('$kind $requested: $words', ({ kind, requested, words }) => {
  expect(missingUnitWords({ kind, requested })).toBe(words);
});

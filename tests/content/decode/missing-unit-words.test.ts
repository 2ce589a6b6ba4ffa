import { expect, test } from 'vitest';
import { missingUnitWords } from '#content/decode/missing-unit-words.ts';

test.each([
  { kind: 'frame' as const, wanted: '9', words: 'There is no frame 9 here.' },
  { kind: 'frame' as const, wanted: '1000', words: 'There is no frame 1,000 here.' },
  { kind: 'part' as const, wanted: 'x', words: 'There is no part “x” here.' },
])('$kind $wanted: $words', ({ kind, wanted, words }) => {
  expect(missingUnitWords({ kind, wanted })).toBe(words);
});

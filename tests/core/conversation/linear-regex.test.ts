import { expect, test } from 'vitest';
import { compileRegex } from '#core/conversation/linear-regex.ts';

test.each([
  ['h.llo', 'Oh, hallo', true],
  ['^hallo', 'Oh, hallo', false],
  ['(?i)HALLO', 'Oh, hallo', true],
  ['\\d{3}', 'a 12 b', false],
  ['ä+', 'Bäär', true],
])('%s in %j: %s', (source, text, isIn) => {
  expect(compileRegex(source)(text)).toBe(isIn);
});

test('an expression on which other engines backtrack for years takes no time', () => {
  expect(compileRegex('(x+x+)+y')('x'.repeat(20_000))).toBe(false);
});

test.each(['(', 'a**', '(?=a)', '(a)\\1'])('%s throws', (source) => {
  expect(() => compileRegex(source)).toThrow(/./);
});

import { expect, test } from 'vitest';
import { compileRegex } from '#core/conversation/linear-regex.ts';
import { readPattern, type PatternForm } from '#core/conversation/search-pattern.ts';

const read = (form: PatternForm, text: string, compile = compileRegex) =>
  readPattern({ form, text }, compile);

test.each<[PatternForm, string, string]>([
  ['text', '', 'empty'],
  ['hex', ' ', 'empty'],
  ['hex', '0x', 'empty'],
  ['hex', '8', 'invalid'],
  ['hex', 'zz', 'invalid'],
  ['hex', '8181', 'matcher'],
  ['regex', '', 'empty'],
  ['regex', '(', 'invalid'],
  ['regex', '(?=a)', 'invalid'],
  ['regex', '(a)\\1', 'invalid'],
  ['regex', 'a+', 'matcher'],
])('%s %j is %s', (form, text, kind) => {
  expect(read(form, text).kind).toBe(kind);
});

test('what is wrong with a regular expression is said', () => {
  expect(read('regex', 'a(')).toMatchObject({ reason: expect.stringMatching(/\)/) });
});

test('a regular expression waits for its compiler', () => {
  expect(readPattern({ form: 'regex', text: 'a' }, null).kind).toBe('waiting');
});

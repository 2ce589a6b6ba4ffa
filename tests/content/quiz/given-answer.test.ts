import { describe, expect, test } from 'vitest';
import { answerText, meaningOf, readGiven } from '#content/quiz/given-answer.ts';
import type { QuizForm } from '#content/quiz/quiz-form.ts';

const BYTES: QuizForm = { kind: 'bytes' };
const NUMBER: QuizForm = { kind: 'number' };
const NUMBERS: QuizForm = { kind: 'numbers', count: 3 };
const CHOICE: QuizForm = { kind: 'choice', options: ['client', 'server'] };

test.each([
  [BYTES, '81 05', '8105'],
  [BYTES, '0x81, 0x05', '8105'],
  [BYTES, '0x8105', '8105'],
  [BYTES, '0x81 0x5', '8105'],
  [BYTES, '88:02:03:E8 ', '880203e8'],
  [BYTES, String.raw`\x81\x05`, '8105'],
  [NUMBER, ' 1,005', '1005'],
  [NUMBER, '1 005', '1005'],
  [NUMBER, '65,536', '65536'],
  [NUMBER, '04', '4'],
  [NUMBER, '0x0B', '11'],
  [NUMBER, '11 bytes', '11'],
  [NUMBER, '40ms', '40'],
  [NUMBERS, '2, 4, 10', '2 4 10'],
  [NUMBERS, '2 4 10', '2 4 10'],
  [NUMBERS, '2/4/10', '2 4 10'],
  [NUMBERS, '2, 4 and 10', '2 4 10'],
  [CHOICE, 'server', 'server'],
])('%j reads %s as %s', (form, given, meaning) => {
  expect(readGiven(form, given)).toEqual({ kind: 'answer', meaning });
});

describe('says how to write', () => {
  test.each([
    [BYTES, '', /hex digits/],
    [BYTES, '810', /hex digits/],
    [BYTES, 'no idea', /hex digits/],
    [NUMBER, '', /whole number/],
    [NUMBER, 'eleven', /whole number/],
    [NUMBER, '1.5', /whole number/],
    [NUMBER, '-1', /whole number/],
    [NUMBER, '1 2', /whole number/],
    [NUMBERS, '2, 4', /3 numbers/],
    [NUMBERS, '2, 4, x', /3 numbers/],
    [CHOICE, 'both', /Choose/],
  ])('%j when given %s', (form, given, expected) => {
    const read = readGiven(form, given);
    expect(read.kind).toBe('unreadable');
    if (read.kind === 'unreadable') expect(read.problem).toMatch(expected);
  });
});

test('our own answers have to be readable', () => {
  expect(() => meaningOf(NUMBER, 'x')).toThrow(TypeError);
});

test('a number is shown with its thousands apart, and others as they are written', () => {
  expect(answerText(NUMBER, '65536')).toBe('65,536');
  expect(answerText(BYTES, '81 05')).toBe('81 05');
});

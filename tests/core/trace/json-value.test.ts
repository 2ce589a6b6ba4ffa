import { describe, expect, test } from 'vitest';
import { JsonValue, type ProblemSlot } from '#core/trace/json-value.ts';

/** What reading `json` gives, and the first problem as "path: expected". */
function read<Value>(json: unknown, reading: (value: JsonValue) => Value): [Value, string | null] {
  const slot: ProblemSlot = { problem: null };
  const value = reading(new JsonValue(json, slot));
  return [value, slot.problem && `${slot.problem.path}: ${slot.problem.expected}`];
}

describe('a value that is as expected', () => {
  test.each<{ name: string; json: unknown; reading: (value: JsonValue) => unknown; got: unknown }>([
    { name: 'text', json: 'a', reading: (value) => value.text(), got: 'a' },
    { name: 'an empty text', json: '', reading: (value) => value.text(), got: '' },
    { name: 'a number', json: -1.5, reading: (value) => value.number(), got: -1.5 },
    { name: 'the least integer', json: 1, reading: (value) => value.integer(1, 3), got: 1 },
    { name: 'the largest integer', json: 3, reading: (value) => value.integer(1, 3), got: 3 },
    { name: 'a word', json: 'b', reading: (value) => value.oneOf(['a', 'b']), got: 'b' },
    { name: 'true', json: true, reading: (value) => value.flag(), got: true },
    { name: 'false', json: false, reading: (value) => value.flag(), got: false },
    { name: 'a member', json: { a: 7 }, reading: (value) => value.member('a').number(), got: 7 },
    {
      name: 'elements',
      json: ['a', 'b'],
      reading: (value) => value.elements().map((each) => each.text()),
      got: ['a', 'b'],
    },
  ])('is read: $name', ({ json, reading, got }) => {
    expect(read(json, reading)).toEqual([got, null]);
  });
});

describe('a value that is not', () => {
  test.each<{
    name: string;
    json: unknown;
    reading: (value: JsonValue) => unknown;
    got: unknown;
    problem: string;
  }>([
    { name: 'text', json: 1, reading: (value) => value.text(), got: '', problem: ': a string' },
    {
      name: 'number',
      json: '1',
      reading: (value) => value.number(),
      got: 0,
      problem: ': a number',
    },
    {
      name: 'flag',
      json: 'true',
      reading: (value) => value.flag(),
      got: false,
      problem: ': true or false',
    },
    {
      name: 'finite',
      json: Infinity,
      reading: (value) => value.number(),
      got: 0,
      problem: ': a number',
    },
    {
      name: 'integer',
      json: 1.5,
      reading: (value) => value.integer(1, 3),
      got: 1,
      problem: ': an integer from 1 to 3',
    },
    {
      name: 'large enough',
      json: 0,
      reading: (value) => value.integer(1, 3),
      got: 1,
      problem: ': an integer from 1 to 3',
    },
    {
      name: 'small enough',
      json: 4,
      reading: (value) => value.integer(1, 3),
      got: 1,
      problem: ': an integer from 1 to 3',
    },
    {
      name: 'one of the words',
      json: 'c',
      reading: (value) => value.oneOf(['a', 'b']),
      got: 'a',
      problem: ': "a" or "b"',
    },
    {
      name: 'an object',
      json: [1],
      reading: (value) => value.member('a').isAbsent,
      got: true,
      problem: ': an object',
    },
    {
      name: 'an object but null',
      json: null,
      reading: (value) => value.member('a').isAbsent,
      got: true,
      problem: ': an object',
    },
    {
      name: 'an array',
      json: {},
      reading: (value) => value.elements(),
      got: [],
      problem: ': an array',
    },
    {
      name: 'text in its place',
      json: { a: [{ b: 1 }] },
      reading: (value) => value.member('a').elements()[0]!.member('b').text(),
      got: '',
      problem: 'a[0].b: a string',
    },
  ])('$name gives the nearest value and a problem', ({ json, reading, got, problem }) => {
    expect(read(json, reading)).toEqual([got, problem]);
  });
});

test('only the first problem is kept', () => {
  const [, problem] = read({ a: 1, b: 2 }, (value) => {
    value.member('a').text();
    value.member('b').text();
  });
  expect(problem).toBe('a: a string');
});

test('absent, null and true are distinguished', () => {
  const flagsOf = (json: unknown) =>
    read(json, ({ isAbsent, isNull, isTrue }) => [isAbsent, isNull, isTrue])[0];
  expect(flagsOf(undefined)).toEqual([true, false, false]);
  expect(flagsOf(null)).toEqual([false, true, false]);
  expect(flagsOf(true)).toEqual([false, false, true]);
  expect(flagsOf(1)).toEqual([false, false, false]);
});

import { describe, expect, test } from 'vitest';
import {
  findField,
  findFields,
  findListElements,
  hasToken,
  listElements,
  type FieldLine,
} from '#core/protocol/http/field-line.ts';

/** Lines without places, which these functions do not look at. */
const NOWHERE = { start: 0, end: 0 };
const lines = (...pairs: [string, string][]): FieldLine[] =>
  pairs.map(([name, value]) => ({
    name,
    value,
    range: NOWHERE,
    nameRange: NOWHERE,
    valueRange: NOWHERE,
  }));

describe('fields', () => {
  const fields = lines(['Host', 'a'], ['X-Two', '1'], ['x-two', '2']);

  test('are found in any case, the first of them first', () => {
    expect(findField(fields, 'HOST')?.value).toBe('a');
    expect(findField(fields, 'X-TWO')?.value).toBe('1');
    expect(findFields(fields, 'X-Two').map(({ value }) => value)).toEqual(['1', '2']);
  });

  test('that are absent are null, not another of a similar name', () => {
    expect(findField(fields, 'X-Tw')).toBeNull();
    expect(findFields(fields, 'Hos')).toEqual([]);
  });
});

describe('lists', () => {
  test.each([
    { name: 'one element', values: ['a'], elements: ['a'] },
    { name: 'spaces around elements', values: [' a ,\tb'], elements: ['a', 'b'] },
    { name: 'empty elements', values: [', a,,b,'], elements: ['a', 'b'] },
    { name: 'several lines', values: ['a, b', 'c'], elements: ['a', 'b', 'c'] },
    { name: 'nothing', values: [''], elements: [] },
  ])('$name', ({ values, elements }) => {
    const fields = lines(...values.map((value): [string, string] => ['List', value]));
    expect(listElements(fields, 'list')).toEqual(elements);
  });

  test.each([
    { value: 'Upgrade', has: true },
    { value: 'upgrade', has: true },
    { value: 'keep-alive, Upgrade', has: true },
    { value: 'keep-alive', has: false },
    { value: 'Upgrades', has: false },
    { value: 'Upgrade; q=1', has: false },
  ])('"$value" has the token upgrade: $has', ({ value, has }) => {
    expect(hasToken(lines(['Connection', value]), 'Connection', 'upgrade')).toBe(has);
  });
});

describe('elements', () => {
  test('have their places in the head, line by line', () => {
    const line = (value: string, start: number): FieldLine => ({
      name: 'List',
      value,
      range: NOWHERE,
      nameRange: NOWHERE,
      valueRange: { start, end: start + value.length },
    });
    expect(findListElements([line('a ,, bc', 10), line('d', 30)], 'list')).toEqual([
      { text: 'a', range: { start: 10, end: 11 } },
      { text: 'bc', range: { start: 15, end: 17 } },
      { text: 'd', range: { start: 30, end: 31 } },
    ]);
  });

  test('of a folded line cover all of it', () => {
    const valueRange = { start: 6, end: 13 };
    const folded = { name: 'List', value: 'a, b', range: NOWHERE, nameRange: NOWHERE, valueRange };
    expect(findListElements([folded], 'List').map(({ range }) => range)).toEqual([
      valueRange,
      valueRange,
    ]);
  });
});

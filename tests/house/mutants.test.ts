import { describe, expect, test } from 'vitest';
import { findSites, withSwitches } from '../../scripts/mutation/mutants.mjs';

const mutantsOf = (source: string) =>
  findSites('tiny.ts', source).mutants.map(({ mutated }) => mutated);

/** The value of an expression with one mutant switched on, or none. */
function valueWith(expression: string, active: number | null): unknown {
  const source = `globalThis.__value = ${expression};`;
  const { sites, mutants } = findSites('tiny.ts', source);
  const switched = withSwitches(source, sites, (mutant) => mutants.indexOf(mutant));
  const scope = { __mutant: { is: (number: number) => number === active, tick: () => true } };
  const run = new Function('globalThis', switched) as (scope: object) => void;
  run(scope);
  return (scope as { __value?: unknown }).__value;
}

describe('the mutants of a source', () => {
  test.each([
    { source: 'const x = a < b;', mutated: ['a <= b', 'a >= b'] },
    { source: 'const x = a ?? b;', mutated: ['a && b'] },
    { source: 'const x = a ?? b ?? c;', mutated: ['(a ?? b) && c', '(a && b)'] },
    { source: 'const x = true;', mutated: ['false'] },
    { source: 'type Size = 1;', mutated: [] },
  ])('$source', ({ source, mutated }) => {
    expect(mutantsOf(source)).toEqual(mutated);
  });

  test('change what the module does, one after the other', () => {
    // No statement, && for the last ??, && for the first, 3 for 2, 4 for 3.
    const expression = 'null ?? 2 ?? 3';
    expect(valueWith(expression, null)).toBe(2);
    const { mutants } = findSites('tiny.ts', `globalThis.__value = ${expression};`);
    const values = mutants.map((_, number) => valueWith(expression, number));
    expect(values).toEqual([undefined, 3, 3, 3, 2]);
  });
});

import { describe, expect, test } from 'vitest';
import { parseAddress, printAddress } from '#core/sharing/address.ts';
import type { UnitName } from '#core/conversation/unit-name.ts';
import { decodeAddress, unitInQuery, withUnit } from '#view/pages/decode/decode-address.ts';
import { withoutData } from '#view/pages/decode/link-opener.ts';

const queryOf = (fragment: string) => parseAddress(fragment).query;

const names: UnitName[] = [
  { kind: 'head', number: 1 },
  { kind: 'frame', number: 1 },
  { kind: 'head', number: 2 },
  { kind: 'frame', number: 2 },
];

describe('an address of Decode', () => {
  test.each([
    { fragment: '#/decode', index: 0, notice: null },
    { fragment: '#/decode?frame=2', index: 3, notice: null },
    { fragment: '#/decode?head=2', index: 2, notice: null },
    { fragment: '#/decode?frame=9', index: 3, notice: 'There is no frame 9 here.' },
    { fragment: '#/decode?frame=0', index: 0, notice: 'There is no frame 0 here.' },
    { fragment: '#/decode?frame=x', index: 0, notice: 'There is no frame “x” here.' },
    { fragment: '#/decode?part=1', index: 0, notice: 'There is no part 1 here.' },
  ])('$fragment shows unit $index', ({ fragment, index, notice }) => {
    expect(unitInQuery(queryOf(fragment), names)).toEqual({ index, notice });
  });

  test('asks for nothing where there is nothing', () => {
    expect(unitInQuery(queryOf('#/decode?frame=3'), [])).toEqual({ index: 0, notice: null });
  });

  test('says which unit is shown, and keeps its bytes', () => {
    const query = withUnit(queryOf('#/decode?hex=8105&head=1'), { kind: 'frame', number: 3 });
    expect(printAddress(decodeAddress(query))).toBe('#/decode?hex=8105&frame=3');
    expect(printAddress(decodeAddress(withoutData(query)))).toBe('#/decode?frame=3');
  });
});

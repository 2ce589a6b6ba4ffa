import { describe, expect, test } from 'vitest';
import { parseAddress, printAddress } from '#core/sharing/address.ts';
import type { UnitName } from '#core/conversation/unit-name.ts';
import {
  dataKey,
  decodeAddress,
  unitInQuery,
  withoutData,
  withUnit,
} from '#core/sharing/decode-address.ts';

const queryOf = (fragment: string) => parseAddress(fragment).query;

const names: UnitName[] = [
  { kind: 'head', number: 1 },
  { kind: 'frame', number: 1 },
  { kind: 'head', number: 2 },
  { kind: 'frame', number: 2 },
];

describe('an address of Decode', () => {
  test.each([
    { fragment: '#/decode', index: 0, missing: null },
    { fragment: '#/decode?frame=2', index: 3, missing: null },
    { fragment: '#/decode?head=2', index: 2, missing: null },
    { fragment: '#/decode?frame=9', index: 3, missing: { kind: 'frame', requested: '9' } },
    { fragment: '#/decode?frame=0', index: 0, missing: { kind: 'frame', requested: '0' } },
    { fragment: '#/decode?frame=x', index: 0, missing: { kind: 'frame', requested: 'x' } },
    { fragment: '#/decode?part=1', index: 0, missing: { kind: 'part', requested: '1' } },
  ])('$fragment shows unit $index', ({ fragment, index, missing }) => {
    expect(unitInQuery(queryOf(fragment), names)).toEqual({ index, missing });
  });

  test('asks for nothing where there is nothing', () => {
    expect(unitInQuery(queryOf('#/decode?frame=3'), [])).toEqual({ index: 0, missing: null });
  });

  test('contains the unit that is shown, and keeps its bytes', () => {
    const query = withUnit(queryOf('#/decode?hex=8105&head=1'), { kind: 'frame', number: 3 });
    expect(printAddress(decodeAddress(query))).toBe('#/decode?hex=8105&frame=3');
    expect(printAddress(decodeAddress(withoutData(query)))).toBe('#/decode?frame=3');
  });

  test('has the same data whatever is shown, and other data if it is read otherwise', () => {
    const keyOf = (fragment: string) => dataKey(queryOf(fragment));
    expect(keyOf('#/decode?frame=3')).toBe('');
    expect(keyOf('#/decode?hex=8105&frame=3')).toBe(keyOf('#/decode?head=1&hex=8105'));
    expect(keyOf('#/decode?hex=8105&from=client')).not.toBe(keyOf('#/decode?hex=8105'));
  });
});

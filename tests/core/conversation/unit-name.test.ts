import { expect, test } from 'vitest';
import { nameUnits } from '#core/conversation/unit-name.ts';
import { unitOf } from './any-unit.ts';

const named = (kinds: readonly Parameters<typeof unitOf>[0][]) =>
  nameUnits(kinds.map(unitOf)).map(({ kind, number }) => `${kind} ${number}`);

test('frames, heads and other parts are counted apart', () => {
  expect(named(['request', 'response', 'frame', 'body', 'frame', 'after-close'])).toEqual([
    'head 1',
    'head 2',
    'frame 1',
    'part 1',
    'frame 2',
    'part 2',
  ]);
});

test.each([
  { kind: 'frame', name: 'frame' },
  { kind: 'cut-header', name: 'frame' },
  { kind: 'request', name: 'head' },
  { kind: 'response', name: 'head' },
  { kind: 'cut-head', name: 'head' },
  { kind: 'body', name: 'part' },
  { kind: 'after-close', name: 'part' },
  { kind: 'not-read', name: 'part' },
  { kind: 'not-captured', name: 'part' },
  { kind: 'payload-rest', name: 'part' },
  { kind: 'unplaced', name: 'part' },
] as const)('a unit of kind $kind is a $name', ({ kind, name }) => {
  expect(named([kind])).toEqual([`${name} 1`]);
});

test('no units have no names', () => {
  expect(nameUnits([])).toEqual([]);
});

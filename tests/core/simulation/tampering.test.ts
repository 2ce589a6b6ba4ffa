import { expect, test } from 'vitest';
import { alterBytes, type Alteration } from '#core/simulation/tampering.ts';

const bytes = Uint8Array.of(1, 2, 3);

test.each<{ alteration: Alteration; arriving: number[] }>([
  { alteration: { kind: 'lose' }, arriving: [1, 2, 3] },
  { alteration: { kind: 'delay', byMs: 5 }, arriving: [1, 2, 3] },
  { alteration: { kind: 'sever' }, arriving: [1, 2, 3] },
  { alteration: { kind: 'cut', keep: 2 }, arriving: [1, 2] },
  { alteration: { kind: 'cut', keep: 0 }, arriving: [] },
  { alteration: { kind: 'cut', keep: 9 }, arriving: [1, 2, 3] },
  { alteration: { kind: 'replace', bytes: Uint8Array.of(9) }, arriving: [9] },
])('$alteration.kind leaves $arriving', ({ alteration, arriving }) => {
  expect([...alterBytes(bytes, alteration)]).toEqual(arriving);
  expect([...bytes]).toEqual([1, 2, 3]);
});

import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { findDivergence } from '#core/story/divergence.ts';
import type { Step } from '#core/story/step.ts';
import { readStory, type Story } from '#core/story/story.ts';

const original = readStory(actOut(helloAndGoodbye.script()));

const tampered = (name: string, alteration: Alteration) =>
  readStory(actOut(helloAndGoodbye.script(), new Map([[name, alteration]])));

test('the same story does not diverge', () => {
  expect(findDivergence(original, readStory(actOut(helloAndGoodbye.script())))).toBeNull();
});

test.each<{ name: string; alteration: Alteration }>([
  { name: 'client-text-1', alteration: { kind: 'lose' } },
  { name: 'client-text-1', alteration: { kind: 'delay', byMs: 5 } },
  { name: 'client-text-1', alteration: { kind: 'cut', keep: 3 } },
  {
    name: 'server-text-1',
    alteration: { kind: 'replace', bytes: fromHex('8105 48656c6c70') },
  },
  { name: 'response', alteration: { kind: 'sever' } },
])('tampering with $name by $alteration.kind makes them diverge there', ({ name, alteration }) => {
  const changed = tampered(name, alteration);
  expect(changed.steps[findDivergence(original, changed) ?? -1]?.id).toBe(name);
});

test.each([
  { values: { message: 'Hullo' }, id: 'client-text-1' },
  { values: { latencyMs: 21 }, id: 'tcp-syn' },
  { values: { nonce: new Uint8Array(16) }, id: 'request' },
])('with $values it diverges at $id', ({ values, id }) => {
  const changed = readStory(actOut(helloAndGoodbye.script(values)));
  expect(changed.steps[findDivergence(original, changed) ?? -1]?.id).toBe(id);
});

const TEXT = original.steps.findIndex(({ id }) => id === 'client-text-1');

const withStep = (index: number, changed: Partial<Step>): Story => ({
  ...original,
  steps: original.steps.map((step, at) => (at === index ? { ...step, ...changed } : step)),
});

test.each<{ changed: Partial<Step> }>([
  { changed: { id: 'client-text-9' } },
  { changed: { carried: { start: 0, end: 1 } } },
  { changed: { sentAtMs: 1 } },
  { changed: { arrival: { kind: 'lost' } } },
  { changed: { arrival: { kind: 'arrived', atMs: 1 } } },
])('a step with $changed is another step', ({ changed }) => {
  expect(findDivergence(original, withStep(TEXT, changed))).toBe(TEXT);
  expect(findDivergence(withStep(TEXT, changed), original)).toBe(TEXT);
});

test('a story that ends early, or late, diverges after its last common step', () => {
  const short = { ...original, steps: original.steps.slice(0, 4) };
  expect(findDivergence(original, short)).toBe(4);
  expect(findDivergence(short, original)).toBe(4);
});

import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { findDivergence } from '#core/story/divergence.ts';
import { readStory } from '#core/story/story.ts';

const original = readStory(actOut(helloAndGoodbye.script()));

const tampered = (name: string, alteration: Alteration) =>
  readStory(actOut(helloAndGoodbye.script(), new Map([[name, alteration]])));

test('the same story does not diverge', () => {
  expect(findDivergence(original, readStory(actOut(helloAndGoodbye.script())))).toBeNull();
});

test.each<{ name: string; alteration: Alteration; reason: string }>([
  { name: 'client-text-1', alteration: { kind: 'lose' }, reason: 'other-fate' },
  { name: 'client-text-1', alteration: { kind: 'delay', byMs: 5 }, reason: 'other-fate' },
  { name: 'client-text-1', alteration: { kind: 'cut', keep: 3 }, reason: 'altered' },
  {
    name: 'server-text-1',
    alteration: { kind: 'replace', bytes: fromHex('8105 48656c6c70') },
    reason: 'altered',
  },
  { name: 'response', alteration: { kind: 'sever' }, reason: 'other-fate' },
])(
  'tampering with $name by $alteration.kind makes them diverge there',
  ({ name, alteration, reason }) => {
    const changed = tampered(name, alteration);
    const divergence = findDivergence(original, changed);
    expect(changed.steps[divergence?.stepIndex ?? -1]?.id).toBe(name);
    expect(divergence?.reason).toBe(reason);
    expect(changed.moments[divergence?.momentIndex ?? -1]).toMatchObject({
      stepIndex: divergence?.stepIndex,
      phase: 'sent',
    });
  },
);

test('another message differs in its bytes, and a slower network in its times', () => {
  const reasonOf = (values: object) =>
    findDivergence(original, readStory(actOut(helloAndGoodbye.script(values))))?.reason;
  expect(reasonOf({ message: 'Hullo' })).toBe('other-bytes');
  expect(reasonOf({ latencyMs: 21 })).toBe('other-fate');
});

test('a story that ends early diverges after its last step', () => {
  const short = { ...original, steps: original.steps.slice(0, 4) };
  expect(findDivergence(original, short)).toEqual({
    stepIndex: 4,
    momentIndex: null,
    reason: 'ends',
  });
});

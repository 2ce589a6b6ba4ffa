import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { findParting } from '#core/story/divergence.ts';
import { readStory } from '#core/story/story.ts';

const original = readStory(actOut(helloAndGoodbye.script()));

const tampered = (name: string, alteration: Alteration) =>
  readStory(actOut(helloAndGoodbye.script(), new Map([[name, alteration]])));

test('the same story does not part', () => {
  expect(findParting(original, readStory(actOut(helloAndGoodbye.script())))).toBeNull();
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
])('tampering with $name by $alteration.kind parts them there', ({ name, alteration, reason }) => {
  const changed = tampered(name, alteration);
  const parting = findParting(original, changed);
  expect(changed.steps[parting?.stepIndex ?? -1]?.id).toBe(name);
  expect(parting?.reason).toBe(reason);
  expect(changed.moments[parting?.momentIndex ?? -1]).toMatchObject({
    stepIndex: parting?.stepIndex,
    phase: 'sent',
  });
});

test('another message parts them by its bytes, and a slower line by its times', () => {
  const part = (values: object) =>
    findParting(original, readStory(actOut(helloAndGoodbye.script(values))))?.reason;
  expect(part({ message: 'Hullo' })).toBe('other-bytes');
  expect(part({ latencyMs: 21 })).toBe('other-fate');
});

test('a story that ends early parts behind its last step', () => {
  const short = { ...original, steps: original.steps.slice(0, 4) };
  expect(findParting(original, short)).toEqual({ stepIndex: 4, momentIndex: null, reason: 'ends' });
});

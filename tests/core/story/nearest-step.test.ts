import { expect, test } from 'vitest';
import { nearestStep } from '#core/story/nearest-step.ts';
import { VARIANTS } from '../scenarios/variants.ts';

const nearestOf = (name: string, ids: readonly string[]) =>
  ids[
    nearestStep(
      name,
      ids.map((id) => ({ id })),
    ) ?? -1
  ] ?? null;

test.each([
  { name: 'client-text-9', nearest: 'client-text-2' },
  { name: 'client-text-0', nearest: 'client-text-1' },
  { name: 'request-2', nearest: 'request' },
  { name: 'client-text-1-part-3', nearest: 'client-text-1' },
  { name: 'client-ping-4-again-2', nearest: 'client-ping-4' },
  { name: 'client-text-7-part-3', nearest: 'client-text-2' },
  { name: 'client-binary-2', nearest: 'client-text-2' },
  { name: 'client-continuation-9', nearest: 'client-text-2' },
  { name: 'server-text-1', nearest: 'client-text-1' },
  { name: 'open', nearest: 'request' },
  { name: 'server-pong-1', nearest: 'client-ping-4' },
  { name: 'server-close-1', nearest: 'client-ping-4' },
  { name: 'nothing', nearest: null },
])('the nearest to $name is $nearest', ({ name, nearest }) => {
  const ids = ['tcp-syn', 'request', 'client-text-1', 'client-text-2', 'client-ping-4'];
  expect(nearestOf(name, ids)).toBe(nearest);
});

test('a message stays a message if only its opcode differs', () => {
  const ids = ['request', 'response', 'server-binary-1', 'server-ping-1', 'server-continuation-1'];
  expect(nearestOf('server-text-1', ids)).toBe('server-binary-1');
});

test('every step of a variant has a near one in the others of its scenario', () => {
  for (const { scenarioId, story } of VARIANTS) {
    for (const other of VARIANTS.filter((each) => each.scenarioId === scenarioId)) {
      for (const { id } of story.steps) {
        if (other.story.steps.some((step) => step.id === id)) continue;
        expect(nearestStep(id, other.story.steps), `${id} in ${other.name}`).not.toBeNull();
      }
    }
  }
});

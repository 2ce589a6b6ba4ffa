import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { stretchTime } from '#core/story/elastic-time.ts';
import { statesAt } from '#core/story/states-at.ts';
import type { BothStates } from '#core/story/step.ts';
import { readStory } from '#core/story/story.ts';

const story = readStory(actOut(helloAndGoodbye.script()));
const time = stretchTime(story);

/** While a step is shown, this long before its end. */
function statesIn(id: string, beforeEndMs: number): BothStates {
  const index = story.steps.findIndex((step) => step.id === id);
  return statesAt(story, time, time.steps[index]!.endMs - beforeEndMs);
}

test('before anything happens, both sides are as the connection starts', () => {
  expect(statesAt(story, time, -1)).toEqual({
    client: { tcp: 'CLOSED', readyState: 'CONNECTING' },
    server: { tcp: 'LISTEN', readyState: null },
  });
});

test('sending changes the sender, arriving changes the receiver', () => {
  expect(statesIn('response', 1)).toMatchObject({
    client: { readyState: 'CONNECTING' },
    server: { readyState: 'OPEN' },
  });
  expect(statesIn('open', 0).client.readyState).toBe('OPEN');
});

test('the end remains', () => {
  const end = statesAt(story, time, time.durationMs);
  expect(end).toEqual(story.steps.at(-1)?.statesAfter);
  expect(statesAt(story, time, time.durationMs * 2)).toBe(end);
});

test('a story without steps stays as it starts', () => {
  const { start } = story;
  const empty = { start, steps: [], moments: [] };
  expect(statesAt(empty, stretchTime(empty), 0)).toBe(start);
});

import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { stretchTime } from '#core/story/elastic-time.ts';
import { readStory } from '#core/story/story.ts';

const story = readStory(actOut(helloAndGoodbye.script()));
const time = stretchTime(story);

test('keeps the order of all moments', () => {
  const sorted = [...time.moments].sort((a, b) => a - b);
  expect(time.moments).toEqual(sorted);
});

test('shows a one-way trip in a second, and thirty silent seconds in less than two', () => {
  const hello = story.steps.findIndex(({ id }) => id === 'client-text-1');
  const ping = story.steps.findIndex(({ id }) => id === 'server-ping-1');
  const { startMs = 0, endMs = 0 } = time.steps[hello] ?? {};
  expect(endMs - startMs).toBeCloseTo(1000);
  const silence = (time.steps[ping]?.startMs ?? 0) - (time.steps[ping - 1]?.endMs ?? 0);
  expect(silence).toBeGreaterThan(1000);
  expect(silence).toBeLessThan(2000);
});

test('steps begin apart, also those of one instant', () => {
  const starts = time.steps.map(({ startMs }) => startMs);
  starts.slice(1).forEach((start, index) => {
    expect(start - (starts[index] ?? 0)).toBeGreaterThanOrEqual(400);
  });
});

test('a network that is a thousand times slower takes as long to watch', () => {
  const slow = stretchTime(readStory(actOut(helloAndGoodbye.script({ latencyMs: 20_000 }))));
  expect(slow.durationMs).toBeGreaterThan(time.durationMs * 0.7);
  expect(slow.durationMs).toBeLessThan(time.durationMs * 1.3);
});

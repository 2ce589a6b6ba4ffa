import { describe, expect, test } from 'vitest';
import { receiverOf } from '#core/trace/direction.ts';
import { ownStory, proxyEnd } from '#core/story/own-story.ts';
import { SETTINGS, tamperedStories } from '../scenarios/tampered-stories.ts';
import { findViolation, hasFailed, haveBothClosed } from '#core/story/closing-facts.ts';
import type { Story } from '#core/story/story.ts';
import { VARIANTS } from '../scenarios/variants.ts';

const storyOf = (variant: string) => VARIANTS.find(({ name }) => name === variant)!.story;
const stepOf = ({ steps }: Story, stepId: string) => steps.find(({ id }) => id === stepId)!;

describe('a connection that ends in order', () => {
  const story = storyOf('hello-and-goodbye');

  test('has no broken rule and no failed side', () => {
    expect(story.steps.flatMap((step) => findViolation(step, story) ?? [])).toEqual([]);
    expect([hasFailed('client', story), hasFailed('server', story)]).toEqual([false, false]);
  });

  test('has both Close frames before its first FIN, not before the second Close', () => {
    expect(haveBothClosed(stepOf(story, 'server-tcp-fin'), story)).toBe(true);
    expect(haveBothClosed(stepOf(story, 'server-close-1'), story)).toBe(false);
  });
});

describe('broken rules', () => {
  const broken = VARIANTS.filter(({ scenarioId }) => scenarioId === 'rules-broken');

  test.each(broken)('$name: one frame breaks a rule, and its receiver fails', ({ story }) => {
    const breaking = story.steps.filter((step) => findViolation(step, story) !== undefined);
    expect(breaking.length).toBeGreaterThan(0);
    expect(breaking.every(({ unit }) => unit?.kind === 'frame')).toBe(true);
    expect(hasFailed('server', story) || hasFailed('client', story)).toBe(true);
    expect(hasFailed('server', story) && hasFailed('client', story)).toBe(false);
  });

  test('a step that crosses nothing breaks none', () => {
    const story = storyOf(broken[0]!.name);
    const breaking = story.steps.find((step) => findViolation(step, story) !== undefined)!;
    expect(findViolation({ ...breaking, direction: null }, story)).toBeUndefined();
    expect(findViolation({ ...breaking, completed: [] }, story)).toBeUndefined();
  });
});

test('a proxy, which reads no frames, finds nothing in them', () => {
  const setting = SETTINGS.find(({ name }) => name === 'proxy, proxy forwards');
  for (const { name, story } of tamperedStories({ ...setting!, maxTamperings: 100 })) {
    const found = story.steps
      .filter((step) => step.direction && receiverOf(step.direction) === proxyEnd(step))
      .filter((step) => findViolation(step, ownStory(story, step)));
    expect(
      found.map(({ id }) => id),
      name,
    ).toEqual([]);
  }
});

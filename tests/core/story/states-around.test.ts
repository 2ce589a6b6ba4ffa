import { describe, expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { proxy } from '#core/scenarios/proxy.ts';
import { stretchTime } from '#core/story/elastic-time.ts';
import { foldsOf } from '#core/story/folds.ts';
import type { PlayedStop } from '#core/story/played-stops.ts';
import { readRelayedStory } from '#core/story/relayed-story.ts';
import { statesAround } from '#core/story/states-around.ts';
import type { Story } from '#core/story/story.ts';
import { SETTINGS, tamperedStories } from '../scenarios/tampered-stories.ts';

const forwarding = readRelayedStory(actOut(proxy.script({ proxy: 'forwards' })));

test('states around steps are those of both sides', () => {
  const firstStep = forwarding.steps.findIndex(({ id }) => id === 'proxy-request');
  const stop = { firstStep, endStep: firstStep + 1 };
  const { before, after } = statesAround(forwarding, stretchTime(forwarding), stop);
  expect([before.server.readyState, after.server.readyState]).toEqual([null, 'CONNECTING']);
});

function stopsIn(story: Story): PlayedStop[] {
  const steps = story.steps.map((_, index) => ({ firstStep: index, endStep: index + 1 }));
  return [...steps, ...foldsOf(story)];
}

function problemsOf(story: Story): string[] {
  const { moments, start } = story;
  const time = stretchTime(story);
  return stopsIn(story).flatMap((stop) => {
    const { before, after } = statesAround(story, time, stop);
    const isOwn = ({ stepIndex }: { readonly stepIndex: number }) =>
      stop.firstStep <= stepIndex && stepIndex < stop.endStep;
    const first = moments.findIndex(isOwn);
    const last = moments.findLastIndex(isOwn);
    const name = story.steps[stop.firstStep]!.id;
    const steps = story.steps.slice(stop.firstStep, stop.endStep);
    const haveArrived = steps.every(
      ({ direction, arrival }) => direction && arrival.kind !== 'lost',
    );
    const possible = haveArrived ? [moments[last]] : moments.slice(last);
    const isInstant = possible.some((moment) => moment?.states === after);
    return [
      ...(before === (moments[first - 1]?.states ?? start) ? [] : [`${name} begins otherwise`]),
      ...(isInstant ? [] : [`${name} doesn’t end in the states that it leads to`]),
    ];
  });
}

describe('both states are those before the first moment of the steps, and after their last', () => {
  test.each(SETTINGS.filter(({ name }) => !name.includes(',')).map((each) => [each.name, each]))(
    '%s',
    (_, setting) => {
      for (const { name, story } of tamperedStories({ ...setting, maxTamperings: 60 })) {
        expect(problemsOf(story), name).toEqual([]);
      }
    },
  );
});

test('a fold of a simultaneous close begins and ends as both sides do (RFC 9293 §3.6)', () => {
  const setting = SETTINGS.find(({ name }) => name === 'server-goodbye, latencyMs 2000');
  const { story } = tamperedStories(setting!).next().value!;
  const fold = foldsOf(story).at(-1)!;
  const { before, after } = statesAround(story, stretchTime(story), fold);
  expect([before.client.tcp, before.server.tcp]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
  expect([after.client.tcp, after.server.tcp]).toEqual(['TIME-WAIT', 'TIME-WAIT']);
});

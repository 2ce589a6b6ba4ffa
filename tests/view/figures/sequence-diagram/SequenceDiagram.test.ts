import { render, screen } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { stretchTime } from '#core/story/elastic-time.ts';
import { foldsOf } from '#core/story/folds.ts';
import { readStory } from '#core/story/story.ts';
import SequenceDiagram from '#view/figures/sequence-diagram/SequenceDiagram.svelte';
import { stubSizes } from './stub-sizes.ts';

const story = readStory(actOut(helloAndGoodbye.script()));
const time = stretchTime(story);
const folds = foldsOf(story);
const shown = story.steps.findIndex(({ id }) => id === 'client-text-1');
let restoreSizes: () => void;

beforeAll(() => {
  restoreSizes = stubSizes({ width: 500, height: 640 });
});
afterAll(() => restoreSizes());

function draw(more: Partial<Parameters<typeof SequenceDiagram>[1]> = {}) {
  const heard = { onselect: vi.fn(), onscrub: vi.fn(), onunfold: vi.fn(), onfold: vi.fn() };
  render(SequenceDiagram, {
    ...{ story, time, stepIndex: shown, positionMs: time.steps[shown]!.endMs },
    titleOf: (index: number) => story.steps[index]!.id,
    states: story.steps[shown]!.statesAfter,
    ...heard,
    ...more,
  });
  return heard;
}

test('is an ordered list of steps with one tab stop, which select', async () => {
  const { onselect } = draw();
  const items = screen.getAllByRole('listitem');
  const names = items.map((item) => item.querySelector('button')?.getAttribute('aria-label'));
  expect(names).toEqual(story.steps.map(({ id }) => id));
  const stops = items.filter((item) => item.querySelector('button')?.tabIndex === 0);
  expect(stops).toHaveLength(1);
  expect(screen.getByRole('button', { current: 'step' })).toHaveAccessibleName('client-text-1');
  await userEvent.click(screen.getByRole('button', { name: 'request' }));
  expect(onselect).toHaveBeenCalledWith(3);
});

test('the line is a slider that keys move, in display time', async () => {
  const { onscrub } = draw();
  const slider = screen.getByRole('slider', { name: 'Time shown' });
  expect(slider).toHaveAttribute('aria-valuetext', '105 ms');
  slider.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowUp}{Home}{End}{x}');
  const [later, earlier, first, last] = onscrub.mock.calls.map(([positionMs]) =>
    Number(positionMs),
  );
  const now = time.steps[shown]!.endMs;
  expect(later).toBeGreaterThan(now);
  expect(earlier).toBeLessThan(now);
  expect([first, last]).toEqual([0, time.durationMs]);
  expect(onscrub).toHaveBeenCalledTimes(4);
});

test('folds unfold and fold', async () => {
  const { onunfold } = draw({ folds });
  await userEvent.click(screen.getByRole('button', { name: /TCP opens.*3 segments, 40 ms/ }));
  expect(onunfold).toHaveBeenCalledWith(folds[0]!.id);
  expect(screen.queryByRole('button', { name: 'tcp-syn' })).toBeNull();
});

test('a bracket folds what is unfolded', async () => {
  const { onfold } = draw({ unfolded: folds });
  await userEvent.click(screen.getByRole('button', { name: 'Fold TCP’s closing' }));
  expect(onfold).toHaveBeenCalledWith(folds[1]!.id);
});

test('shows the states of TCP only if asked, and a choice of proportions only if there is one', async () => {
  const onproportional = vi.fn();
  draw({ showsTcp: false, onproportional });
  expect(screen.queryByText('TCP ESTABLISHED')).toBeNull();
  await userEvent.click(screen.getByRole('switch', { name: 'True proportions' }));
  expect(onproportional).toHaveBeenCalledWith(true);
});

test('draws a long story only where it is in sight', () => {
  const many = Array.from({ length: 400 }, (_, index) => ({
    ...story.steps[shown]!,
    id: `step-${index}`,
    eventIndices: [],
    sentAtMs: null,
    arrival: { kind: 'unknown' as const },
  }));
  const moments = many.flatMap((step, stepIndex) =>
    (['sent', 'arrived'] as const).map((phase) => ({
      ...{ stepIndex, phase, atMs: null },
      states: step.statesAfter,
    })),
  );
  const long = { ...story, steps: many, moments };
  draw({
    ...{ story: long, time: stretchTime(long), stepIndex: 3, positionMs: 0 },
    titleOf: (index: number) => many[index]!.id,
  });
  const items = screen.getAllByRole('listitem');
  expect(items.length).toBeLessThan(60);
  expect(items[0]).toHaveAttribute('aria-setsize', '400');
});
